// SPDX-License-Identifier: MIT
import type { DscContent } from '../../formats/dsc/dsc-content.ts'
import { readCompiledConfiguration } from '../../formats/dsc/read-compiled-configuration.ts'
import { readConfigurationScript } from '../../formats/dsc/read-configuration-script.ts'
import { readDscDocument } from '../../formats/dsc/read-document.ts'
import { decodeText } from '../../formats/text/decode-text.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'
import { compareDocument, compareScript } from './compare-documents.ts'

/** The three documents of a policy do not say the same. */
export interface DscMismatch extends Error {
  readonly name: 'DscMismatch'
}

const mismatch = (message: string): DscMismatch => Object.assign(new Error(message), { name: 'DscMismatch' as const })

/**
 * Reads the three documents of one policy, each with its own reader, and holds them against each other.
 * The rules are those of the compiled configuration. Throws a `DscMismatch` that names the first difference.
 */
export const readDsc = (files: readonly OutputFile[]): ReadArtifact => {
  const one = (extension: string): OutputFile => {
    const [file, ...more] = files.filter(({ path }) => path.endsWith(extension))
    if (file === undefined || more.length > 0) throw mismatch(`dsc: a policy has one ${extension}`)
    return file
  }
  const text = (file: OutputFile): string => decodeText(file.bytes)
  const mof = one('.mof')
  const script = one('.ps1')
  const document = one('.dsc.yaml')
  const whole = <T extends DscContent>(file: OutputFile, content: T): T => {
    const [loss] = content.losses
    if (loss !== undefined) throw mismatch(`${file.path}: ${loss.rule ?? 'the file'}, ${loss.field}: ${loss.reason}`)
    return content
  }
  const compiled = whole(mof, readCompiledConfiguration(mof.bytes))
  const same = (file: OutputFile, difference: string | null): void => {
    if (difference !== null) throw mismatch(`${mof.path} and ${file.path}: ${difference}`)
  }
  // One after the other: of a large policy each of them is ten thousand rules.
  same(script, compareScript(compiled, whole(script, readConfigurationScript(text(script)))))
  same(document, compareDocument(compiled, whole(document, readDscDocument(text(document)))))
  return compiled
}
