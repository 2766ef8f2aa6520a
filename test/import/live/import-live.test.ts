// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { estateShape } from '../../../src/estate/estate-shape.ts'
import { readEstate } from '../../../src/estate/read-estate.ts'
import { hostAddress, sayableAddress } from '../../../src/import/live/boundary-addresses.ts'
import { importLive, type LiveImport } from '../../../src/import/live/import-live.ts'
import { catalog } from '../../support/catalog.ts'
import { codePoint } from '../../support/code-point.ts'
import { randomFacts } from '../../support/live-site/random-facts.ts'
import {
  type Answers,
  answer,
  answerTexts,
  prop,
  type Row,
  roleRow,
  SAMPLE_SITE,
  SECRET,
  siteRow,
} from '../../support/live-site/sample-site.ts'
import { samples } from '../../support/samples.ts'
import { corpusFolder, required, skip } from '../../support/shared.ts'

const run = (texts: readonly string[], resolve: Parameters<typeof importLive>[2] = null): Promise<LiveImport> =>
  importLive(
    texts.map((text, index) => ({ path: `f${index}.json`, text })),
    catalog,
    resolve,
  )

const imported = (answers: Answers): Promise<LiveImport> => run(answerTexts(answers))

const faults = async (estate: string): Promise<readonly string[]> => {
  const { diagnostics } = await readEstate({
    path: 'estate.yaml',
    text: estate,
    catalog,
    shape: estateShape(catalog),
    today: '2026-01-15',
    readFile: () => '',
  })
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
}

/** An estate whose only errors are hosts without an address, exactly as many as it says. */
const checks = async (t: ExecutionContext, { estate, report }: LiveImport): Promise<string> => {
  if (estate === null) throw new Error(report)
  const empty = estate.split('\n').filter((line) => line === '    addresses: []')
  t.deepEqual(
    await faults(estate),
    empty.map(() => 'no-address'),
  )
  return estate
}

const about = (estate: string, name: string): readonly string[] => {
  const lines = estate.split('\n')
  const at = lines.findIndex((line) => line === `  ${name}:` || line === `  '${name}':`)
  const end = lines.findIndex((line, index) => index > at && !line.startsWith('    '))
  return lines.slice(at + 1, end).map((line) => line.trim())
}

test('the real site: three sites, ten hosts, and every role row is explained', async (t) => {
  const files = ['SiteDefinition', 'SysResUse'].map((name) =>
    join(corpusFolder(), `fleet/adminservice-SMS_SCI_${name}.json`),
  )
  if (!files.every((file) => existsSync(file)))
    return required(t, 'corpus')
      ? t.fail('the recorded answers are missing')
      : skip(t, 'the recorded answers are missing')
  const result = await run(files.map((file) => readFileSync(file, 'utf8')))
  const estate = await checks(t, result)
  t.regex(
    result.report,
    /^Read 2 files: 3 sites, 10 hosts, 0 boundary groups; 36 role rows: 16 imported, 20 without a firewall meaning of their own, 0 left out, 0 unknown\.$/m,
  )
  t.regex(estate, /^version: 2303$/m)
  t.true(about(estate, 'ps1-psv.fabrikam.com').includes('- passive-site-server'))
  t.true(about(estate, 'ps1-pss.fabrikam.com').includes('- site-server'))
  t.true(
    about(estate, 'ps1-sec.fabrikam.com').includes(
      '- { role: sql-server, instance: CONFIGMGRSEC, port: 1433, serviceBroker: 4022 }',
    ),
  )
  t.true(about(estate, 'ps1-db.fabrikam.com').includes('- { role: sql-server, port: 1433, serviceBroker: 4022 }'))
  t.deepEqual(about(estate, 'SEC').slice(0, 2), ['type: secondary', 'parent: PS1'])
})

const EXPECTED = readFileSync(join(import.meta.dirname, '../../support/live-site/estate.yaml'), 'utf8')

test('one of everything: what the estate says of it', async (t) => {
  t.is(await checks(t, await imported(SAMPLE_SITE)), EXPECTED)
})

test('one of everything: each role row is imported, without meaning, left out or unknown', async (t) => {
  const { report } = await imported(SAMPLE_SITE)
  t.regex(report, /45 role rows: 34 imported, 6 without a firewall meaning of their own, 4 left out, 1 unknown\./)
  t.regex(
    report,
    /Unknown role names \(1\)\n {2}f1\.json:\d+:\d+: SMS Quantum Point of ps1enr\.contoso\.test in site PS1/,
  )
  t.regex(report, /SMS Portal Web Site of ps1enr\.contoso\.test in site PS1: it ended with version 1910/)
})

test('keys, certificates and accounts reach neither the estate nor the report', async (t) => {
  const { estate, report } = await imported(SAMPLE_SITE)
  t.false(`${estate}${report}`.includes(SECRET))
  t.true(answerTexts(SAMPLE_SITE).join('').includes(SECRET))
})

test('neither the order of files and rows nor rows that stand twice change the estate', async (t) => {
  const { estate } = await imported(SAMPLE_SITE)
  const entries = Object.entries(SAMPLE_SITE)
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(entries, { minLength: entries.length }),
      fc.infiniteStream(fc.nat()),
      fc.boolean(),
      async (classes, random, twice) => {
        const texts = classes.map(([name, rows]) => {
          const shuffled = rows.map((row) => ({ row, at: random.next().value as number })).sort((a, b) => a.at - b.at)
          return JSON.stringify(
            answer(
              name,
              [...shuffled, ...(twice ? shuffled.slice(0, 3) : [])].map(({ row }) => row),
            ),
          )
        })
        const result = await run(twice ? [`[${texts.join(',')}]`] : texts)
        t.is(result.estate, estate)
      },
    ),
    { numRuns: samples(10) },
  )
})

const PS1 = siteRow('PS1', 2, '', 'cm01.contoso.test', 'cm01.contoso.test', [
  prop('SQLServicePort', 1433),
  prop('SSBPort', 4022),
])
const SERVER = roleRow('SMS Site Server', 'cm01.contoso.test', 'PS1', [], { Type: 2 })
const small = (rows: readonly Row[], more: Answers = {}): Answers => ({
  SMS_SCI_SiteDefinition: [PS1],
  SMS_SCI_SysResUse: [SERVER, ...rows],
  ...more,
})

test('PowerShell’s JSON is read without the name of the class: a list, one object, wrapped, with dates, beside CIM’s own members', async (t) => {
  const row = {
    ...SERVER,
    CimInstanceProperties: ['x'],
    LastModified: '/Date(1600000000000)/',
    '@odata.etag': undefined,
  }
  const one = await run([JSON.stringify(PS1), JSON.stringify(row)])
  const list = await run([JSON.stringify([PS1]), JSON.stringify({ value: [row], Count: 1 })])
  const together = await run([`${JSON.stringify([PS1])}\r\n${JSON.stringify(row)}`])
  t.is(list.estate, one.estate)
  t.is(together.estate, one.estate)
  t.true(about(await checks(t, one), 'cm01.contoso.test').includes('- site-server'))
})

for (const [what, cut] of [
  ['one word for all', 'System.Object[]'],
  ['a word for each', ['@{PropertyName=SSBPort; Value=4022}']],
  ['the name of their class', 'SMS_EmbeddedProperty SMS_EmbeddedProperty'],
] as const)
  test(`Props that a small depth cut to ${what} are told with the command to run again`, async (t) => {
    const { estate, report } = await imported({
      SMS_SCI_SiteDefinition: [{ ...PS1, Props: cut }],
      SMS_SCI_SysResUse: [SERVER],
    })
    t.regex(
      report,
      /Cut short \(1\)\n {2}1 row, the first at f0\.json:4:3: .*Get-CMSiteRole \| ConvertTo-Json -Depth 5/,
    )
    t.regex(estate ?? '', /^# not readable: Props of some rows/m)
  })

test('an object of the console has its properties by name as well, and they count', async (t) => {
  const row = {
    SmsProviderObjectPath: 'SMS_SCI_SysResUse.FileType=2,ItemName="x"',
    ...roleRow('SMS Distribution Point', 'DP01', 'PS1'),
    Props: 'System.Object[]',
    EmbeddedProperties: {
      'Server Remote Name': prop('Server Remote Name', 'dp01.contoso.test', 'Value1'),
      IsPXE: prop('IsPXE', 1),
      CertificateContextData: prop('CertificateContextData', SECRET, 'Value1'),
    },
  }
  const result = await run([...answerTexts(small([])), JSON.stringify(row)])
  t.true(about(await checks(t, result), 'dp01.contoso.test').includes('- pxe-distribution-point'))
  t.false(`${result.estate}${result.report}`.includes(SECRET))
  t.notRegex(result.report, /Cut short/)
})

test('a short name is the one host whose full name begins with it, and stays as it is where two do', async (t) => {
  const rows = [roleRow('SMS Management Point', 'MP01', 'PS1'), roleRow('SMS Site System', 'mp01.contoso.test', 'PS1')]
  const joined = await checks(t, await imported(small(rows)))
  t.true(about(joined, 'mp01.contoso.test').includes('- management-point'))
  const two = await checks(t, await imported(small([...rows, roleRow('SMS Site System', 'mp01.lab.test', 'PS1')])))
  t.true(about(two, 'mp01').includes('- management-point'))
})

test('facts of two hierarchies with the same site code are refused', async (t) => {
  const { estate, report } = await imported({
    ...small([]),
    SMS_SCI_SiteDefinition: [PS1, { ...PS1, SiteServerName: 'other.lab.test' }],
  })
  t.is(estate, null)
  t.regex(report, /Site PS1 has the site servers cm01\.contoso\.test and other\.lab\.test/)
})

test('two hierarchies with codes of their own stand beside each other', async (t) => {
  const other = siteRow('LAB', 2, '', 'cm.lab.test', 'cm.lab.test', [prop('SQLServicePort', 1433)])
  const estate = await checks(t, await imported({ ...small([]), SMS_SCI_SiteDefinition: [PS1, other] }))
  t.true(about(estate, 'cm.lab.test').includes('site: LAB'))
})

test('a site of unknown type, and a secondary site of unknown parent, are left out by name', async (t) => {
  const rows = [
    roleRow('SMS Management Point', 'mp.x.test', 'XXX'),
    roleRow('SMS Site Server', 'sec.x.test', 'SEC', [], { Type: 1 }),
  ]
  const result = await imported(small(rows))
  const estate = await checks(t, result)
  t.regex(estate, /^# not imported: site XXX: no row says its type/m)
  t.regex(estate, /^# not imported: site SEC: no row says its parent/m)
  t.false(/^ {2}(mp|sec)\.x\.test:/m.test(estate))
  t.regex(result.report, /2 left out/)
})

test('role rows alone give sites and hosts, and the estate names what is missing', async (t) => {
  const estate = await checks(
    t,
    await imported({ SMS_SCI_SysResUse: [SERVER, roleRow('SMS SQL Server', 'sql.contoso.test', 'PS1')] }),
  )
  t.regex(
    estate,
    /^# not readable: parents, builds and site databases: no answer of SMS_SCI_SiteDefinition is among the facts$/m,
  )
  t.regex(estate, /^# not readable: networks and client groups: no answer of SMS_BoundaryGroup is among the facts$/m)
  t.true(
    about(estate, 'sql.contoso.test').includes(
      '# not readable: instance and ports of SQL Server: no SMS_SCI_SiteDefinition names them',
    ),
  )
})

test('a class that could not be read is a comment with the reason, never a default', async (t) => {
  const refusal = JSON.stringify({
    '@odata.context': '#SMS_BoundaryGroup',
    error: { code: '403', message: '403 Forbidden' },
  })
  const { estate, report } = await run([...answerTexts(small([])), refusal])
  t.regex(estate ?? '', /^# not readable: SMS_BoundaryGroup: 403 Forbidden$/m)
  t.notRegex(estate ?? '', /no answer of SMS_BoundaryGroup /)
  t.regex(report, /not readable: SMS_BoundaryGroup: 403 Forbidden/)
})

test('a page that is missing is named, and pages that are all there are not', async (t) => {
  const rows = ['mp01', 'mp02', 'mp03', 'mp04'].map((name) => roleRow('SMS Management Point', `${name}.a.test`, 'PS1'))
  const page = (from: number, next: boolean): string =>
    JSON.stringify({
      '@odata.context': 'https://a.test/AdminService/wmi/$metadata#SMS_SCI_SysResUse',
      ...(next && { '@odata.nextLink': `https://a.test/AdminService/wmi/SMS_SCI_SysResUse?$top=1&$skip=${from + 1}` }),
      value: rows.slice(from, from + 1),
    })
  const says = async (...pages: readonly string[]): Promise<boolean> =>
    (await run(pages)).report.includes('not readable: further rows of SMS_SCI_SysResUse: an answer names a next page')
  t.true(await says(page(0, true)))
  t.true(await says(page(1, true), page(2, false)))
  t.false(await says(page(2, false), page(0, true), page(1, true)))
  t.false(await says(page(0, true), page(0, true), page(1, true), page(2, false)))
  // One twice is none in place of another.
  t.true(await says(page(0, true), page(0, true), page(2, true), page(3, false)))
  t.true(await says(page(0, true), page(0, true), page(0, true), page(2, true), page(3, false)))
  // Without metadata the columns of the rows say the class.
  const bare = (text: string): string => text.replace(/"@odata.context":"[^"]*",/, '')
  t.true(await says(bare(page(0, true))))
  t.false(await says(bare(page(0, true)), bare(page(1, false))))
  // A token says nothing of where a page stands: only a last page that is nowhere is missed.
  const token = (text: string): string => text.replace('$skip=', '$skiptoken=')
  t.true(await says(token(page(0, true)), token(page(1, true))))
  t.false(await says(token(page(0, true)), token(page(1, true)), page(2, false)))
})

test('what is none of the classes is named with its line', async (t) => {
  const { report } = await run([
    ...answerTexts(small([])),
    '[{"Colour":"red"},\n{"@odata.type":"#AdminService.SMS_Package","PackageID":"PS100001"}]',
  ])
  t.regex(report, /f2\.json:1:2: an object of no class that is known here/)
  t.regex(report, /f2\.json:2:1: an object of SMS_Package/)
})

test('a file that breaks off is refused where it breaks off', async (t) => {
  const { estate, report } = await run([`${answerTexts(small([]))[0]}`, '{"value": [{"RoleName": "SMS Si'])
  t.is(estate, null)
  t.regex(report, /^error: f1\.json:1:\d+: This text has no end/)
})

test('DNS answers for the hosts without addresses, and a name that it does not know is told', async (t) => {
  const asked: string[] = []
  const result = await run(
    answerTexts(
      small([
        roleRow('SMS Management Point', 'mp.contoso.test', 'PS1'),
        roleRow('SMS Provider', 'loop.contoso.test', 'PS1'),
      ]),
    ),
    async (host) => {
      asked.push(host)
      if (host.startsWith('mp')) return { addresses: [], reason: 'DNS does not know this name' }
      return {
        addresses: host.startsWith('loop') ? ['127.0.0.1', 'fe80::1%3'] : ['10.0.0.10', '2001:DB8::10'],
        reason: '',
      }
    },
  )
  const estate = await checks(t, result)
  t.deepEqual(asked.sort(), ['cm01.contoso.test', 'loop.contoso.test', 'mp.contoso.test'])
  t.true(about(estate, 'cm01.contoso.test').includes("addresses: [10.0.0.10, '2001:db8::10']"))
  t.true(about(estate, 'mp.contoso.test').includes('# not readable: addresses: DNS does not know this name'))
  t.true(
    about(estate, 'loop.contoso.test').includes('# not readable: addresses: DNS has none that other computers reach'),
  )
  t.regex(result.report, /mp\.contoso\.test: not readable: addresses: DNS does not know this name/)
})

test('names of people’s making pass into the estate as text, whatever they hold', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: codePoint, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      async (names) => {
        const groups = names.map((Name, index) => ({ GroupID: index + 1, Name, DefaultSiteCode: 'PS1' }))
        const result = await imported(
          small([], {
            SMS_Boundary: [{ BoundaryID: 1, BoundaryType: 3, DisplayName: names[0], Value: '10.1.0.0-10.1.0.255' }],
            SMS_BoundaryGroup: groups,
            SMS_BoundaryGroupMembers: groups.map(({ GroupID }) => ({ GroupID, BoundaryID: 1 })),
          }),
        )
        await checks(t, result)
      },
    ),
    {
      numRuns: samples(20),
      examples: [
        [['any', 'internet', 'CON', '__proto__']],
        [['a|b', 'A', 'a']],
        [['10.0.0.0/8', 'client', 'PS1', 'x'.repeat(300)]],
      ],
    },
  )
})

test('whatever the facts, the only errors of the estate are hosts without addresses, and no order changes it', async (t) => {
  await fc.assert(
    fc.asyncProperty(randomFacts, fc.infiniteStream(fc.nat()), async (answers, random) => {
      const shuffle = <T>(items: readonly T[]): readonly T[] =>
        items
          .map((item) => ({ item, at: random.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item)
      const result = await imported(answers)
      const entries = Object.entries(answers).map(([name, rows]) => [name, shuffle(rows)] as const)
      t.is((await imported(Object.fromEntries(shuffle(entries)))).estate, result.estate)
      if (result.estate !== null) await checks(t, result)
    }),
    { numRuns: samples(60) },
  )
})

test('a blank inside an address does not make it another one', (t) => {
  t.is(hostAddress('1 .0.0.5'), null)
  t.is(hostAddress(' 10.0.0.5\t'), '10.0.0.5')
  t.is(sayableAddress('10.0.0.0 / 24'), '10.0.0.0/24')
  t.is(sayableAddress('10.0.0.1 -\n10.0.0.9'), '10.0.0.1-10.0.0.9')
  t.is(sayableAddress('10.0.0.1 -1 0.0.0.9'), null)
})
