// SPDX-License-Identifier: MIT
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { loadRuleSource } from '../../src/cli/load-rule-source.ts'
import type { Streams } from '../../src/cli/streams.ts'
import type { LoadedSource } from '../../src/library/loaded-source.ts'
import { nodeProcesses } from '../../src/output/processes.ts'
import { runFolder } from '../../src/output/run-name.ts'
import { meaningDifference } from '../../src/packets/meaning-difference.ts'
import { isOwnRule } from '../../src/rules/own-mark.ts'
import type { RuleSet } from '../../src/rules/rule-set.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { corpus } from '../support/corpus.ts'

const ESTATE = `# adopted from a listing of Get-NetFirewallRule
name: fabrikam
product: cmcb
sites: { FAB: { type: primary } }
networks: { hq: [10.20.0.0/16] }
management: [hq]
hosts:
  cm01.fabrikam.test: { addresses: [10.20.0.10], site: FAB, roles: [site-server, management-point] }
  sql01.fabrikam.test: { addresses: [10.20.0.11, 2001:db8::11], site: FAB, roles: [sql-server] }
clients: { workstations: { site: FAB, networks: [hq] } }
firewall:
  rpc: { ports: 50000-50199 }
  settings: { enabled: true, defaultInbound: block, logDropped: true }
wfp: { defaultBlock: true }
`

const streamsOf = (input: Uint8Array, errors: string[]): Streams => ({
  out: async () => {},
  err: (text) => void errors.push(text),
  outIsTerminal: false,
  errIsTerminal: false,
  columns: 100,
  quiet: false,
  verbose: false,
  environment: {},
  readInput: async () => input,
  today: '2026-01-15',
})

const load = async (t: ExecutionContext, path: string, input = new Uint8Array()): Promise<LoadedSource['source']> => {
  const errors: string[] = []
  const loaded = await loadRuleSource(path, streamsOf(input, errors))
  if (loaded === null) throw new Error(errors.join(''))
  t.deepEqual(errors, [])
  return loaded.source
}

const refused = async (path: string, input = new Uint8Array()): Promise<string> => {
  const errors: string[] = []
  const loaded = await loadRuleSource(path, streamsOf(input, errors))
  return loaded === null ? errors.join('') : `not refused, but read as ${loaded.source.format}`
}

const output = async (t: ExecutionContext): Promise<{ readonly estate: string; readonly out: string }> => {
  const folder = temporaryFolder(t)
  const estate = join(folder, 'estate.yaml')
  writeFileSync(estate, ESTATE)
  const out = join(folder, 'out')
  const { exit, err } = await portwright(['compile', estate, '--out', out, '--quiet'])
  t.is(exit, 0, err)
  return { estate, out }
}

const policyOf = (sets: readonly RuleSet[], host: string): RuleSet => {
  const set = sets.find(({ hosts }) => hosts.includes(host))
  if (set === undefined) throw new Error(`${host} has no policy`)
  return set
}

test('an estate and its output are the same sets of rules, flows and parties', async (t) => {
  const { estate, out } = await output(t)
  const [one, two, three] = [await load(t, estate), await load(t, out), await load(t, join(out, 'portwright.json'))]
  t.deepEqual([one.format, two.format, three.format], ['estate', 'compile', 'compile'])
  const plain = ({ sets, ...rest }: typeof one): unknown =>
    JSON.parse(
      JSON.stringify(
        { ...rest, path: '', format: '', sets: sets.map((set) => ({ ...set, format: '' })) },
        (_, value) => (typeof value === 'bigint' ? `${value}` : value),
      ),
    )
  t.deepEqual(plain(two), plain(one))
  t.deepEqual(plain(three), plain(one))
  const sql = policyOf(one.sets, 'sql01.fabrikam.test')
  t.deepEqual(sql.addresses?.v4, [{ first: 0x0a_14_00_0b, last: 0x0a_14_00_0b }])
  t.is(sql.addresses?.v6.length, 1)
  t.is(sql.settings.domain.defaultInbound, 'block')
  t.is(sql.settings.private.enabled, null)
  t.true(sql.registry.some(({ name, key }) => name === 'Ports' && /Rpc\\Internet$/.test(key)))
  t.deepEqual(
    one.parties.find(({ name }) => name === 'workstations'),
    {
      kind: 'clients',
      name: 'workstations',
      site: 'FAB',
      roles: ['client'],
      addresses: ['10.20.0.0/16'],
      dynamicRange: ['49152-65535'],
      ephemeralRange: ['49152-65535'],
      members: null,
    },
  )
})

test('every artifact of a policy gives its rules and settings, known as our own', async (t) => {
  const { estate, out } = await output(t)
  const own = policyOf((await load(t, estate)).sets, 'cm01.fabrikam.test')
  const mark = own.own
  if (mark === null) return t.fail()
  const paths = ['netsh', 'powershell', 'wfw', 'lgpo', 'dsc', 'wfp', 'gpo', 'csv'].flatMap((target) =>
    target === 'gpo'
      ? [join(out, 'gpo')]
      : readdirSync(join(out, target))
          .filter(
            (name) =>
              name === 'rules.csv' || (name.startsWith(`${own.id}.`) && !(target === 'wfp' && name.endsWith('.ps1'))),
          )
          .map((name) => join(out, target, name)),
  )
  t.is(paths.length, 10)
  for (const path of paths) {
    const { sets, format } = await load(t, path)
    const set = sets.length === 1 ? sets[0] : sets.find(({ id, name }) => id === own.id || name === own.name)
    if (set === undefined) return t.fail(`${path}: the policy is missing`)
    t.deepEqual(set.losses, [], path)
    const rpc = (texts: readonly string[]): readonly string[] =>
      texts.map((text) => (format === 'wfp' && text === 'RPC' ? (own.dynamicRange as string) : text))
    const wanted = own.rules.map((rule) => ({ ...rule, localPorts: rpc(rule.localPorts) }))
    t.deepEqual(meaningDifference(wanted, set.rules), [], path)
    t.deepEqual(
      set.rules.filter((rule) => !isOwnRule(mark, rule)).map(({ id }) => id),
      [],
      path,
    )
    if (format === 'csv' || format === 'wfp') t.is(set.settings.domain.enabled, null)
    else {
      t.is(set.settings.domain.enabled, true, path)
      t.is(set.settings.domain.defaultInbound, 'block', path)
      t.is(set.settings.domain.logDropped, true, path)
      t.is(set.settings.public.enabled, null, path)
    }
  }
})

test('rules of another policy are not ours', async (t) => {
  const { estate } = await output(t)
  const { sets } = await load(t, estate)
  const [one, other] = [policyOf(sets, 'cm01.fabrikam.test'), policyOf(sets, 'sql01.fabrikam.test')]
  t.true(other.rules.length > 0)
  const mark = one.own
  if (mark === null) return t.fail()
  t.false(other.rules.some((rule) => isOwnRule(mark, rule)))
})

test('a folder with several backups is a set for each Group Policy object, by name', async (t) => {
  const { estate, out } = await output(t)
  const names = (await load(t, join(out, 'gpo'))).sets.map(({ name }) => name)
  t.deepEqual(names.toSorted(), (await load(t, estate)).sets.map(({ name }) => name).toSorted())
})

test('a machine’s own store tells the settings of each profile', async (t) => {
  const wfw = corpus(t, 'wfw/win11-24h2-v2.33.wfw')
  if (wfw === null) return
  const { sets } = await load(t, wfw)
  t.is(sets.length, 1)
  const [set] = sets
  t.is(set?.own, null)
  for (const profile of ['domain', 'private', 'public'] as const)
    t.is(typeof set?.settings[profile].enabled, 'boolean', profile)
})

test('what stands on standard input is known by what it says', async (t) => {
  const { out } = await output(t)
  const index = await load(t, '-', readFileSync(join(out, 'portwright.json')))
  t.is(index.format, 'compile')
  t.is((await load(t, '-', Buffer.from(ESTATE))).format, 'estate')
  const [script] = readdirSync(join(out, 'netsh'))
  t.is((await load(t, '-', readFileSync(join(out, 'netsh', script as string)))).format, 'netsh')
})

test('what is wrong is said in the words of what the file should have been', async (t) => {
  const { out } = await output(t)
  const folder = temporaryFolder(t)
  const place = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  t.regex(await refused(place('estate.yaml', 'nmae: x\n')), /unknown-key/)
  t.regex(await refused(place('estate.yml', 'product: cm\n')), /error\[/)
  t.regex(await refused(place('file.bin', 'nothing')), /unknown-artifact/)
  t.regex(await refused(place('empty.pol', '')), /empty-artifact/)
  t.regex(await refused(join(folder, 'none')), /file-unreadable/)
  mkdirSync(join(folder, 'bare'))
  t.regex(await refused(join(folder, 'bare')), /unknown-artifact/)
  const index = join(out, 'portwright.json')
  writeFileSync(index, readFileSync(index, 'utf8').replace('"enabled":true', '"enabled":false'))
  t.regex(await refused(out), /index-damaged/)
  t.regex(await refused('-', readFileSync(index)), /index-damaged/)
})

test('an index is known as one whatever a damage took of its first lines', async (t) => {
  const { out } = await output(t)
  const whole = readFileSync(join(out, 'portwright.json'))
  const known = /^<stdin>:1:1: error\[index-damaged\]/
  // The first brace and what stands before "inputs" are where it is told from an estate.
  for (let at = 0; at < whole.indexOf('"inputs"'); at += 3) {
    const other = Buffer.from(whole)
    other[at] = 0x01
    t.regex(await refused('-', other), known, `another byte at ${at}`)
    const less = Buffer.concat([whole.subarray(0, at), whole.subarray(at + 200)])
    t.regex(await refused('-', less), known, `200 bytes less at ${at}`)
  }
})

test('an output that an interruption left is named, wherever its folder is', async (t) => {
  const { out } = await output(t)
  const run = runFolder(out, { process: 4_194_305, started: '1', machine: nodeProcesses.machine, nonce: '00000000' })
  mkdirSync(run)
  renameSync(out, join(run, 'old'))
  t.regex(await refused(out), /output-interrupted/)
})
