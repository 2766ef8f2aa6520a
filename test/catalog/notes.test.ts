// SPDX-License-Identifier: MIT
import test from 'ava'
import { catalog } from '../support/catalog.ts'

const LONGEST = 230

test('every note is one sentence that says what is so, and one at most that says what to do', (t) => {
  for (const [id, text] of catalog.notes) {
    const sentences = text.split(/(?<=\.)\s+(?=[A-Z])/).length
    t.true(sentences <= 2, `${id} has ${sentences} sentences`)
    t.true(text.length <= LONGEST, `${id} has ${text.length} characters`)
    t.regex(text, /\.$/, id)
  }
})

test('every note that is no decision between documents is carried by a row', (t) => {
  const carried = new Set(catalog.flows.flatMap(({ notes }) => notes))
  t.deepEqual(
    [...catalog.notes.keys()].filter((id) => !/^[DN]-/.test(id) && !carried.has(id)),
    [],
  )
})

for (const [product, role, verbs] of [
  ['cmcb', 'management-point', /CCM_POST, BITS_POST, GET, PROPFIND/],
  ['cmcb', 'distribution-point', /HEAD, GET, PROPFIND/],
  ['cmcb', 'fallback-status-point', /POST/],
] as const)
  test(`${product}: rows of internet-based clients to the ${role} say which HTTP verbs firewalls have to let through`, (t) => {
    const rows = catalog.flows.filter((flow) => flow.product === product && flow.to === role && flow.internet)
    t.is(rows.length, 1)
    t.regex(rows[0]?.notes.map((note) => catalog.notes.get(note)).join(' ') ?? '', verbs)
  })

for (const product of ['cm2007', 'cm2012', 'cmcb'] as const)
  test(`${product}: rows between site server and site systems carry the advice to use IPsec`, (t) => {
    const rows = catalog.flows.filter(
      (flow) => flow.product === product && flow.service === 'SMB' && flow.notes.includes('two-way'),
    )
    t.true(rows.length >= 9)
    t.deepEqual(
      rows.filter(({ notes }) => !notes.includes('ipsec') && !notes.includes('remote-registry')).map(({ id }) => id),
      [],
    )
  })
