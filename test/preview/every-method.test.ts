// SPDX-License-Identifier: MIT
import test from 'ava'
import { type CatalogFlow, INSTALL_METHODS, type InstallMethod, type Product } from '../../src/catalog/catalog-flow.ts'
import { inVersion } from '../../src/catalog/in-version.ts'
import type { ClientGroup } from '../../src/estate/estate.ts'
import { previewInstall } from '../../src/preview/install-preview.ts'
import { catalog } from '../support/catalog.ts'
import { estateOf } from '../support/compile.ts'
import { ADDRESS_OF, estateWithAll, hostOf } from './estate-with-all.ts'
import { ruleLines } from './rule-lines.ts'

const PORTS: Readonly<Record<string, string>> = {
  clientHttp: '8080',
  clientHttps: '8443',
  wsusHttp: '8530',
  wsusHttps: '8531',
}

const COMMUNICATIONS = {
  cm2007: ['mixed', 'native'],
  cm2012: ['http', 'https', 'both'],
  // From 2403 on no site speaks HTTP alone.
  cmcb: ['https', 'both'],
} as const

/** The rows that the documents print for a method, read from the catalogue alone. */
const rowsOf = (
  product: Product,
  method: InstallMethod,
  communication: string,
  source: boolean,
): readonly CatalogFlow[] =>
  catalog.flows.filter(
    (row) =>
      row.product === product &&
      (product !== 'cmcb' || inVersion(row, catalog.newest)) &&
      row.kind === 'flow' &&
      row.installMethods.includes(method) &&
      (row.mode === null || row.mode === communication || communication === 'both') &&
      (row.when === null || row.when === 'ccmsetup-share' || row.when === (source ? 'source' : 'no-source')),
  )

const lineOf = (row: CatalogFlow, side: 'from' | 'to'): string => {
  const other = ADDRESS_OF[(side === 'to' ? row.from : row.to) as string] as string
  const way = side === 'to' ? 'in' : 'out'
  if (row.protocol === 'icmp') return `${way} icmp4 8:* ${other}`
  const printed = row.parameter === null ? (row.ports[0] as string) : (PORTS[row.parameter] as string)
  const inbound = printed === 'dynamic' ? 'RPC' : printed === '135' && row.protocol === 'tcp' ? 'RPC-EPMap' : printed
  return `${way} ${row.protocol} ${side === 'to' ? inbound : printed.replace('dynamic', '49152-65535')} ${other}`
}

for (const product of ['cm2007', 'cm2012', 'cmcb'] as const) {
  for (const communication of COMMUNICATIONS[product]) {
    for (const method of INSTALL_METHODS) {
      for (const source of [false, true]) {
        const words = `${product}, ${communication}, ${method}${source ? ' with /source' : ''}`
        test(`${words}: exactly the rows of the documents`, async (t) => {
          // The estate names the method only where an option is asked for: a preview may be of any method.
          const estate = await estateOf(
            estateWithAll(product, communication, source ? `[{ method: ${method}, source: true }]` : '[]'),
          )
          const shown = previewInstall(estate, catalog, estate.clients.get('desks') as ClientGroup, method, {
            running: false,
          })
          const rows = rowsOf(product, method, communication, source)
          t.deepEqual([...new Set(shown.flows.map((flow) => flow.entry?.id))].sort(), rows.map(({ id }) => id).sort())
          const inbound = rows.filter((row) => row.to === 'client').map((row) => lineOf(row, 'to'))
          const outbound = rows.filter((row) => row.from === 'client').map((row) => lineOf(row, 'from'))
          t.deepEqual(ruleLines(shown.client.inbound), [...new Set(inbound)].sort())
          t.deepEqual(ruleLines(shown.client.outbound), [...new Set(outbound)].sort())
          const servers = [...new Set(rows.map((row) => (row.to === 'client' ? row.from : row.to) as string))].sort()
          t.deepEqual(
            shown.servers.map(({ host }) => host),
            servers.map(hostOf).sort(),
          )
          for (const role of servers) {
            const server = shown.servers.find(({ host }) => host === hostOf(role))
            const answers = rows.filter((row) => row.to === role).map((row) => lineOf(row, 'to'))
            const opens = rows.filter((row) => row.from === role).map((row) => lineOf(row, 'from'))
            t.deepEqual(ruleLines(server?.inbound ?? []), [...new Set(answers)].sort(), role)
            t.deepEqual(ruleLines(server?.outbound ?? []), [...new Set(opens)].sort(), role)
          }
        })
      }
    }
  }
}
