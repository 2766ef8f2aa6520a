// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { ruleDifference } from '../../../src/packets/rule-difference.ts'
import type { ReadResult } from '../../../src/read/read-result.ts'
import type { Ran } from '../../support/command-line.ts'
import { widened } from './contained.ts'
import type { Damage } from './mutate.ts'
import { isWrittenSo } from './written-so.ts'

/** Texts that only somebody who wrote the program understands. */
const ENGINE =
  /encoded data|call stack|is not a function|(?:Type|Range|Syntax)Error|undefined|\[object |\.(?:ts|cjs):\d/
// biome-ignore lint/suspicious/noControlCharactersInRegex: nothing of a file may steer a terminal
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

/** What is wrong with an answer whatever was read. */
export const faultsOf = ({ exit, out, err }: Ran): readonly string[] => [
  ...(exit === 0 || (exit === 1 && /^(?:<stdin>|\S+):1:1: error\[/.test(err))
    ? []
    : [`exit ${exit}: ${err.slice(0, 300)}`]),
  ...(STEERING.test(out) || STEERING.test(err) ? ['a character that steers the terminal'] : []),
  ...(exit === 1 && ENGINE.test(err) ? [`an engine’s text: ${err.slice(0, 300)}`] : []),
]

export interface Tally {
  tried: number
  refused: number
  /** Readings with a loss that the whole file’s does not have. */
  losses: number
  /** Of point damages: rules beside one, and how many of them were read. */
  others: number
  read: number
  wider: number
}

export const emptyTally = (): Tally => ({ tried: 0, refused: 0, losses: 0, others: 0, read: 0, wider: 0 })

export const tallyText = (name: string, { tried, refused, losses, others, read, wider }: Tally): string =>
  [
    `${name}: ${tried} tried, ${tried - refused} results, ${losses} of them with more losses, ${refused} refused`,
    `${others === 0 ? '-' : ((100 * read) / others).toFixed(2)} % of the other rules read, ${wider} wider`,
  ].join(', ')

/** No damage of so many bytes takes a whole rule out of a file. */
const SMALL = 12

/** What puts the rest of a line aside, in a language that has it. */
const COMMENT: Readonly<Record<string, RegExp>> = {
  string: /^\s*;/,
  'own-script': /#/,
  'dsc-script': /#/,
  powershell: /#/,
  netsh: /^[\s@]*(?:rem\b|:)|^\s*[#;]/i,
  mof: /\/\/|\/\*/,
  'dsc-document': /#/,
}

/** Whether a rule stands in the file as a comment: then nothing of it is lost. */
const isPutAside = ({ id, displayName }: Rule, kind: string, bytes: Uint8Array): boolean => {
  const mark = COMMENT[kind]
  if (mark === undefined) return false
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll('\0', '')
    .split('\n')
    .some((line) => [id, displayName].some((name) => line.includes(name) && mark.test(line.split(name)[0] as string)))
}

const allows = (rules: readonly Rule[]): readonly Rule[] => rules.filter(({ action }) => action !== 'block')

/** What is wrong with the answer to a damaged file, whose rules the simple reader of `kind` finds in `bytes`. */
export const look = (
  { kind, bytes }: { readonly kind: string; readonly bytes: Uint8Array },
  whole: ReadResult,
  damage: Damage,
  answer: Ran,
  tally: Tally,
): readonly string[] => {
  const faults = [...faultsOf(answer)]
  tally.tried++
  if (answer.exit !== 0) {
    tally.refused++
    if (!damage.cut) tally.others += whole.rules.length - 1
    return faults
  }
  const result = JSON.parse(answer.out) as ReadResult
  const before = new Set(whole.losses.map((loss) => JSON.stringify(loss)))
  const more = result.losses.some((loss) => !before.has(JSON.stringify(loss)))
  if (more) tally.losses++
  const wide = widened(result.rules, whole.rules).filter((rule) => !isWrittenSo(rule, kind, bytes))
  for (const rule of wide) faults.push(`wider: ${JSON.stringify(rule)}`)
  // The same by the algebra of packets: several rules together may be wider than those of the whole file.
  const sound = allows(result.rules.filter((rule) => !isWrittenSo(rule, kind, bytes)))
  const { opened } = ruleDifference(allows(whole.rules), sound)
  for (const change of opened) faults.push(`opens: ${JSON.stringify(change)}`)
  if (wide.length + opened.length > 0) tally.wider++
  const known = new Set(result.rules.map((rule) => JSON.stringify(rule)))
  const same = whole.rules.filter((rule) => known.has(JSON.stringify(rule))).length
  if (!damage.cut) {
    tally.others += whole.rules.length - 1
    tally.read += Math.min(same, whole.rules.length - 1)
  }
  // A rule that is gone is told: as a loss, or as another rule in its place.
  const gone = whole.rules.filter((rule) => !known.has(JSON.stringify(rule)) && !isPutAside(rule, kind, bytes))
  if (damage.gone <= SMALL && gone.length > 0 && result.rules.length < whole.rules.length && !more)
    faults.push('a rule is gone without a word')
  return faults
}
