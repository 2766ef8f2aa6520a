// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import { powershell } from '../../formats/powershell/powershell.ts'
import { scriptBytes } from '../../formats/powershell/script-bytes.ts'
import { writeRegFile } from '../../formats/reg-text/write-reg-file.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { OutputFile } from '../../targets/target.ts'
import type { RpcChoice, RpcUnitInput } from './rpc-input.ts'

const SCRIPTS = ['Set-RpcPortRange.ps1', 'Test-RpcPortRange.ps1']

/** The estate's range has the plain name; any other is named by its ports. */
const regFileName = (choice: RpcChoice, estateRange: RpcChoice | null): string => {
  const text = choice.ports.join(',')
  if (text === estateRange?.ports.join(',')) return 'RpcPortRange.reg'
  return `RpcPortRange-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.reg`
}

/** `rpc/`: the scripts that restrict dynamic RPC and test it, and the values as .reg; nothing where no range is set. */
export const rpcUnit = (
  input: RpcUnitInput & { readonly version: string; readonly hash: string },
  load: (name: string) => string = loadTemplate,
): readonly OutputFile[] => {
  const { estate, version, hash, estateRange, forOthers, hostRanges, unrestricted, groupRanges } = input
  const choices: readonly RpcChoice[] = [
    ...(forOthers && estateRange !== null ? [estateRange] : []),
    ...hostRanges,
    ...groupRanges,
  ]
  if (choices.length === 0) return []
  const render = createRenderer(powershell, load)
  const data = {
    estate,
    version,
    hash,
    example: (choices[0] as RpcChoice).ports.join(','),
    estateRange: forOthers && estateRange !== null ? { ports: estateRange.ports, rules: estateRange.rules } : null,
    unrestricted,
    hostRanges: hostRanges.map((choice) => ({
      ports: choice.ports,
      rules: choice.rules,
      file: regFileName(choice, estateRange),
      hosts: choice.hosts,
    })),
  }
  const values = new Map(choices.map((choice) => [regFileName(choice, estateRange), writeRegFile(choice.registry)]))
  return [
    ...SCRIPTS.map((name) => ({ path: `rpc/${name}`, bytes: scriptBytes(render(`rpc/${name}`, data)) })),
    ...[...values].map(([name, bytes]) => ({ path: `rpc/${name}`, bytes })),
  ]
}
