// SPDX-License-Identifier: MIT
import type { CanAnswer, CanPair } from '../analysis/can.ts'
import type { Catalog, CatalogFlow } from '../catalog/catalog-flow.ts'
import type { Estate } from '../estate/estate.ts'
import type { Party } from '../flows/party.ts'
import { whyNot } from '../flows/why-not.ts'
import type { Profile } from '../formats/rule/rule.ts'
import type { AskedPacket } from '../packets/asked-packet.ts'

export interface FixQuestion {
  /** As they were asked for. */
  readonly from: string
  readonly to: string
  readonly packet: AskedPacket
  readonly profile: Profile | null
  readonly answer: CanAnswer
  /** What of the estate can stand as an end of a flow. */
  readonly isEnd: (word: string) => boolean
}

export interface FixWorld {
  readonly estate: Estate
  readonly catalog: Catalog
  readonly parties: readonly Party[]
  /** Whether the answer is yes for an estate that was changed. */
  readonly isYes: (changed: Estate) => boolean
}

/**
 * The smallest change of the estate that would let a packet pass, in words; null where there is none: a feature that is not named,
 * an exception that is taken back, a profile, else a flow of the user's own. The first three are tried before they are said.
 */
export const smallestFix = (question: FixQuestion, world: FixWorld | null): string | null => {
  const { answer, profile } = question
  const failing = answer.pairs.find((pair) => pair.answer === 'no')
  if (failing === undefined) return null
  if (world !== null) {
    const found = ofCatalog(question, failing, world)
    if (found !== null) return found
  }
  const missing = [failing.in, failing.out].find((one) => one?.passes === false)
  if (missing == null || missing.by === 'block' || missing.why?.includes('such a family') === true) return null
  const flow = ownFlow(question, failing)
  return profile === null || flow === null
    ? flow
    : `${flow} The policies need the profile ${profile} too: name it under \`firewall.profiles\` of these computers.`
}

/** Rows of the catalogue that an estate could have and may not: those that it excepts, and those that wait for a feature. */
export const waitingRows = (estate: Estate, catalog: Catalog): readonly CatalogFlow[] => {
  const excepted = new Set(estate.except.flatMap(({ flows }) => flows))
  return catalog.flows.filter(
    (row) => row.kind === 'flow' && row.product === estate.product && (row.when !== null || excepted.has(row.id)),
  )
}

/** Rows of the catalogue that would open it, were they in force. */
const ofCatalog = ({ packet }: FixQuestion, pair: CanPair, world: FixWorld): string | null => {
  const { estate, catalog, parties, isYes } = world
  const holder = (name: string): Party | undefined => parties.find((party) => party.name === name)
  const [from, to] = [holder(pair.from), holder(pair.to)]
  if (from === undefined || to === undefined || packet.flow === null) return null
  for (const row of waitingRows(estate, catalog)) {
    if (!joins(row, from, to)) continue
    if (estate.except.some(({ flows }) => flows.includes(row.id))) {
      const changed = { ...estate, except: estate.except.filter(({ flows }) => !flows.includes(row.id)) }
      if (isYes(changed)) return `Take the exception for ${row.id} out of \`except\`.`
      continue
    }
    if (row.when === null || !whyNot(estate, catalog, parties, row).startsWith('it waits until')) continue
    if (isYes({ ...estate, features: new Set([...estate.features, row.when]) }))
      return `Name ${row.when} under \`features\`: the row ${row.id} of the catalogue asks for it.`
  }
  return null
}

/** Whether a row is for connections of one with the other. */
export const joins = (
  row: Pick<CatalogFlow, 'from' | 'to' | 'direction'>,
  from: Pick<Party, 'roles'>,
  to: Pick<Party, 'roles'>,
): boolean => {
  const fits = (one: Pick<Party, 'roles'>, other: Pick<Party, 'roles'>): boolean =>
    row.from !== null && one.roles.has(row.from) && other.roles.has(row.to)
  return fits(from, to) || (row.direction === 'either' && fits(to, from))
}

/** JSON is YAML; a plain name needs no quotes. */
const yaml = (word: string): string => (/^[A-Za-z][A-Za-z0-9._-]*$|^\d+$/.test(word) ? word : JSON.stringify(word))

const ownFlow = ({ from, to, packet, isEnd }: FixQuestion, pair: CanPair): string | null => {
  if (packet.flow === null) return null
  const end = (word: string, name: string): string => yaml(word === 'internet' ? 'any' : isEnd(word) ? word : name)
  const { protocol, ports } = packet.flow
  const listed = ports.length === 1 ? (ports[0] as string) : `[${ports.join(', ')}]`
  const parts = [
    'name: NEW-NAME',
    `from: ${end(from, pair.from)}`,
    `to: ${end(to, pair.to)}`,
    `protocol: ${protocol}`,
    ...(ports.length === 0 ? [] : [`ports: ${listed}`]),
    'reason: WHY',
    'owner: WHO',
  ]
  return `Add to \`flows\`: - { ${parts.join(', ')} }`
}
