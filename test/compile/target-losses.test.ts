// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { TARGET_NAMES } from '../../src/targets/target-names.ts'
import { TARGETS } from '../../src/targets/targets.ts'
import { BEHAVIOURS } from '../cases/behaviours.ts'
import { portwright, temporaryFolder } from '../support/command-line.ts'
import { NO_SETTINGS } from '../support/sample/no-settings.ts'
import { OPTIONS, policy, rule } from '../support/sample-rules.ts'

const UNSAYABLE: readonly Rule[] = [
  rule({ displayName: 'a | b' }),
  rule({ displayName: 'line\u0000' }),
  rule({ localAddresses: ['LocalSubnet'] }),
  rule({ remoteAddresses: ['PlayToDevice'] }),
  rule({ localPorts: ['IPHTTPSIn'] }),
  rule({ action: 'bypass' }),
  rule({ group: 'another' }),
  rule({ program: 'C:\\"x".exe' }),
]

for (const name of TARGET_NAMES)
  test(`${name} declares exactly the losses that writing finds`, async (t) => {
    const target = await TARGETS[name]()
    const settings = { ...NO_SETTINGS, localRules: false, localConnectionSecurityRules: false }
    const registry = [{ key: 'HKCU\\Software\\X', name: 'y', type: 'REG_SZ', data: 'z' } as const]
    const policies = [
      ...[...Object.values(BEHAVIOURS), ...UNSAYABLE].map((one) => policy([one])),
      policy([rule(), rule()]),
      policy([rule()], { settings }),
      policy([rule()], { registry }),
    ]
    for (const one of policies)
      t.deepEqual(target.unsayable(one, OPTIONS), target.write(one, OPTIONS).losses, JSON.stringify(one.rules))
  })

const estate = (targets: string): string => `
name: test
product: cmcb
sites: { S: { type: primary } }
hosts:
  cm.x.test: { addresses: [10.0.0.2], site: S, os: windows-server-2022, roles: [site-server, management-point] }
  dc.x.test: { addresses: [10.0.0.3], os: windows-server-2022, roles: [domain-controller] }
clients: { desks: { site: S, networks: [192.0.2.0/24], install: [push] } }
management: [10.9.0.0/24]
firewall: { ${targets}settings: { enabled: true, defaultInbound: block, localRules: false } }
`

test('check finds what a target of the estate cannot say, once, where it is written', async (t) => {
  const file = join(temporaryFolder(t), 'estate.yaml')
  const losses = async (text: string): Promise<readonly Diagnostic[]> => {
    writeFileSync(file, text)
    const { exit, out } = await portwright(['check', file, '--format', 'json'])
    const found = (JSON.parse(out) as Diagnostic[]).filter(({ code }) => code === 'loss')
    t.is(exit, found.length > 0 ? 1 : 0)
    return found
  }
  const [one, ...more] = await losses(estate(''))
  t.deepEqual(more, [])
  t.regex(
    one?.message ?? '',
    /^netsh cannot say settings\.localRules of policy \S+ and 2 more: netsh sets the local store/,
  )
  t.regex(one?.hint ?? '', /--allow-loss/)
  t.deepEqual([one?.line, one?.column], [10, 75])
  t.deepEqual(await losses(estate('targets: [gpo, csv, dsc], ')), [])
  const compiled = await portwright(['compile', file, '--out', join(temporaryFolder(t), 'out')])
  t.is(compiled.exit, 0, compiled.err)
  writeFileSync(file, estate(''))
  const refused = await portwright(['compile', file, '--out', join(temporaryFolder(t), 'out')])
  t.is(refused.exit, 1)
  t.true(refused.err.includes(one?.message ?? '-'))
})
