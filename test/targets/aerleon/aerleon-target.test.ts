// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test, { type ExecutionContext } from 'ava'
import { parse } from 'yaml'
import * as z from 'zod'
import type { EstateResult } from '../../../src/compile/compile-estate.ts'
import { compareEstate } from '../../../src/compile/estate-artifacts.ts'
import { flowRecord } from '../../../src/flows/flow-record.ts'
import { partyRecord } from '../../../src/flows/party-record.ts'
import { aerleonTarget } from '../../../src/targets/aerleon/target.ts'
import type { EstateFiles, OutputFile } from '../../../src/targets/target.ts'
import { compiled } from '../../support/compile.ts'
import { corpus } from '../../support/corpus.ts'
import { FLOW_ESTATE } from '../../support/flow-estate.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

const files = aerleonTarget.estate as EstateFiles
const write = (estate: EstateResult) => files.write(estate, { ...PLAIN_OPTIONS, estate: estate.estate })
const differences = (estate: EstateResult, written: readonly OutputFile[]): readonly string[] =>
  compareEstate(files, estate.flows.map(flowRecord), estate.parties.map(partyRecord), written, [])
const textOf = ({ bytes }: OutputFile): string => new TextDecoder().decode(bytes)
const dataOf = (file: OutputFile | undefined) => parse(textOf(file as OutputFile), { version: '1.1' })

type Term = Readonly<Record<string, unknown>> & { readonly name: string; readonly comment: string }
const termsOf = (written: readonly OutputFile[]): readonly Term[] =>
  [written[0], written[1]].flatMap((file) => dataOf(file).terms as readonly Term[])
const ofFlow = (terms: readonly Term[], id: string): readonly Term[] =>
  terms.filter(({ comment }) => comment.split(' ')[0] === id)

test('the files are where Aerleon looks for them, ASCII, and what they say is equal to the flows', async (t) => {
  const estate = await compiled(FLOW_ESTATE)
  const { files: written, losses } = write(estate)
  t.deepEqual(losses, [])
  t.deepEqual(
    written.map(({ path }) => path.replace(/flow-estate-[0-9a-f]{8}/, 'ESTATE')),
    [
      'aerleon/policies/includes/ESTATE.yaml',
      'aerleon/policies/includes/ESTATE-icmp.yaml',
      'aerleon/def/portwright.yaml',
      'aerleon/policies/pol/ESTATE.sample.yaml',
    ],
  )
  for (const file of written) t.regex(textOf(file), /^[\n -~]*\n$/)
  t.deepEqual(differences(estate, written), [])
})

const schemaOf = (t: ExecutionContext, name: string): z.ZodType | null => {
  const path = corpus(t, `fleet/aerleon-${name}.schema.json`)
  // The reader of schemas looks for `$defs` in those of a later draft, which say the same here.
  return path === null
    ? null
    : z.fromJSONSchema({
        ...JSON.parse(readFileSync(path, 'utf8')),
        $schema: 'https://json-schema.org/draft/2020-12/schema',
      })
}

test('definitions, includes and sample are what Aerleon’s own schemas ask for', async (t) => {
  const [definitions, policies] = [schemaOf(t, 'definitions'), schemaOf(t, 'policies')]
  if (definitions === null || policies === null) return
  t.false(definitions.safeParse({ networks: { 'PW.A': { values: [] } } }).success)
  t.false(policies.safeParse({ terms: [{}] }).success)
  for (const text of [FLOW_ESTATE, 'name: none\nproduct: cmcb\nhosts: { a: { addresses: [10.0.0.1] } }\n'])
    for (const file of write(await compiled(text)).files) {
      const schema = file.path.includes('/def/') ? definitions : policies
      t.deepEqual(schema.safeParse(dataOf(file)).error?.issues ?? [], [], file.path)
    }
})

test('terms name tokens that are defined, never an address or a port, and nothing that a generator refuses', async (t) => {
  const { files: written } = write(await compiled(FLOW_ESTATE))
  const definitions = dataOf(written[2])
  const terms = termsOf(written)
  t.true(terms.length > 50)
  for (const term of terms) {
    t.regex(term.name, /^[A-Za-z0-9_][\w-]{0,50}$/)
    for (const side of ['source', 'destination']) {
      for (const token of term[`${side}-address`] as readonly string[]) t.true(token in definitions.networks, token)
      for (const token of (term[`${side}-port`] ?? []) as readonly string[])
        t.true(token in definitions.services, token)
    }
    t.false('owner' in term)
  }
  t.is(new Set(terms.map(({ name }) => name.toLowerCase())).size, terms.length)
  const tokens = [...Object.keys(definitions.networks), ...Object.keys(definitions.services)]
  t.is(new Set(tokens.map((token) => token.toLowerCase())).size, tokens.length)
  for (const token of tokens) t.regex(token, /^PW-[\w-]{1,48}$/)
  const sets = Object.values(definitions.networks).map((network) =>
    JSON.stringify((network as { values: readonly { address: string }[] }).values.map(({ address }) => address)),
  )
  t.is(new Set(sets).size, sets.length, 'two tokens stand for one set of addresses')
})

test('each listener of dynamic RPC has its own range, an answer the port of its sender, and any is both families', async (t) => {
  const estate = await compiled(FLOW_ESTATE)
  const { files: written } = write(estate)
  const terms = termsOf(written)
  const { networks } = dataOf(written[2])
  const own = (name: string): string => estate.flows.find(({ title }) => title === name)?.id ?? ''
  const rpc = ofFlow(terms, own('lab rpc'))
  t.deepEqual(
    new Map(
      rpc.map((term) => [
        (term['destination-port'] as readonly string[]).join(),
        (term['destination-address'] as readonly string[]).length,
      ]),
    ),
    new Map([
      ['PW-TCP-135,PW-TCP-49152-65535', 3],
      ['PW-TCP-135,PW-TCP-50000-50199', 1],
    ]),
  )
  const answers = terms.filter(({ comment }) => comment.includes('/tftp-answers@'))
  t.is(answers.length, 1)
  t.deepEqual(answers[0]?.['source-port'], ['PW-UDP-49152-65535'])
  t.false('destination-port' in (answers[0] as Term))
  const dp = terms.filter(({ comment }) => /^cmcb\/site-server\/distribution-point\/rpc@/.test(comment))
  t.deepEqual(
    dp.map((term) => term['destination-port']),
    [['PW-TCP-51000-51199', 'PW-TCP-52000-52099']],
  )
  const [quoted, ...others] = ofFlow(terms, own('a "quoted" name: #1'))
  t.deepEqual(others, [])
  t.deepEqual(quoted?.['destination-address'], ['PW-ANY'])
  t.deepEqual(
    networks['PW-ANY'].values.map(({ address }: { address: string }) => address),
    ['0.0.0.0/0', '::/0'],
  )
  t.is(quoted?.expiration, '2027-03-01')
  t.deepEqual(ofFlow(terms, own('from everywhere to a six')), [])
  t.deepEqual(
    networks['PW-LAB'].values.map(({ address }: { address: string }) => address),
    ['10.0.0.40/29', '10.0.0.48/28', '10.0.0.64/29', '10.0.0.72/30', '10.0.0.76/31'],
  )
})

test('ICMP stands in an include of its own, an echo request in each family that both ends have', async (t) => {
  const { files: written } = write(await compiled(FLOW_ESTATE))
  const [plain, icmp] = [dataOf(written[0]).terms as readonly Term[], dataOf(written[1]).terms as readonly Term[]]
  t.true(plain.every(({ protocol }) => protocol === 'tcp' || protocol === 'udp'))
  t.true(icmp.every(({ protocol }) => protocol === 'icmp' || protocol === 'icmpv6'))
  t.deepEqual(
    icmp.filter(({ name }) => name.startsWith('own-echo')).map((term) => [term.name, term.protocol, term['icmp-type']]),
    [['own-echo-v4', 'icmp', ['echo-request']]],
  )
  t.deepEqual(
    icmp.filter(({ name }) => name.startsWith('baseline-echo')).map(({ protocol }) => protocol),
    ['icmp'],
  )
})

test('a keyword that only the computer knows is a loss that names the flow, and the others are written', async (t) => {
  const estate = await compiled(
    'name: a\nproduct: cmcb\nsites: { S: { type: primary } }\nhosts: { cm.x.test: { addresses: [10.0.0.2], site: S, roles: [site-server] } }\nmanagement: [10.9.0.0/24]\nfirewall: { settings: { enabled: true, defaultInbound: block } }\n',
  )
  const { files: written, losses } = write(estate)
  t.deepEqual([...new Set(losses.map(({ rule }) => rule))].sort(), ['baseline/dns-tcp', 'baseline/dns-udp'])
  t.true(losses.every(({ reason }) => reason.includes('DNS')))
  t.deepEqual(files.unsayable?.(estate, PLAIN_OPTIONS), losses)
  t.deepEqual(compareEstate(files, estate.flows.map(flowRecord), estate.parties.map(partyRecord), written, losses), [])
  t.not(differences(estate, written).length, 0, 'a flow that is missing is not seen')
})

/** Faults that a writer could have, as changes of what it writes. */
const FAULTS: Readonly<Record<string, readonly [file: number, from: RegExp, to: string]>> = {
  'a term is dropped': [0, / {2}- name: own-lab-rpc-.*50000.*\n(?: {4}.*\n)+/, ''],
  'an address is widened': [2, /10\.0\.0\.4\/32/, '10.0.0.4/31'],
  'an address is lost': [2, / {6}- address: "2001:db8::5\/128"\n.*\n/, ''],
  'any is one family': [2, / {6}- address: "::\/0"\n.*\n/, ''],
  'all sources are let in': [0, / {4}source-address: .*\n/, ''],
  'all destinations are reached': [0, / {4}destination-address: .*\n/, ''],
  'source and destination are swapped': [
    0,
    /source-address:( \[PW-CM-X-TEST\]\n) {4}destination-address:/,
    'destination-address:$1    source-address:',
  ],
  'a port is another': [2, /port: "445"/, 'port: "446"'],
  'a port range ends one later': [2, /50000-50199"/, '50000-50200"'],
  'a port is a number': [0, /destination-port: \[.*\]/, 'destination-port: 443'],
  'every port is open': [0, / {4}destination-port: .*\n/, ''],
  'the sender’s port is the receiver’s': [0, /source-port:/, 'destination-port:'],
  'the protocol is another': [0, /protocol: udp/, 'protocol: tcp'],
  'the ICMP type is another': [1, /echo-request/, 'echo-reply'],
  'every ICMP type is let in': [1, / {4}icmp-type: .*\n/, ''],
  'a term denies': [0, /action: accept/, 'action: deny'],
  'a range of RPC is lost': [0, /PW-TCP-51000-51199, /g, ''],
}

test(`every one of ${Object.keys(FAULTS).length} faults of a writer is caught`, async (t) => {
  const estate = await compiled(FLOW_ESTATE)
  const { files: written } = write(estate)
  for (const [fault, [number, from, to]] of Object.entries(FAULTS)) {
    const faulty = written.map((file, index) =>
      index === number ? { ...file, bytes: new TextEncoder().encode(textOf(file).replace(from, to)) } : file,
    )
    t.notDeepEqual(faulty, written, `${fault}: nothing was changed`)
    t.not(differences(estate, faulty).length, 0, fault)
  }
})

test('headers to copy out of the sample are text for every reader, whatever the estate is named', async (t) => {
  const estate = await compiled(FLOW_ESTATE)
  for (const name of ['no', 'On', '010', '1e3', 'contoso']) {
    const sample = files.write(estate, { ...PLAIN_OPTIONS, estate: name }).files.at(-1) as OutputFile
    const headers = [...textOf(sample).matchAll(/^# {5}(\w+: .*)$/gm)].map(([, line]) => line)
    const read = parse(headers.join('\n'), { version: '1.1' })
    t.deepEqual([read.ciscoasa, read.juniper], [name, `${name} mixed`])
  }
})

test('a listener with a range of its own and no address of the sender’s family has no term', async (t) => {
  const estate = await compiled(`name: families
product: cmcb
sites: { PS1: { type: primary } }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.10], site: PS1, os: windows-server-2022, roles: [site-server] }
  dp1.contoso.test: { addresses: [10.0.0.11], site: PS1, os: windows-server-2022, roles: [distribution-point], firewall: { rpc: { ports: 40000-40199 } } }
  dp2.contoso.test: { addresses: ['2001:db8::12'], site: PS1, os: windows-server-2022, roles: [distribution-point], firewall: { rpc: { ports: 41000-41199 } } }
`)
  const { files: written } = write(estate)
  const ports = termsOf(written).map((term) => String(term['destination-port']))
  t.true(ports.includes('PW-TCP-40000-40199'))
  t.false(ports.includes('PW-TCP-41000-41199'))
  t.deepEqual(differences(estate, written), [])
})
