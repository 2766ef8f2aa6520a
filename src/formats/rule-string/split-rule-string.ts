// SPDX-License-Identifier: MIT

/** A field of a rule string as it stands there; a token without `=` has an empty key. */
export interface RuleField {
  readonly key: string
  readonly value: string
}

export interface SplitRuleString {
  /** `2.10`; null where the string does not start with a version. */
  readonly version: string | null
  readonly fields: readonly RuleField[]
}

const VERSION = /^[vV](\d{1,3}\.\d{1,3})$/

/** Takes a rule string apart into its ordered fields. There is no escaping: MS-GPFAS 2.2.2.19. */
export const splitRuleString = (text: string): SplitRuleString => {
  const tokens = text.split('|')
  const version = VERSION.exec(tokens[0] ?? '')?.[1] ?? null
  const fields: RuleField[] = []
  const last = tokens.at(-1) === '' ? tokens.length - 1 : tokens.length
  for (let i = version === null ? 0 : 1; i < last; i++) {
    const token = tokens[i] as string
    const equals = token.indexOf('=')
    fields.push(
      equals < 0 ? { key: '', value: token } : { key: token.slice(0, equals), value: token.slice(equals + 1) },
    )
  }
  return { version, fields }
}
