// SPDX-License-Identifier: MIT

import { readFileSync } from 'node:fs'
import test from 'ava'
import { estateJsonSchema } from '../../src/estate/estate-json-schema.ts'
import { catalog } from '../support/catalog.ts'
import { wrong, wrongInEstate } from './support/read.ts'

/** A part of the schema that has to be there. */
const at = (value: unknown, ...keys: readonly (string | number)[]): unknown =>
  keys.reduce((part, key) => (part as Readonly<Record<string, unknown>> | undefined)?.[key], value)

test('the published JSON Schema is the one of the sources', (t) => {
  const file = new URL('../../schema/estate.schema.json', import.meta.url)
  t.is(readFileSync(file, 'utf8'), `${JSON.stringify(estateJsonSchema(catalog), null, 2)}\n`)
})

test('every parameter of the catalogue is a key of sites or of its roles', (t) => {
  const schema = estateJsonSchema(catalog)
  const site = at(schema, 'properties', 'sites', 'additionalProperties', 'properties', 'ports', 'properties')
  const role = at(schema, 'properties', 'hosts', 'additionalProperties', 'properties', 'roles', 'items', 'anyOf', 1)
  const forms = (at(role, 'oneOf') ?? at(role, 'anyOf')) as readonly unknown[]
  for (const { id, scope, key, roles } of catalog.parameters.values()) {
    if (scope === 'site') {
      t.truthy(at(site, key), id)
      continue
    }
    for (const holder of roles) {
      const form = forms.find((each) => (at(each, 'properties', 'role', 'enum') as readonly string[]).includes(holder))
      t.truthy(at(form, ...key.split('.').flatMap((part) => ['properties', part])), `${id} on ${holder}`)
    }
  }
})

test('the schema says no key that is not described', (t) => {
  for (const [key, value] of Object.entries(at(estateJsonSchema(catalog), 'properties') as object))
    t.truthy(at(value, 'description'), key)
})

test('an unknown key is reported at the key, with the nearest known one', async (t) => {
  await wrongInEstate(
    t,
    '«host»: {}\nhosts:\n  a:\n    addresses: [10.0.0.1]\n    «rols»: []\nfirewall: { «profile»: [domain], rpc: { ports: 50000-50199, on: a, «rule»: both } }\nclients: { ws: { networks: [10.0.0.0/8], «instal»: [] } }\n',
    [
      ['unknown-key', 'Did you mean “hosts”?', /“host” is not a key of an estate/],
      ['unknown-key', 'Did you mean “roles”?', /a host/],
      ['unknown-key', 'Did you mean “profiles”?', /firewall/],
      ['unknown-key', 'Did you mean “rules”?', /rpc/],
      ['unknown-key', 'Did you mean “install”?', /a client group/],
    ],
  )
})

test('a key far from every known one gets no hint', async (t) => {
  await wrongInEstate(t, '«quantumEntanglement»: true\n', [['unknown-key', null]])
})

test('words out of a list are reported with the nearest word', async (t) => {
  await wrong(
    t,
    'name: a\nproduct: «cmb»\nfeatures: [«wakeup-proxi»]\nhosts: { a: { addresses: [10.0.0.1], os: «windows-server-2020», roles: [«managment-point»] } }\nclients: { ws: { networks: [10.0.0.0/8], role: «clinet», install: [«psuh»], membership: «domian» } }\nfirewall: { targets: [«gop»], profiles: [«Domain»], direction: «outbound», scope: «hosts», remote: «peer» }\n',
    [
      ['unknown-product', 'Did you mean “cmcb”?'],
      ['unknown-feature', 'Did you mean “wake-up-proxy”?'],
      ['unknown-os', 'Did you mean “windows-server-2022”?'],
      ['unknown-role', 'Did you mean “management-point”?'],
      ['unknown-role', 'Did you mean “client”?'],
      ['unknown-method', 'Did you mean “push”?'],
      ['unknown-value', 'Did you mean “domain”?'],
      ['unknown-target', 'Did you mean “gpo”?'],
      ['unknown-value', 'Did you mean “domain”?'],
      ['unknown-value', null],
      ['unknown-value', 'Did you mean “host”?'],
      ['unknown-value', 'Did you mean “peers”?'],
    ],
  )
})

test('values of the wrong type say what is expected', async (t) => {
  await wrong(
    t,
    'name: «2024»\nproduct: cmcb\nfeatures: «wake-up-proxy»\nclientOnServers: «yes»\n«sites»:\nnetworks: { hq: «10.0.0.0/8» }\nhosts: «[]»\nfirewall: { settings: { logSize: «"10"», enabled: «on» }, profiles: «domain» }\nmanagement: [«1»]\n',
    [
      ['wrong-type', 'Put it in quotes.', /a number; expected is text/],
      ['wrong-type', 'Write a list: [wake-up-proxy]'],
      ['wrong-type', 'Write true.'],
      ['wrong-type', 'Delete the key, or give it a value.', /nothing; expected is a mapping/],
      ['wrong-type', 'Write a list: [10.0.0.0/8]'],
      ['wrong-type', 'Write names as keys, without the dashes of a list.'],
      ['wrong-type', 'Remove the quotes.'],
      ['wrong-type', 'Write true.'],
      ['wrong-type', 'Write a list: [domain]'],
      ['wrong-type', 'Put it in quotes.'],
    ],
  )
})

test('a missing key is reported at what should hold it', async (t) => {
  await wrong(t, '«s»ites:\n  «PS1»: {}\nhosts:\n  «a»: {}\nproduct: cmcb\n', [
    ['missing-key', null, /An estate needs the key “name”/],
    ['missing-key', null, /A site needs the key “type”/],
    ['missing-key', null, /A host needs the key “addresses”/],
  ])
})

test('a mistake in one element of a list does not move the places of the others', async (t) => {
  await wrongInEstate(
    t,
    'hosts:\n  a:\n    addresses: [10.0.0.1]\n    roles: [«nonsense», console, «site-system», «reporting-point»]\nflows:\n  - «5»\n  - { name: f, from: any, to: «nowhere», protocol: tcp, ports: [«[]», «0»] }\n',
    ['unknown-role', 'role-not-held', 'role-not-in-product', 'wrong-type', 'unknown-end', 'wrong-type', 'invalid-port'],
  )
})

test('lists that may not be empty or repeat themselves are checked', async (t) => {
  await wrongInEstate(
    t,
    'hosts: { a: { addresses: [10.0.0.1], firewall: { «profiles»: [] } } }\nfirewall: { «targets»: [], profiles: [domain, «domain»] }\nfeatures: [wake-up-proxy, «wake-up-proxy»]\nmanagement: [10.0.0.1]\n',
    ['empty-list', 'empty-list', 'duplicate-entry', 'duplicate-entry'],
  )
})
