// SPDX-License-Identifier: MIT
import { INSTALL_METHODS, PRODUCTS } from '../../catalog/catalog-flow.ts'
import { PROFILES } from '../../formats/rule/rule.ts'
import { TARGET_WORDS } from '../../targets/target-names.ts'
import { JSON_COMMANDS } from '../json-commands.ts'
import { DIAGNOSTIC_FORMATS } from '../print-diagnostics.ts'
import { PLAN_FORMATS } from '../print-plan.ts'
import type { OptionShape } from './command-shape.ts'
import { SHELLS } from './shells.ts'

/** Kinds of names that an estate or an output holds. */
export type NameKind = 'hosts' | 'clients' | 'networks' | 'sites' | 'policies' | 'roles' | 'flows'

/** Words, or the names of a kind that the first file of the command line holds. */
export type Asked = readonly string[] | { readonly names: readonly NameKind[] }

/** What an option takes, by its name; where two commands mean different things, by both. */
const OPTIONS: Readonly<Record<string, Asked | null>> = {
  '--host': { names: ['hosts'] },
  'compile --host': { names: ['hosts', 'clients'] },
  '--client': { names: ['clients'] },
  '--policy': { names: ['policies'] },
  '--from': { names: ['roles'] },
  '--to': { names: ['roles'] },
  '--format': DIAGNOSTIC_FORMATS,
  'plan --format': PLAN_FORMATS,
  'schema --of': JSON_COMMANDS,
  '--method': INSTALL_METHODS,
  '--product': PRODUCTS,
  '--profile': PROFILES,
  '--profiles': PROFILES,
  '--direction': ['in', 'out'],
  '--target': TARGET_WORDS,
  '--transport': ['auto', 'local', 'winrm', 'ssh'],
  '--user': null,
  '--timeout': ['60s', '120s', '300s'],
  '--confirm-within': ['2m', '5m', '10m'],
  '--throttle': null,
  '--stop-after': null,
  '--version': null,
  '--to-version': null,
  'traffic --since': ['1d', '7d', '14d', '30d'],
}

const PATHS: ReadonlySet<string> = new Set(['file', 'folder', 'path', 'out', 'estate'])

/** What may stand behind an option: words, names, a path, or something that nobody can guess (null). */
export const optionWords = (command: string, { long, value }: OptionShape): Asked | 'files' | null => {
  for (const key of [`${command} ${long}`, long]) if (Object.hasOwn(OPTIONS, key)) return OPTIONS[key] ?? null
  return PATHS.has(value ?? '') ? 'files' : null
}

const ENDS: Asked = { names: ['hosts', 'clients', 'roles', 'networks', 'sites'] }

/** What stands in a place of a command that is no path; null for a path. */
export const namesAsked = (command: string, argument: string): Asked | null => {
  if (command === 'can' && (argument === 'from' || argument === 'to')) return ENDS
  if (command === 'can' && argument === 'packet') return ['443/tcp', 'rpc/tcp', '53/udp', 'icmp']
  if (command === 'explain' && argument !== 'estate')
    return { names: ['hosts', 'clients', 'roles', 'flows', 'networks'] }
  if (command === 'completion') return SHELLS
  return null
}
