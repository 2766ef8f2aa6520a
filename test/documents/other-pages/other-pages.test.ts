// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { CatalogFlow } from '../../../src/catalog/catalog-flow.ts'
import { inVersion } from '../../../src/catalog/in-version.ts'
import { catalog } from '../../support/catalog.ts'
import { corpusFolder, required, skip } from '../../support/shared.ts'
import { CLOSED } from './closed.ts'
import { EXPECTED_ROWS } from './expected-rows.ts'
import { type PageFacts, readFacts } from './read-facts.ts'

const file = join(corpusFolder(), '../research/other-pages.md')
const rows = catalog.flows.filter((flow) => flow.product === 'cmcb' && flow.kind === 'flow')

/** Facts whose rows are not there yet; exact, so that one that is held leaves the list. */
const NOT_YET: readonly string[] = []

const factsOf = (t: ExecutionContext): readonly PageFacts[] | null => {
  if (existsSync(file)) return readFacts(readFileSync(file, 'utf8'))
  if (required(t, 'corpus')) t.fail('the facts of the other pages are required, but not here')
  else skip(t, 'the facts of the other pages are not here')
  return null
}

interface Expected {
  readonly from: string
  readonly to: string
  readonly protocol: string
  readonly ports: readonly string[]
  readonly when: string | null
}

const expectedOf = (text: string): Expected => {
  const [, from, to, protocol, ports, when] =
    /^(\S+) > (\S+) (tcp|udp|icmp)((?: \d[\d-]*| dynamic)*)(?: when (\S+))?$/.exec(text) as unknown as string[]
  return {
    from: from as string,
    to: to as string,
    protocol: protocol as string,
    ports: (ports ?? '')
      .trim()
      .split(' ')
      .filter((port) => port !== ''),
    when: when ?? null,
  }
}

const fits = (flow: CatalogFlow, expected: Expected): boolean =>
  flow.protocol === expected.protocol &&
  flow.when === expected.when &&
  ((flow.from === expected.from && flow.to === expected.to) ||
    (flow.direction === 'either' && flow.from === expected.to && flow.to === expected.from))

/** What the catalogue lacks of a fact. */
const missing = (fact: PageFacts, id: string): readonly string[] =>
  (EXPECTED_ROWS[id] ?? []).flatMap((text) => {
    const expected = expectedOf(text)
    const found = rows.filter(
      (flow) => fits(flow, expected) && flow.sources.some(({ document }) => fact.pages.includes(document)),
    )
    const wanted = expected.protocol === 'icmp' ? [''] : expected.ports
    return wanted
      .filter((port) => !found.some((flow) => port === '' || [...flow.ports, ...flow.alternates].includes(port)))
      .map((port) => `${id}: no row “${text}” with ${port} from ${fact.pages.join(', ')}`)
  })

test('every fact of the other pages is a row of the catalogue with that page as its source', (t) => {
  const facts = factsOf(t)
  if (facts === null) return
  const ids = facts.flatMap((fact) => fact.ids)
  t.is(ids.length, 118)
  t.is(new Set(ids).size, ids.length)
  t.deepEqual(
    ids.filter((id) => EXPECTED_ROWS[id] === undefined && CLOSED[id] === undefined),
    [],
  )
  const faults = facts.flatMap((fact) => fact.ids.flatMap((id) => missing(fact, id)))
  const held = ids.filter((id) => !faults.some((fault) => fault.startsWith(`${id}:`)))
  t.log(`${held.length} of ${ids.length} facts held`)
  t.deepEqual([...new Set(faults.map((fault) => fault.split(':')[0]))], NOT_YET, faults.join('\n'))
})

test('the expectations name every port that a fact prints, and a feature where it is optional', (t) => {
  for (const fact of factsOf(t) ?? []) {
    const expected = fact.ids.flatMap((id) => EXPECTED_ROWS[id] ?? []).map(expectedOf)
    const named = new Set(expected.flatMap(({ ports }) => ports))
    t.deepEqual(
      fact.ports.filter((port) => !named.has(port)),
      [],
      fact.ids.join(', '),
    )
    if (fact.optional)
      t.true(
        expected.some(({ when }) => when !== null),
        fact.ids.join(', '),
      )
  }
})

test('what the other pages say to leave closed is opened by no row', (t) => {
  const now = rows.filter((flow) => inVersion(flow, catalog.newest))
  for (const [id, closed] of Object.entries(CLOSED))
    for (const row of closed)
      t.deepEqual(
        now.filter(row).map((flow) => flow.id),
        [],
        id,
      )
})

test('every page of the facts is a document with a title, a date and, where it is known, a public address', (t) => {
  const facts = factsOf(t)
  if (facts === null) return
  for (const tag of new Set(facts.flatMap(({ pages }) => pages))) {
    const document = catalog.documents.get(tag)
    t.truthy(document, tag)
    t.regex(String(document?.date), /^\d{4}-\d{2}-\d{2}$/, tag)
    t.regex(String(document?.url), /^https:\/\//, tag)
  }
})

test('a row that goes through a proxy takes the port of the proxy', (t) => {
  const proxied = rows.filter((flow) => flow.to === 'proxy-server')
  t.is(proxied.length, 6)
  t.deepEqual([...new Set(proxied.map((flow) => flow.parameter))], ['proxyServer'])
})

test('without a proxy server in the estate the proxy port of a site moves every connection that a proxy carries', (t) => {
  const senders = new Set(rows.filter((flow) => flow.to === 'proxy-server').map(({ from }) => from))
  const outside = rows.filter(({ from, to }) => senders.has(from) && catalog.roles.get(to)?.kind === 'external')
  t.true(outside.length >= 20)
  t.deepEqual(
    outside.filter(({ parameter }) => parameter !== 'proxy').map(({ id }) => id),
    [],
  )
})
