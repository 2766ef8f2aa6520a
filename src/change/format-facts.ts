// SPDX-License-Identifier: MIT

/** What a set of rules of some format tells beside its rules, so that nothing is compared that it could not say. */
export interface FormatFacts {
  /** `all`: what is missing is not set; `some`: what is missing may stand elsewhere; `said`: what is missing was not read; `none`: it says nothing of them. */
  readonly settings: 'all' | 'some' | 'said' | 'none'
  readonly registry: 'all' | 'some' | 'none'
  /** False where dynamic RPC stands in numbers. */
  readonly rpcKeyword: boolean
  /** A local store keeps no leave for local rules: it is always given. */
  readonly local: boolean
}

const WHOLE: FormatFacts = { settings: 'all', registry: 'all', rpcKeyword: true, local: false }
/** The store of a computer says every setting of it, whoever made it. */
const STORE: FormatFacts = { settings: 'some', registry: 'none', rpcKeyword: true, local: true }
const RULES: FormatFacts = { settings: 'none', registry: 'none', rpcKeyword: true, local: true }

const FACTS: Readonly<Record<string, FormatFacts>> = {
  estate: WHOLE,
  compile: WHOLE,
  gpo: WHOLE,
  'registry.pol': WHOLE,
  lgpo: WHOLE,
  dsc: WHOLE,
  mof: WHOLE,
  // A report tells rules and profiles; values of the registry it shows in words alone.
  report: { ...WHOLE, registry: 'none' },
  netsh: { ...STORE, settings: 'all' },
  powershell: { ...STORE, settings: 'all' },
  ansible: { ...STORE, settings: 'all' },
  // What somebody's own script leaves alone may stand on the computer all the same.
  script: STORE,
  wfw: STORE,
  hive: { ...STORE, registry: 'some' },
  reg: { ...STORE, registry: 'some', local: false },
  // What is in force on a computer: every setting of it, whoever made it, the leave for local rules too. Of the
  // registry what the policy sets was asked for.
  live: { ...STORE, settings: 'said', registry: 'all', local: false },
  wfp: { ...RULES, rpcKeyword: false },
  aerleon: { ...RULES, rpcKeyword: false },
  baseline: { ...STORE, settings: 'all' },
  // Settings of profiles stand in a policy of their own.
  intune: { ...RULES, rpcKeyword: false },
  syncml: { ...RULES, rpcKeyword: false },
}

/** Of a format that is not known here only the rules are compared. */
export const factsOf = (format: string): FormatFacts => FACTS[format] ?? RULES
