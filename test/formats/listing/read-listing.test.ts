// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test, { type ExecutionContext } from 'ava'
import { listingKind } from '../../../src/formats/listing/listing-kind.ts'
import { readListing } from '../../../src/formats/listing/read-listing.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { corpus } from '../../support/corpus.ts'
import { cimClixmlOf } from '../../support/listing/clixml-of.ts'
import {
  type Cim,
  csvOf,
  filterObjects,
  flatObjects,
  joinedObject,
  ruleObject,
} from '../../support/listing/listing-objects.ts'
import { LISTING_RULES } from '../../support/listing/listing-rules.ts'

const read = (...texts: readonly string[]): ReturnType<typeof readListing> =>
  readListing(texts.map((text, index) => ({ path: `file${index}`, bytes: Buffer.from(text) })))

const holds = (t: ExecutionContext, texts: readonly string[], rules: readonly Rule[] = LISTING_RULES): void => {
  const result = read(...texts)
  t.deepEqual(result.losses, [])
  t.deepEqual(result.rules, rules)
}

const PARTS = Object.keys(filterObjects(LISTING_RULES[0] as Rule))
const objects = (name: string): readonly Cim[] => LISTING_RULES.map((rule) => filterObjects(rule)[name] as Cim)

test('objects side by side as JSON, pretty or in one line, are joined by their InstanceID', (t) => {
  const flat = flatObjects(LISTING_RULES)
  holds(t, [JSON.stringify(flat)])
  holds(t, [JSON.stringify(flat, null, 2)])
  holds(t, [JSON.stringify(flat, null, 4).replaceAll('\n', '\r\n')])
  holds(t, [`\ufeff${JSON.stringify({ value: flat, Count: flat.length })}`])
  holds(t, [JSON.stringify([...flat].reverse())], [...LISTING_RULES].reverse())
})

test('objects of each kind in a file of its own are joined, whatever the order of the files', (t) => {
  const files = [LISTING_RULES.map(ruleObject), ...PARTS.map(objects)].map((list) => JSON.stringify(list))
  holds(t, files)
  holds(t, [...files].reverse())
})

test('objects of CIM, each with the description of its class, are read from Export-Clixml', (t) => {
  holds(t, [cimClixmlOf(flatObjects(LISTING_RULES))])
  holds(
    t,
    [LISTING_RULES.map(ruleObject), ...PARTS.map(objects)].map((list) => cimClixmlOf(list)),
  )
})

test('one joined object a rule is read from CSV with any separator, and from JSON in words', (t) => {
  const joined = LISTING_RULES.map(joinedObject)
  for (const separator of [',', ';', '\t']) holds(t, [csvOf(joined, separator)])
  holds(t, [`#TYPE Selected.Microsoft.Management.Infrastructure.CimInstance\r\n${csvOf(joined)}`])
  holds(t, [JSON.stringify(joined)])
  holds(t, [JSON.stringify(joined[0])], LISTING_RULES.slice(0, 1))
})

test('filters inside the object of their rule are read', (t) => {
  const nested = LISTING_RULES.map((rule) => {
    const { port, address, application, service, interface: alias, interfaceType, security } = filterObjects(rule)
    return {
      ...ruleObject(rule),
      PortFilter: port,
      AddressFilter: [address],
      ApplicationFilter: application,
      ServiceFilter: service,
      InterfaceFilter: alias,
      InterfaceTypeFilter: interfaceType,
      SecurityFilter: security,
    }
  })
  holds(t, [JSON.stringify(nested)])
})

for (const part of PARTS)
  test(`a rule whose ${part} filter is missing is a loss and no rule`, (t) => {
    const [first, ...others] = LISTING_RULES as readonly [Rule, ...Rule[]]
    const flat = [
      ...flatObjects(others),
      ruleObject(first),
      ...Object.entries(filterObjects(first)).flatMap(([name, object]) => (name === part ? [] : [object])),
    ]
    const { rules, losses } = read(JSON.stringify(flat))
    t.deepEqual(rules, others)
    t.true(losses.length > 0 && losses.every(({ rule }) => rule === first.id))
    t.regex(losses[0]?.reason ?? '', /Export-Clixml/)
  })

for (const column of [
  'Enabled',
  'Profile',
  'Direction',
  'Action',
  'Protocol',
  'LocalAddress',
  'RemoteAddress',
  'Program',
  'Service',
  'InterfaceType',
])
  test(`without the column ${column} no row is a rule`, (t) => {
    const rows = LISTING_RULES.map((rule) => {
      const { [column]: _, ...rest } = joinedObject(rule)
      return rest
    })
    const { rules, losses } = read(csvOf(rows))
    t.deepEqual(rules, [])
    t.is(losses.length, LISTING_RULES.length)
    t.true(losses.every(({ text }) => text !== undefined))
  })

test('without the columns of ports or types only the rules that have none are read', (t) => {
  const without = (column: string): readonly string[] => {
    const rows = LISTING_RULES.map((rule) => {
      const { [column]: _, ...rest } = joinedObject(rule)
      return rest
    })
    return read(csvOf(rows)).rules.map(({ id }) => id)
  }
  t.deepEqual(without('LocalPort'), ['{A4}', '{A8}'])
  t.deepEqual(without('IcmpType'), ['{A0}', '{A1}', '{A2}', '{A3}', '{A5}', '{A6}', '{A7}', '{A8}'])
})

test('a rule whose users, computers or packages the listing does not say keeps that, and is told', (t) => {
  const rows = LISTING_RULES.map((rule) => {
    const { LocalUser: _, Authentication: __, ...rest } = joinedObject(rule)
    return rest
  })
  const { rules, losses } = read(csvOf(rows))
  t.deepEqual(
    rules.map(({ other }) => other),
    LISTING_RULES.map(() => ({ LocalUser: 'unknown', Authentication: 'unknown' })),
  )
  t.is(losses.length, LISTING_RULES.length)
  t.regex(losses[0]?.reason ?? '', /LocalUser, Authentication/)
})

test('a cell that is empty, a list that Export-Csv did not write and a word that is not known make the rule a loss', (t) => {
  const [first] = LISTING_RULES as readonly [Rule]
  const changed = (change: Readonly<Record<string, string>>): readonly [number, string] => {
    const { rules, losses } = read(csvOf([{ ...joinedObject(first), ...change }]))
    return [rules.length, losses.map(({ field }) => field).join()]
  }
  t.deepEqual(changed({ RemoteAddress: '' }), [0, 'RemoteAddress'])
  t.deepEqual(changed({ LocalPort: 'System.String[]' }), [0, 'LocalPort'])
  t.deepEqual(changed({ Direction: 'Eingehend' }), [0, 'Direction'])
  t.deepEqual(changed({ Direction: '3' }), [0, 'Direction'])
  t.deepEqual(changed({ Action: 'NotConfigured' }), [0, 'Action'])
  t.deepEqual(changed({ Enabled: '0' }), [0, 'Enabled'])
  t.deepEqual(changed({ Profile: '9' }), [0, 'Profile'])
  t.deepEqual(changed({ Protocol: 'TCPP' }), [0, 'Protocol'])
  t.deepEqual(changed({ RemoteAddress: '10.0.0.300' }), [0, 'RemoteAddress'])
  t.deepEqual(changed({ LocalUser: 'everybody' }), [0, 'LocalUser'])
  t.deepEqual(changed({ LocalPort: '445 ', Profile: 'Domain' }), [1, ''])
  // A line end in an address, in a list that has commas.
  t.deepEqual(changed({ RemoteAddress: '10.0.0.10,10.20.0.0/2\n5.255.0.0' }), [0, 'RemoteAddress'])
  t.deepEqual(changed({ RemoteAddress: '10.0.0.1\n,10.20.0.0/16' }), [0, 'RemoteAddress'])
  t.deepEqual(changed({ RemoteAddress: '10.0.0.10, 10.20.0.0/16' }), [1, ''])
  t.deepEqual(changed({ RemoteAddress: '10.0.0.10\n10.20.0.0/16' }), [1, ''])
  t.deepEqual(changed({ LocalUser: 'O:LSD:(A;;CC;;;S-1-5-18' }), [0, 'LocalUser'])
})

test('two filters of one kind, two rules of one InstanceID and a filter without its rule are told', (t) => {
  const [first, second] = LISTING_RULES as readonly [Rule, Rule]
  const other = { ...filterObjects(second).address, InstanceID: first.id }
  const doubled = read(JSON.stringify([...flatObjects([first, second]), other]))
  t.deepEqual(doubled.rules, [second])
  t.true(doubled.losses.every(({ rule }) => rule === first.id))
  const twice = read(JSON.stringify([...flatObjects([first, second]), ruleObject(first)]))
  t.deepEqual(twice.rules, [second])
  const alone = read(JSON.stringify([...flatObjects([second]), ...Object.values(filterObjects(first))]))
  t.deepEqual(alone.rules, [second])
  t.regex(alone.losses[0]?.reason ?? '', /without their rule/)
})

test('a field of Windows that is not known makes a whole object a loss; a column of an administrator is told once', (t) => {
  const [first] = LISTING_RULES as readonly [Rule]
  const whole = read(
    JSON.stringify(flatObjects([first]).map((one) => ('Direction' in one ? { ...one, RemoteRealm: 'x' } : one))),
  )
  t.deepEqual(whole.rules, [])
  t.is(whole.losses[0]?.field, 'remoterealm')
  const table = read(csvOf(LISTING_RULES.map((rule) => ({ Server: 'cm01', ...joinedObject(rule) }))))
  t.deepEqual(table.rules, LISTING_RULES)
  t.deepEqual(
    table.losses.map(({ rule, field }) => [rule, field]),
    [[null, 'server']],
  )
  for (const name of ['PolicyAppId', 'RemoteDynamicKeywordAddresses'])
    t.deepEqual(
      read(JSON.stringify(flatObjects([first]).map((one) => ('Direction' in one ? { ...one, [name]: ['{1}'] } : one))))
        .rules,
      [],
    )
})

test('two names for one value that say different things make the rule a loss', (t) => {
  const [first] = LISTING_RULES as readonly [Rule]
  const flat = flatObjects([first]).map((one) => ('Direction' in one ? { ...one, Profiles: 4 } : one))
  t.deepEqual(read(JSON.stringify(flat)).rules, [])
  t.deepEqual(read(JSON.stringify(flat).replace('"LocalPort":"445"', '"LocalPort":"445","LocalPort":"Any"')).rules, [])
})

test('a table of a program that manages firewalls is read without a loss', (t) => {
  const path = corpus(t, 'text/firewall-manager.csv')
  if (path === null) return
  const bytes = readFileSync(path)
  const { rules, losses } = readListing([{ path, bytes }])
  t.deepEqual(losses, [])
  t.is(rules.length, 366)
  const rows =
    bytes
      .toString('utf8')
      .split(/\r?\n/)
      .filter((line) => /^"\{|^"[A-Za-z]/.test(line)).length - 1
  t.is(rules.length, rows)
  t.is(
    rules.filter(({ enabled }) => enabled).length,
    (bytes.toString('utf8').match(/;"True";"(?:Domain|Private|Public|Any)/g) ?? []).length,
  )
})

test('what is no listing is not taken for one', (t) => {
  for (const text of [
    'policy,id,displayName,direction\n',
    '{"portwright":"0.1.0","policies":[{"displayName":"x","direction":"in"}]}',
    '[{"id":1,"name":"x"}]',
    'Name,Owner\na,b\n',
    '<Objs Version="1.1.0.1"><Obj><MS><S N="Path">x</S></MS></Obj></Objs>',
  ])
    t.is(listingKind(text), null, text)
})

test('a list of systems that Export-Csv did not write is not known, and stands with the rule', (t) => {
  const [first] = LISTING_RULES as readonly [Rule]
  const { rules, losses } = read(csvOf([{ ...joinedObject(first), Platform: 'System.String[]' }]))
  t.deepEqual(rules, [{ ...first, other: { Platform: 'unknown' } }])
  t.is(losses.length, 1)
})

test('a list of very many values is read to its end, whatever they are', (t) => {
  const read = (text: string) => readListing([{ path: 'a', bytes: new TextEncoder().encode(text) }])
  const rule = '{"DisplayName":"a","Direction":1}'
  t.is(read(`[${rule}${',1'.repeat(130_000)}]`).losses.filter(({ reason }) => reason === 'is no object').length, 1000)
  const empty = read(`[${rule}${',{}'.repeat(130_000)}]`)
  t.is(empty.losses.filter(({ reason }) => reason === 'says nothing').length, 1000)
  t.true(empty.losses.some(({ reason }) => reason === 'and 129000 more values are no objects that say something'))
  const alone = read(`[${rule}${',{"LocalPort":"1"}'.repeat(3_000)}]`)
  t.is(alone.losses.filter(({ reason }) => reason === 'belongs to no rule').length, 1000)
  t.true(alone.losses.some(({ reason }) => reason === 'and 2000 more objects belong to no rule'))
  t.true(read(`"Name","DisplayName","Direction","Action"\n${'"a","b","x","y"\n'.repeat(130_000)}`).losses.length > 0)
})
