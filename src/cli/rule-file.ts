// SPDX-License-Identifier: MIT
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileStart } from '../diagnostics/file-start.ts'
import { decodeText } from '../formats/text/decode-text.ts'
import { OUTPUT_INDEX } from '../output/own-files.ts'
import type { RuleSource } from '../rules/rule-source.ts'

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** The file that holds the rules of an argument. */
export const ruleFile = ({ path, format }: RuleSource): string =>
  path !== '-' && format === 'compile' && isFolder(path) ? join(path, OUTPUT_INDEX) : fileStart(path).file

/** Its text; null for standard input, a folder, and a file that is gone by now. */
export const ruleFileText = (file: string): string | null => {
  try {
    return decodeText(readFileSync(file))
  } catch {
    return null
  }
}
