// SPDX-License-Identifier: MIT
import { scriptBytes } from '../../formats/powershell/script-bytes.ts'
import type { Policy } from '../../rules/policy.ts'
import type { TargetOptions, WrittenArtifact } from '../target.ts'
import { configurationName } from './configuration-name.ts'
import { inOrder, policyResources } from './policy-resources.ts'
import { writeCompiledConfiguration } from './write-compiled-configuration.ts'
import { writeConfigurationScript } from './write-configuration-script.ts'
import { writeDocument } from './write-document.ts'

const BLOCK = / {8}[A-Za-z]+ '/y

/** Where each resource block of the script starts; the compiler writes it into SourceInfo. No text of a policy spans lines. */
const blockLines = (script: string): readonly number[] => {
  const lines: number[] = []
  let line = 1
  for (let from = 0; ; line++) {
    BLOCK.lastIndex = from
    if (BLOCK.test(script)) lines.push(line)
    const end = script.indexOf('\n', from)
    if (end < 0) return lines
    from = end + 1
  }
}

/** A configuration for Windows PowerShell 5.1, what it compiles to, and a DSC v3 document, all of the same resources. */
export const writeDsc = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  const resources = policyResources(policy)
  const ordered = inOrder(resources)
  const script = writeConfigurationScript(policy, ordered, options)
  const mof = writeCompiledConfiguration({
    name: configurationName(policy.id),
    node: 'localhost',
    networkingDsc: options.dsc.networkingDsc,
    resources: ordered,
    lines: blockLines(script),
  })
  const file = (extension: string, bytes: Uint8Array) => ({ path: `dsc/${policy.id}${extension}`, bytes })
  return {
    policy: policy.id,
    files: [
      file('.ps1', scriptBytes(script)),
      file('.mof', mof),
      file('.dsc.yaml', writeDocument(policy, resources, options)),
    ],
    losses: resources.losses,
  }
}
