// SPDX-License-Identifier: MIT
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { importLive } from '../../src/import/live/import-live.ts'
import { catalog } from '../support/catalog.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { inTurn } from '../support/in-turn.ts'
import { adminService } from '../support/live-site/admin-service.ts'
import { certificateFor } from '../support/live-site/certificate.ts'
import { forwardProxy } from '../support/live-site/forward-proxy.ts'
import { type Answers, answer, prop, roleRow, SAMPLE_SITE, SECRET, siteRow } from '../support/live-site/sample-site.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { STAND_INS } from '../support/powershell/pwsh-environment.ts'
import { runScript, type ScriptOutput } from '../support/powershell/run-script.ts'
import { skip } from '../support/shared.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 3)

const SCRIPT = resolve(import.meta.dirname, '../../scripts/Export-ConfigMgrEstate.ps1')
const WITH_ACCOUNT = resolve(import.meta.dirname, '../support/live-site/with-account.ps1')
const MODULES = resolve(import.meta.dirname, '../support/live-site/modules')

interface Run extends ScriptOutput<unknown> {
  readonly estate: string | null
}

const run = async (
  t: ExecutionContext,
  pwsh: string,
  parameters: object,
  environment: Readonly<Record<string, string>> = {},
): Promise<Run> => {
  const path = join(temporaryFolder(t), 'estate.yaml')
  const output = await runScript(pwsh, SCRIPT, { Path: path, SkipDns: true, ...parameters }, environment)
  return { ...output, estate: existsSync(path) ? readFileSync(path, 'utf8') : null }
}

const imported = async (answers: Answers): Promise<string | null> => {
  const text = JSON.stringify(Object.entries(answers).map(([name, rows]) => answer(name, rows)))
  return (await importLive([{ path: 'facts.json', text }], catalog, null)).estate
}

test('the administration service in pages: the script asks for all of them, with GET alone, and writes what import makes of the answers', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { address, asked } = await adminService(t, SAMPLE_SITE, { cap: 7 })
  const { estate, errors, exit } = await run(t, pwsh, { AdminService: address })
  t.deepEqual([errors, exit], [[], 0])
  t.is(estate, await imported(SAMPLE_SITE))
  t.deepEqual(
    asked.filter((one) => !one.startsWith('GET /AdminService/wmi/')),
    [],
  )
  t.true(asked.some((one) => one.includes('$select=SiteCode,SiteName,')))
  // Discovery data: the servers alone.
  t.true(asked.filter((one) => one.includes('/SMS_R_System')).every((one) => one.includes('$filter=Name')))
})

scenario('pages that name the next one, and lazy properties that come with one object alone', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const lazy = ['SMS_SCI_SiteDefinition', 'SMS_SCI_SysResUse', 'SMS_SCI_Component']
  const { address } = await adminService(t, SAMPLE_SITE, { lazy, cap: 20, nextLink: true })
  t.is((await run(t, pwsh, { AdminService: address })).estate, await imported(SAMPLE_SITE))
})

scenario(
  'classes without rights, classes, columns and objects that the site lacks are comments, and stop nothing',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const { SMS_BoundaryGroup: _, ...rest } = SAMPLE_SITE
    const components = SAMPLE_SITE.SMS_SCI_Component?.map(({ Flag: _flag, ...row }) => row) ?? []
    const { address } = await adminService(
      t,
      { ...rest, SMS_SCI_Component: components },
      {
        refused: {
          SMS_Boundary: 403,
          SMS_BoundaryGroupMembers: '{"error":{"message":"Quota violation"}}',
          SMS_DistributionPointInfo: '<!DOCTYPE html><title>Sign in</title>',
          SMS_AzureService: '{"Name":"one that is in no list"}',
        },
        lazy: ['SMS_SCI_SysResUse'],
        objects: 404,
      },
    )
    const { estate, warnings, exit } = await run(t, pwsh, { AdminService: address })
    t.is(exit, 0)
    t.regex(estate ?? '', /^# not readable: SMS_Boundary: 403 Forbidden$/m)
    t.regex(estate ?? '', /^# not readable: SMS_BoundaryGroup: 404 Not Found$/m)
    t.regex(estate ?? '', /^# not readable: SMS_BoundaryGroupMembers: Quota violation$/m)
    t.regex(estate ?? '', /^# not readable: SMS_DistributionPointInfo: a web page came instead of JSON;/m)
    t.regex(estate ?? '', /^# not readable: SMS_AzureService: the answer has no list of rows$/m)
    t.regex(estate ?? '', /^# not readable: SMS_SCI_SysResUse: Props of some rows: 404 Not Found$/m)
    t.regex(estate ?? '', /^# not readable: settings of roles/m)
    t.true(warnings.includes('SMS_Boundary is not readable: 403 Forbidden'))
    // The components are read although one of their columns is not there.
    t.regex(estate ?? '', /communication: https/)
  },
)

scenario('answers are packed, and a class that is not answered in time is told so', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { address } = await adminService(t, SAMPLE_SITE, { packs: true, silent: ['SMS_Boundary'] })
  const { estate, exit } = await run(t, pwsh, { AdminService: address, TimeoutSeconds: 5 })
  t.is(exit, 0)
  t.regex(estate ?? '', /^# not readable: SMS_Boundary: no answer in time$/m)
  t.is((estate ?? '').match(/^# not readable: SMS_/gm)?.length, 1)
})

scenario('a question that is sent on is asked of the same server alone, and no sign-in goes to another', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const other = await adminService(t, SAMPLE_SITE, { account: 'reader:secret' })
  const moved = { SMS_Boundary: `http://127.0.0.1:${other.port}`, SMS_BoundaryGroup: 'round', SMS_SCI_SysResUse: '' }
  const { address } = await adminService(t, SAMPLE_SITE, { moved })
  const { estate, exit } = await run(t, pwsh, { AdminService: address })
  t.is(exit, 0)
  t.deepEqual(other.asked, [])
  t.true(
    estate?.includes(`# not readable: SMS_Boundary: it sends on to http://127.0.0.1:${other.port}, which is asked`),
  )
  t.regex(estate ?? '', /^# not readable: SMS_BoundaryGroup: it sends on again and again$/m)
  t.notRegex(estate ?? '', /not readable: SMS_SCI_SysResUse/)
})

scenario(
  'a service that gives the first page again and again, refuses everybody, is not there or speaks http to strangers ends in words',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const stuck = await adminService(t, SAMPLE_SITE, { ignoresSkip: true })
    const again = await run(t, pwsh, { AdminService: stuck.address })
    t.deepEqual([again.exit, again.estate], [1, null])
    t.regex(again.errors[0] ?? '', /the service gives the same page again/)
    const refused = Object.fromEntries(Object.keys(SAMPLE_SITE).map((name) => [name, 401]))
    const closed = await adminService(t, SAMPLE_SITE, { refused })
    const nobody = await run(t, pwsh, { AdminService: closed.address })
    t.deepEqual([nobody.exit, nobody.estate], [1, null])
    t.is(closed.asked.length, 1)
    t.regex(
      nobody.errors[0] ?? '',
      /^Neither sites nor roles can be read: 401 Unauthorized\. Name an account .* -Credential\.$/,
    )
    const away = await run(t, pwsh, { AdminService: 'http://127.0.0.1:9/AdminService' })
    t.is(away.exit, 1)
    t.regex(away.errors[0] ?? '', /^Neither sites nor roles can be read: Connection refused/)
    const open = await run(t, pwsh, { AdminService: 'http://cm01.contoso.test/AdminService' })
    t.regex(open.errors[0] ?? '', /https alone/)
  },
)

scenario('-Json of a live service: ASCII, no keys, the reasons too, and import makes an estate of it', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const { address } = await adminService(t, SAMPLE_SITE, { refused: { SMS_AzureService: 403 } })
  const { objects, estate } = await run(t, pwsh, { AdminService: address, Json: true })
  const [text = ''] = objects as readonly string[]
  t.is(estate, null)
  t.regex(text, /^[\0-\x7f]+$/)
  t.false(text.includes(SECRET))
  const { SMS_AzureService: _, ...rest } = SAMPLE_SITE
  const expected = Object.entries(rest).map(([name, rows]) => answer(name, rows))
  const refusal = { '@odata.context': '#SMS_AzureService', value: [], error: { message: '403 Forbidden' } }
  const of = async (facts: string): Promise<string | null> =>
    (await importLive([{ path: 'facts.json', text: facts }], catalog, null)).estate
  t.is(await of(text), await of(JSON.stringify([...expected, refusal])))
})

scenario('DNS is asked for every host, and what it does not know is told', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const answers = {
    SMS_SCI_SiteDefinition: [
      siteRow('PS1', 2, '', 'localhost', 'no-such-name.invalid', [prop('SQLServicePort', 1433), prop('SSBPort', 4022)]),
    ],
    SMS_SCI_SysResUse: [roleRow('SMS Site Server', 'localhost', 'PS1', [], { Type: 2 })],
  }
  const { address } = await adminService(t, answers)
  const { estate } = await run(t, pwsh, { AdminService: address, SkipDns: false })
  t.regex(estate ?? '', / {2}localhost:\r?\n {4}# not readable: addresses: DNS has none that other computers reach\n/)
  t.regex(estate ?? '', /# not readable: addresses: DNS (does not know this name|did not answer)\n/)
})

scenario(
  'over TLS: with an account, through a proxy, and never to a server whose certificate is not trusted',
  async (t) => {
    const pwsh = pwshFor(t)
    // Off Linux the runtime asks the system which certificates to trust.
    if (process.platform !== 'linux') return skip(t, `${t.title}: the trusted ones are set for Linux alone`)
    const known = certificateFor(t, ['DNS:cm01.contoso.test', 'IP:127.0.0.1'])
    const stranger = certificateFor(t, ['IP:127.0.0.1'])
    if (pwsh === null || known === null || stranger === null) return
    const folder = temporaryFolder(t)
    const [roots, path] = [join(folder, 'roots.pem'), join(folder, 'estate.yaml')]
    writeFileSync(roots, known.slice(known.indexOf('-----BEGIN CERTIFICATE')))
    const service = await adminService(t, SAMPLE_SITE, { pem: known, account: 'reader:s3cret:"%' })
    const other = await adminService(t, SAMPLE_SITE, { pem: stranger, account: 'reader:s3cret:"%' })
    const proxy = await forwardProxy(t, service.port)
    const ask = async (parameters: object, password = 's3cret:"%'): Promise<Run> => {
      rmSync(path, { force: true })
      const all = {
        Script: SCRIPT,
        User: 'reader',
        Password: password,
        Parameters: { Path: path, SkipDns: true, ...parameters },
      }
      const output = await runScript(pwsh, WITH_ACCOUNT, all, {}, { roots })
      return { ...output, estate: existsSync(path) ? readFileSync(path, 'utf8') : null }
    }
    const through = await ask({ AdminService: 'https://cm01.contoso.test/AdminService', Proxy: proxy.address })
    t.deepEqual([through.errors, through.exit], [[], 0])
    t.is(through.estate, await imported(SAMPLE_SITE))
    t.deepEqual([...new Set(service.accounts)], ['reader:s3cret:"%'])
    t.deepEqual([...new Set(proxy.asked)], ['cm01.contoso.test:443'])

    // One wrong sign-in, not one a class: they lock accounts.
    const before = service.accounts.length
    const wrong = await ask({ AdminService: service.address }, 'wrong')
    t.deepEqual([wrong.exit, wrong.estate], [1, null])
    t.regex(wrong.errors[0] ?? '', /: 401 Unauthorized\. Name an account that may read the site with -Credential\.$/)
    t.deepEqual(service.accounts.slice(before), ['reader:wrong'])

    for (const address of [other.address, service.address.replace('127.0.0.1', 'localhost')]) {
      const questions = service.asked.length
      const refused = await ask({ AdminService: address })
      t.deepEqual([refused.exit, refused.estate], [1, null])
      t.regex(
        refused.errors[0] ?? '',
        /^Neither sites nor roles can be read: .*certificate.*\. No sign-in was sent to \S+:\d+\. Trust /,
      )
      t.deepEqual([other.asked, service.asked.length], [[], questions])
    }
  },
)

interface Provider {
  readonly rows: Answers
  readonly machine?: string
  readonly code?: string
  readonly refused?: Readonly<Record<string, string>>
  readonly lazy?: readonly string[]
  readonly unknown?: readonly string[]
  readonly closed?: readonly string[]
}

/** Runs the script before a provider that is asked over CIM; the calls come with the run. */
const overCim = async (
  t: ExecutionContext,
  pwsh: string,
  provider: Provider,
  parameters: object = {},
): Promise<Run & { readonly calls: readonly string[] }> => {
  const folder = temporaryFolder(t)
  const [state, asked] = [join(folder, 'provider.json'), join(folder, 'asked.txt')]
  writeFileSync(
    state,
    JSON.stringify({ code: 'CAS', machine: '', refused: {}, lazy: [], unknown: [], closed: [], ...provider }),
  )
  writeFileSync(asked, '')
  const environment = {
    PSModulePath: [MODULES, STAND_INS].join(delimiter),
    PORTWRIGHT_PROVIDER: state,
    PORTWRIGHT_ASKED: asked,
  }
  const output = await run(t, pwsh, parameters, environment)
  return {
    ...output,
    calls: readFileSync(asked, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  }
}

scenario(
  'over CIM: the same estate, by questions alone; a class without rights is a comment with the reason',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const { estate, errors, calls } = await overCim(t, pwsh, {
      rows: SAMPLE_SITE,
      lazy: ['SMS_SCI_SysResUse'],
      unknown: ['IsPXE'],
      refused: { SMS_AzureService: 'Access denied' },
    })
    t.deepEqual(errors, [])
    const { SMS_AzureService: _, ...rest } = SAMPLE_SITE
    const expected = (await imported(rest))?.split('\n') ?? []
    const reason = '# not readable: SMS_AzureService: Access denied'
    t.deepEqual(
      estate?.split('\n').filter((line) => line !== reason),
      expected,
    )
    t.true(estate?.split('\n').includes(reason))
    t.deepEqual(
      calls.filter((call) => !call.startsWith('Get-CimInstance ')),
      [],
    )
    t.true(
      calls.some((call) =>
        call.startsWith('Get-CimInstance root/sms/site_CAS SELECT * FROM SMS_DistributionPointInfo'),
      ),
    )
  },
)

scenario(
  'over CIM: another server, its provider on a third one, over DCOM where WS-Management is closed, and sessions end',
  async (t) => {
    const pwsh = pwshFor(t)
    if (pwsh === null) return
    const { estate, calls } = await overCim(
      t,
      pwsh,
      { rows: SAMPLE_SITE, machine: 'provider.contoso.test', closed: ['Wsman'] },
      { ComputerName: 'cm01' },
    )
    t.is(estate, await imported(SAMPLE_SITE))
    t.deepEqual(calls.slice(0, 5), [
      'New-CimSession cm01 Wsman',
      'New-CimSession cm01 Dcom',
      'Get-CimInstance root/sms SMS_ProviderLocation on cm01',
      'New-CimSession provider.contoso.test Wsman',
      'New-CimSession provider.contoso.test Dcom',
    ])
    t.deepEqual(calls.slice(-2), ['Remove-CimSession cm01', 'Remove-CimSession provider.contoso.test'])
    const missing = await overCim(t, pwsh, { rows: {} }, { SiteCode: 'XYZ' })
    t.regex(missing.errors[0] ?? '', /No SMS Provider of site XYZ is known here/)
    const nowhere = await overCim(t, pwsh, { rows: {}, code: '' })
    t.regex(nowhere.errors[0] ?? '', /^No SMS Provider is known on this computer \(Invalid namespace\)\. Name a server/)
  },
)
