// SPDX-License-Identifier: MIT
import test from 'ava'
import { estate } from '../../src/estate/define-estate.ts'

/* What an editor underlines: `npm run typecheck` fails where one of these lines is no error. */

const host = { addresses: ['10.0.0.1'] } as const
const plain = { name: 'a', product: 'cmcb' } as const

test('an editor refuses keys and values that no estate has, at any depth', (t) => {
  const wrong = [
    // @ts-expect-error a misspelt key
    estate({ ...plain, clientz: {} }),
    // @ts-expect-error a misspelt key of a host
    estate({ ...plain, hosts: { 'a.test': { ...host, adresses: [] } } }),
    // @ts-expect-error a misspelt key in a list
    estate({ ...plain, flows: [{ name: 'f', from: 'any', to: 'any', protocol: 'tcp', ports: 1, raeson: 'r' }] }),
    // @ts-expect-error a role without its name
    estate({ ...plain, hosts: { 'a.test': { ...host, roles: [{ instance: 'CM' }] } } }),
    // @ts-expect-error a number is no role
    estate({ ...plain, hosts: { 'a.test': { ...host, roles: [1] } } }),
    // @ts-expect-error a target that nobody has
    estate({ ...plain, firewall: { targets: ['gppo'] } }),
    // @ts-expect-error a port that is no port
    estate({ ...plain, sites: { A: { type: 'primary', ports: { clientHttp: true } } } }),
  ]
  t.is(wrong.length, 7)
})

test('what it takes it gives back as it was written', (t) => {
  const small = estate({
    ...plain,
    sites: { A: { type: 'primary', ports: { clientHttps: [443, 8443] } } },
    hosts: {
      'a.test': {
        ...host,
        site: 'A',
        roles: ['management-point', { role: 'sql-server', instance: 'CM', port: 14330 }],
      },
    },
    clients: { pcs: { networks: ['10.1.0.0/16'], install: ['push', { method: 'manual', source: true }] } },
  })
  t.is(small.hosts['a.test'].site, 'A')
})
