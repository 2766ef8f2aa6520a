// SPDX-License-Identifier: MIT
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import type { ReadResult } from '../../../src/read/read-result.ts'
import { rule, sample, service, system } from '../../import/sample.ts'
import { portwright, type Ran, temporaryFolder } from '../../support/command-line.ts'
import { answerTexts, SAMPLE_SITE } from '../../support/live-site/sample-site.ts'
import { aerleonSays } from './aerleon-says.ts'
import { widened } from './contained.ts'
import { faultsOf } from './look.ts'
import { damaged, seeded } from './mutate.ts'

/** More of them are tried by hand: PORTWRIGHT_DAMAGE=10000. */
const TRIES = Number(process.env.PORTWRIGHT_DAMAGE ?? 12)
const ONLY = process.env.PORTWRIGHT_DAMAGE_ONLY

const ESTATE = `name: contoso
product: cmcb
sites: { PS1: { type: primary } }
networks: { hq: [10.200.0.0/16], v6: ['2001:db8:9::/64'] }
firewall: { rpc: { ports: 20000-20299 }, settings: { enabled: true, defaultInbound: block, defaultOutbound: allow, logDropped: true } }
management: [10.9.0.0/24]
hosts:
  cm01.contoso.test: { addresses: [10.100.0.1], site: PS1, roles: [site-server, management-point, sql-server] }
  dp01.contoso.test: { addresses: [10.100.0.2], site: PS1, roles: [distribution-point] }
clients: { ws: { site: PS1, networks: [hq, v6] } }
flows:
  - { name: ping, from: hq, to: cm01.contoso.test, protocol: icmp, reason: ping }
`

/** What was read of the file as it was and as it is now, and the text of both. */
interface Look {
  readonly before: Ran
  readonly now: Ran
  readonly whole: string
  readonly text: string
  /** How many bytes are gone or blank. */
  readonly gone: number
  /** All files of the folder, with the damaged one as it is now. */
  readonly texts: () => readonly string[]
}

interface Reader {
  readonly name: string
  /** Writes the files that are damaged, one at a time, into a folder. */
  readonly files: (t: ExecutionContext, folder: string) => Promise<readonly string[]>
  readonly words: (folder: string, file: string) => readonly string[]
  /** What is wrong with an answer, beyond what is wrong whatever is read. */
  readonly faults: (look: Look) => readonly string[]
  /** Exit codes of an answer. */
  readonly answers?: readonly number[]
}

const compiled =
  (target: string, wanted: RegExp) =>
  async (t: ExecutionContext, folder: string): Promise<readonly string[]> => {
    writeFileSync(join(folder, 'estate.yaml'), ESTATE)
    const words = ['compile', join(folder, 'estate.yaml'), '--out', join(folder, 'out'), '--target', target]
    const { exit, out, err } = await portwright([...words, '--allow-loss', '--json'])
    t.is(exit, 0, err)
    const { files } = JSON.parse(out) as { readonly files: readonly { readonly path: string }[] }
    return [...files.map(({ path }) => `out/${path}`), 'out/portwright.json'].filter((path) => wanted.test(path))
  }

const written =
  (files: Readonly<Record<string, string>>) =>
  async (_: ExecutionContext, folder: string): Promise<readonly string[]> => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return Object.keys(files)
  }

/** Letters, digits and what holds addresses together: what else stands between words says nothing. */
const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9.:/]+/g, ' ')
const stands = (word: string, text: string): boolean =>
  word
    .toLowerCase()
    .split(/[^a-z0-9.:/]+|(?<=\d)-(?=\d)/)
    .every((part) => text.includes(part.replace(/\/\d+$|:\*$/, '')))

/** No damage of so many bytes takes a whole rule out of a file. */
const SMALL = 12
const FIELDS = ['localPorts', 'remotePorts', 'icmpTypes', 'localAddresses', 'remoteAddresses', 'profiles'] as const
const count = (text: string, key: RegExp): number => text.match(key)?.length ?? 0

/** The piece of a list in YAML that has the name of a rule; nothing where there is none. */
const recordOf = ({ displayName }: Rule, text: string): string =>
  text.split(/(?<=\n) *- (?=name:)/).findLast((piece) => piece.startsWith(`name: ${displayName}\n`)) ?? ''

/**
 * Rules that let through more than those of the whole file, and not because the file says so now: a value that stands in it,
 * (`keys` says how it is written) a line of a limit that is no longer there, or what a second reading (`says`) finds in it.
 */
const wider =
  (
    keys: Readonly<Partial<Record<(typeof FIELDS)[number], RegExp>>>,
    says: (texts: readonly string[]) => (rule: Rule) => boolean = () => () => false,
  ) =>
  ({ before, now, whole, text, gone, texts }: Look): readonly string[] => {
    if (now.exit !== 0) return []
    const rules = (ran: Ran): readonly Rule[] => (JSON.parse(ran.out) as ReadResult).rules
    const was = rules(before)
    const words = bare(text)
    const isSaid = (one: Rule): boolean =>
      was.some((other) =>
        FIELDS.every((field) => {
          const entries: readonly string[] = one[field]
          if (JSON.stringify(entries) === JSON.stringify(other[field])) return true
          if (entries.length > 0) return entries.every((entry) => stands(entry, words))
          const key = keys[field]
          return key !== undefined && (count(text, key) < count(whole, key) || !recordOf(one, text).match(key))
        }),
      )
    const losses = (ran: Ran): number => (JSON.parse(ran.out) as ReadResult).losses.length
    // A comment is nothing lost, and a long damage may take a whole rule out of a file.
    const isLost = rules(now).length < was.length && losses(now) <= losses(before) && gone <= SMALL
    const wide = widened(rules(now), was).filter((one) => !isSaid(one))
    const isWritten = wide.length === 0 ? isSaid : says(texts())
    return [
      ...wide.filter((one) => !isWritten(one)).map((one) => `wider: ${JSON.stringify(one)}`),
      ...(isLost && count(text, /#/g) <= count(whole, /#/g) ? ['a rule is gone without a word'] : []),
    ]
  }

/** Settings that nobody wrote: another value than before, which the file does not have. */
const settingsFaults = ({ before, now, whole, text }: Look): readonly string[] => {
  if (now.exit !== 0) return []
  const [was, is] = [before, now].map((ran) => JSON.parse(ran.out) as ReadResult) as [ReadResult, ReadResult]
  const changed = JSON.stringify(is.registry) !== JSON.stringify(was.registry)
  return changed && is.losses.length === was.losses.length && text === whole ? ['settings changed by themselves'] : []
}

const isSame = ({ whole, text, now }: Look): readonly string[] =>
  now.exit === 1 || whole === text ? [] : [`an index that is not the compile’s was taken: exit ${now.exit}`]

/** A line of an estate that neither stood in the estate of the whole file nor is made of words of the damaged one. */
const linesFaults = ({ before, now, text }: Look): readonly string[] => {
  if (now.exit !== 0) return []
  const known = new Set(before.out.split('\n'))
  const words = `${bare(text)} ${bare(before.out)}`
  return (
    now.out
      .split('\n')
      .filter((line) => !known.has(line) && !/^\s*#/.test(line))
      .flatMap((line) => bare(line.replace(/#.*/, '')).split(' '))
      // What kind of site it is follows from the others.
      .filter((word) => word !== '' && word !== 'central' && !words.includes(word.replace(/^:|[:.]$/g, '')))
      .map((word) => `nobody said ${word}`)
  )
}

/** `import` says its mistakes in a report, not as diagnostics. */
const importFaults = ({ exit, out, err }: Ran): readonly string[] => faultsOf({ exit: exit === 1 ? 0 : exit, out, err })

const FACTS = `[${answerTexts(SAMPLE_SITE).join(',\n')}]`
const PEER = sample({
  systems: [
    system('p.example.test', '192.0.2.10, 2001:DB8::10', 'P01', ['PrimarySite', 'SiteServer', 'SQLServerRole']),
    system('mp.example.test', '192.0.2.11', 'P01', ['ManagementPoint', 'DistributionPoint']),
    system('tool.example.test', '192.0.2.12', 'P01', ['Tool']),
    system('jump.example.test', '192.0.2.13', 'P01', ['Jump'], { Description: 'Administrators sit here' }),
  ],
  rules: [
    rule('Tool to site server', 'Tool', 'PrimarySite', ['Odd', 'Web'], { IgnoreSiteCode: 'True' }),
    rule('Administrators', 'Jump', 'Tool', ['Remote'], { Direction: 'Outbound', Profile: 'Domain,Private' }),
    rule('Content', 'ManagementPoint', 'DistributionPoint', ['Share', 'Dynamic']),
  ],
  services: [
    service('Web', 'TCP', '80,443', { Description: 'Web pages' }),
    service('Share', 'TCP', '445'),
    service('Dynamic', 'TCP', 'RPC', { Program: '%systemroot%\\system32\\svchost.exe' }),
    service('Remote', 'TCP', '3389'),
    service('Odd', 'UDP', '9000-9010'),
  ],
})

const READERS: readonly Reader[] = [
  {
    name: 'terms of Aerleon',
    files: compiled('aerleon', /aerleon\/(?:def|policies\/includes)\//),
    words: (folder) => ['read', join(folder, 'out/aerleon'), '--json'],
    faults: wider(
      {
        localPorts: /destination-port:/g,
        remotePorts: /source-port:/g,
        icmpTypes: /icmp-type:/g,
        localAddresses: /destination-address:/g,
        remoteAddresses: /source-address:/g,
      },
      aerleonSays,
    ),
  },
  {
    name: 'a role of Ansible',
    files: compiled('ansible', /ansible\//),
    words: (folder) => ['read', join(folder, 'out/ansible'), '--json'],
    faults: wider({
      localPorts: /\blocalPorts\b/gi,
      remotePorts: /\bremotePorts\b/gi,
      icmpTypes: /\bicmpTypes\b/gi,
      localAddresses: /\blocalAddresses\b/gi,
      remoteAddresses: /\bremoteAddresses\b/gi,
      profiles: /\bprofiles?\b/gi,
    }),
  },
  {
    name: 'settings of Intune',
    files: compiled('intune', /intune\/.*settings\.json$/),
    words: (_, file) => ['read', file, '--json'],
    faults: settingsFaults,
  },
  {
    name: 'the index of an output',
    files: compiled('csv', /portwright\.json$/),
    words: (folder, file) => ['plan', join(folder, 'estate.yaml'), '--against', file, '--json'],
    faults: isSame,
    answers: [0, 3],
  },
  {
    name: 'facts of a live site',
    files: written({ 'facts.json': FACTS }),
    words: (_, file) => ['import', file],
    faults: linesFaults,
  },
  {
    name: 'the configuration of another tool',
    files: written({ 'peer.json': PEER }),
    words: (_, file) => ['import', file],
    faults: linesFaults,
  },
]

test('a term of Aerleon says the type of ICMP that it names, and no other', (t) => {
  const says = aerleonSays(['terms: [{ name: ping, protocol: icmp, icmp-type: echo-request, action: accept }]'])
  const lists = { localPorts: [], remotePorts: [], localAddresses: [], remoteAddresses: [] }
  const one = { displayName: 'ping', action: 'allow', protocol: 'icmp4', ...lists }
  t.deepEqual(
    ['8:*', '3:*', '8:1'].map((type) => says({ ...one, icmpTypes: [type] } as unknown as Rule)),
    [true, false, false],
  )
})

for (const [index, { name, files, words, faults, answers }] of READERS.entries()) {
  if (ONLY !== undefined && name !== ONLY) continue
  test(`damaged files give a result, a loss or a refusal, and nothing wider: ${name}`, async (t) => {
    t.timeout(3_600_000)
    const folder = temporaryFolder(t)
    const paths = await files(t, folder)
    t.true(paths.length > 0)
    const random = seeded(90_000 + index)
    const wrong: string[] = []
    const exits: Record<string, number> = {}
    const befores = new Map<string, Ran>()
    for (let round = 0; round < TRIES; round++) {
      const path = paths[random(paths.length)] as string
      const place = join(folder, path)
      const whole = Uint8Array.from(readFileSync(place))
      const before = befores.get(path) ?? (await portwright(words(folder, place)))
      befores.set(path, before)
      t.true([0, 3].includes(before.exit), before.err)
      const damage = damaged(whole, random)
      writeFileSync(place, damage.bytes)
      const now = await portwright(words(folder, place))
      writeFileSync(place, whole)
      exits[now.exit] = (exits[now.exit] ?? 0) + 1
      const general = words(folder, place)[0] === 'import' ? importFaults : faultsOf
      const [text, wholeText] = [damage.bytes, whole].map((bytes) => Buffer.from(bytes).toString('latin1')) as [
        string,
        string,
      ]
      const ran = answers?.includes(now.exit) ? { ...now, exit: 0 } : now
      const texts = (): readonly string[] =>
        paths.map((one) => Buffer.from(one === path ? damage.bytes : readFileSync(join(folder, one))).toString())
      const seen = { before, now, whole: wholeText, text, gone: damage.gone, texts }
      for (const fault of [...general(ran), ...faults(seen)]) wrong.push(`${path}, ${damage.kind}: ${fault}`)
    }
    t.log(`${name}: ${TRIES} tried, by exit code ${JSON.stringify(exits)}, ${wrong.length} wrong`)
    t.deepEqual(wrong.slice(0, 8), [], `${wrong.length} of ${TRIES}`)
  })
}
