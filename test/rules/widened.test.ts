// SPDX-License-Identifier: MIT
import test from 'ava'
import { compileEstate, type EstateResult } from '../../src/compile/compile-estate.ts'
import type { Estate } from '../../src/estate/estate.ts'
import type { Policy } from '../../src/rules/policy.ts'
import { catalog } from '../support/catalog.ts'
import { estateOf } from '../support/compile.ts'
import { growth, LINEAR } from '../support/growth.ts'

const ROLES = '[management-point, distribution-point, software-update-point]'

/** A site server and so many hosts that hold the same roles, which reach each other. */
const alike = (hosts: number): Promise<Estate> => {
  const lines = ['name: alike', 'product: cmcb', 'sites: { S: { type: primary } }', 'hosts:']
  lines.push('  cm.x.test: { addresses: [10.255.0.1], site: S, roles: [site-server] }')
  for (let host = 0; host < hosts; host++)
    lines.push(`  h${host}.x.test: { addresses: [10.0.${host >> 6}.${(host & 63) * 2}], site: S, roles: ${ROLES} }`)
  lines.push('clients: { all: { site: S, networks: [192.0.2.0/24] } }')
  return estateOf(lines.join('\n'))
}

const compiled = (estate: Estate): EstateResult =>
  compileEstate(estate, catalog, { version: '0', inputs: [], diagnostics: [] })

const shared = ({ policies }: EstateResult): Policy => policies.find(({ hosts }) => hosts.length > 1) as Policy

test('what the hosts of a policy are allowed beyond their need is found in time that grows with their number', async (t) => {
  const estates = new Map<number, Estate>()
  for (const hosts of [60, 240]) estates.set(hosts, await alike(hosts))
  t.true(growth((hosts) => compiled(estates.get(hosts) as Estate), 60) < LINEAR)
  const count = (hosts: number): number => shared(compiled(estates.get(hosts) as Estate)).widened.length
  t.true(count(240) <= 4 * count(60) + 4)
})

test('more than sixteen hosts of the same policy that may send to each of it are named by its id', async (t) => {
  const of = async (hosts: number) => {
    const { id, widened } = shared(compiled(await alike(hosts)))
    const from = widened.filter(({ host, ports }) => host === 'h1.x.test' && ports.includes('8530'))
    return { id, from: from.map((one) => one.from) }
  }
  const few = await of(5)
  t.deepEqual(few.from, ['h1.x.test', 'h2.x.test', 'h3.x.test', 'h4.x.test'])
  const many = await of(20)
  t.deepEqual(many.from, [many.id])
})

/** One computer that is open to every address, with so many flows of its own. */
const openToAll = (flows: number): Promise<Estate> => {
  const lines = ['name: open', 'product: cmcb', 'firewall: { remote: any }', 'hosts:']
  lines.push('  server.x.test: { addresses: [172.16.0.1], roles: [] }', 'flows:')
  for (let flow = 0; flow < flows; flow++)
    lines.push(
      `  - { name: f${flow}, from: 10.0.${flow >> 7}.${(flow & 127) * 2}, to: server.x.test, protocol: tcp, ports: ${flow * 2 + 1}, reason: Tried. }`,
    )
  return estateOf(lines.join('\n'))
}

test('flows of one computer that is open to every address are compiled in time that grows with their number', async (t) => {
  const estates = new Map<number, Estate>()
  for (const flows of [1000, 4000]) estates.set(flows, await openToAll(flows))
  t.true(growth((flows) => compiled(estates.get(flows) as Estate), 1000) < LINEAR)
  const [policy] = compiled(estates.get(1000) as Estate).policies
  t.is(policy?.widened.length, 1)
  t.is(policy?.widened[0]?.ports.length, 1000)
})
