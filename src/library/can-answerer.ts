// SPDX-License-Identifier: MIT
import { type CanAnswer, canBetween, canPass } from '../analysis/can.ts'
import type { Catalog } from '../catalog/catalog-flow.ts'
import { compileEstate } from '../compile/compile-estate.ts'
import { estateSource } from '../compile/estate-source.ts'
import { nearName } from '../diagnostics/near-name.ts'
import { UsageError } from '../diagnostics/usage-error.ts'
import type { Estate } from '../estate/estate.ts'
import { smallestFix } from '../explain/smallest-fix.ts'
import type { Profile } from '../formats/rule/rule.ts'
import { type AskedPacket, askedPacket } from '../packets/asked-packet.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { sideFinder } from './can-sides.ts'
import type { LoadedSource } from './loaded-source.ts'

export interface AskedQuestion {
  readonly from: string
  readonly to: string
  readonly packet: string
  readonly profile: Profile | null
  readonly direction: 'in' | 'out' | null
}

export interface FoundAnswer {
  readonly found: CanAnswer
  readonly fix: string | null
}

export const packetOf = (text: string): AskedPacket => {
  const packet = askedPacket(text)
  if (packet === null)
    throw new UsageError(
      `“${text}” is no packet`,
      'write a port and a protocol, such as 443/tcp, or rpc/tcp, icmp, icmp4/8, icmp6/128',
    )
  return packet
}

/** Answers questions about an estate, an output, or one policy of a file. */
export const answerer = async (
  loaded: LoadedSource,
  policy: string | null,
  openCatalog: () => Promise<Catalog>,
): Promise<(question: AskedQuestion) => FoundAnswer> => {
  const sidesOf = await sideFinder(loaded, openCatalog)
  if (loaded.source.estate === null) return ofFile(loaded, oneSet(loaded.source.sets, policy), sidesOf)
  if (policy !== null)
    throw new UsageError(
      '--policy is for files of several policies',
      'the names of a question say which policies decide',
    )
  return (question) => {
    if (question.direction !== null)
      throw new UsageError('--direction is for files of rules', 'of an estate or an output both ends decide')
    const packet = packetOf(question.packet)
    const ask = (sets: readonly RuleSet[]): CanAnswer => {
      const found = canBetween(sets, sidesOf(question.from), sidesOf(question.to), packet, question.profile)
      if (found === null)
        throw new UsageError(
          `nobody is left who asks “${question.to}” from “${question.from}”`,
          'a host does not talk to itself',
        )
      return found
    }
    const found = ask(loaded.source.sets)
    return { found, fix: found.answer === 'yes' ? null : fixOf(loaded, question, packet, found, ask) }
  }
}

const fixOf = (
  { source, compiled }: LoadedSource,
  { from, to, profile }: AskedQuestion,
  packet: AskedPacket,
  answer: CanAnswer,
  ask: (sets: readonly RuleSet[]) => CanAnswer,
): string | null => {
  const isSite = (word: string): boolean => source.parties.some(({ site }) => site === word)
  const question = { from, to, packet, profile, answer, isEnd: (word: string) => !isSite(word) }
  if (compiled === null) return smallestFix(question, null)
  const { estate, catalog } = compiled
  const isYes = (changed: Estate): boolean => {
    const facts = { version: '', inputs: [], diagnostics: [] }
    const { sets } = estateSource(source.path, compileEstate(changed, catalog, facts))
    return ask(sets).answer === 'yes'
  }
  return smallestFix(question, { estate, catalog, parties: compiled.compiled.parties, isYes })
}

const ofFile =
  (
    _: LoadedSource,
    set: RuleSet,
    sidesOf: Awaited<ReturnType<typeof sideFinder>>,
  ): ((question: AskedQuestion) => FoundAnswer) =>
  ({ from, to, packet, direction, profile }) => {
    const [[sender], [receiver]] = [sidesOf(from), sidesOf(to)]
    if (sender === undefined || receiver === undefined) throw new UsageError('a file knows addresses alone', null)
    return { found: canPass(set, sender, receiver, packetOf(packet), direction ?? 'in', profile), fix: null }
  }

/** Rules of several policies never stand on one computer by one file: which one is asked about, the user says. */
const oneSet = (sets: readonly RuleSet[], policy: string | null): RuleSet => {
  const names = sets.flatMap(({ id, name }) => id ?? name ?? [])
  if (policy !== null) {
    const found = sets.find(({ id, name }) => id === policy || name === policy)
    if (found !== undefined) return found
    const near = nearName(policy, names)
    throw new UsageError(
      `the file has no policy “${policy}”`,
      near === null ? `it has ${names.join(', ')}` : `did you mean “${near}”?`,
    )
  }
  const [first, ...more] = sets
  if (first === undefined || more.length > 0)
    throw new UsageError(
      `the file holds ${sets.length} policies`,
      `name one of them with --policy: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`,
    )
  return first
}
