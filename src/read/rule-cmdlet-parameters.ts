// SPDX-License-Identifier: MIT
import { PARAMETERS, type ParameterName } from '../formats/named-parameters/parameter-table.ts'

const OF_RULE = Object.keys(PARAMETERS) as readonly ParameterName[]
/** Where and how a rule is made, not what it says. */
const IGNORED = [
  ...[
    'PolicyStore',
    'GPOSession',
    'CimSession',
    'ThrottleLimit',
    'AsJob',
    'Confirm',
    'Verbose',
    'Debug',
    'ErrorAction',
  ],
  ...['WarningAction', 'InformationAction', 'ErrorVariable', 'WarningVariable', 'InformationVariable', 'OutVariable'],
  ...['OutBuffer', 'PipelineVariable', 'ProgressAction'],
]
/** These narrow or widen a rule by what nothing here reads. */
const UNREAD = ['RemoteDynamicKeywordAddresses', 'PolicyAppId', 'DynamicTransport']
const ALIASES: Readonly<Record<string, ParameterName | 'ignored' | 'WhatIf'>> = {
  id: 'Name',
  dynamictransport: 'DynamicTarget',
  wi: 'WhatIf',
  ...Object.fromEntries(
    ['ea', 'wa', 'infa', 'ev', 'wv', 'iv', 'ov', 'ob', 'pv', 'vb', 'db', 'cf', 'session', 'proga'].map((alias) => [
      alias,
      'ignored' as const,
    ]),
  ),
}

/**
 * The parameter of New-NetFirewallRule that a name means, written out or shortened to what only one begins with; null where
 * it means none, or one that is not read.
 */
export const parameterName = (name: string): ParameterName | 'ignored' | 'WhatIf' | null => {
  const wanted = name.toLowerCase()
  if (Object.hasOwn(ALIASES, wanted)) return ALIASES[wanted] ?? null
  // An alias shortens as a name does, and makes ambiguous what begins both.
  const all: readonly string[] = [...OF_RULE, ...IGNORED, 'WhatIf', ...UNREAD, ...Object.keys(ALIASES)]
  const exact = all.find((one) => one.toLowerCase() === wanted)
  const fits = exact === undefined ? all.filter((one) => one.toLowerCase().startsWith(wanted)) : [exact]
  const [found] = fits
  if (found === undefined || fits.length !== 1 || UNREAD.includes(found)) return null
  if (Object.hasOwn(ALIASES, found)) return ALIASES[found] ?? null
  if (IGNORED.includes(found)) return 'ignored'
  return found === 'WhatIf' ? 'WhatIf' : (found as ParameterName)
}
