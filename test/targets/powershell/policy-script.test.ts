// SPDX-License-Identifier: MIT
import test from 'ava'
import { meaningDifference } from '../../../src/packets/meaning-difference.ts'
import { powershellTarget } from '../../../src/targets/powershell/target.ts'
import { GROUP, policyOf, RULES, ruleOf, SETTINGS } from '../../support/netsecurity/sample-policy.ts'
import { parsePowerShell } from '../../support/powershell/parse.ts'
import { PLAIN_OPTIONS } from '../../support/sample/plain-options.ts'

const HOSTILE = [
  "O'Brien ’‘‚‛ “quoted” „so“",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is PowerShell
  '`$(Remove-Item /) $env:PATH ${x}',
  '#> <# .EXTERNALHELP x',
  "'; exit 7; '",
  'tab\there, line\r\nend, \u2028, \u202eright to left',
  '配置管理器 → مدير 🦊',
  '@{ a = 1 } # {{psComment x}} --%',
]

const textOf = (...args: Parameters<typeof policyOf>): string => {
  const [file] = powershellTarget.write(policyOf(...args), PLAIN_OPTIONS).files
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(file?.bytes)
}
/** The tables of a script, without its body. */
const tablesOf = (text: string): string =>
  text.slice(text.indexOf("$policy = '"), text.indexOf('# Every property of a rule')).replaceAll('\r\n', '\n')

test('the rules of a policy stand in the script as parameters of New-NetFirewallRule', (t) => {
  const many = Array.from({ length: 5 }, (_, index) => `10.0.${index}.1`)
  const rules = [
    ruleOf('rpc', { localPorts: ['RPC-EPMap', '50000-50199'], remoteAddresses: ['LocalSubnet'] }),
    ruleOf('it’s', { remoteAddresses: many, program: 'C:\\a b\\c.exe' }),
  ]
  t.is(
    tablesOf(textOf({ rules, settings: SETTINGS })),
    `$policy = 'cm01'
$group = 'Portwright: contoso / cm01'

# Parameters of New-NetFirewallRule. What a rule does not say has the default of the cmdlet.
$rules = @(
    @{
        'Name' = 'rpc'
        'DisplayName' = 'ConfigMgr: rpc'
        'Description' = 'Why rpc.'
        'Enabled' = 'True'
        'Profile' = @('Domain')
        'Direction' = 'Inbound'
        'Action' = 'Allow'
        'Protocol' = 'TCP'
        'LocalPort' = @('RPCEPMap', '50000-50199')
        'RemotePort' = @('Any')
        'LocalAddress' = @('Any')
        'RemoteAddress' = @('LocalSubnet')
    }
    @{
        'Name' = 'it’’s'
        'DisplayName' = 'ConfigMgr: it’’s'
        'Description' = 'Why it’’s.'
        'Enabled' = 'True'
        'Profile' = @('Domain')
        'Direction' = 'Inbound'
        'Action' = 'Allow'
        'Protocol' = 'TCP'
        'LocalPort' = @('443')
        'RemotePort' = @('Any')
        'LocalAddress' = @('Any')
        'RemoteAddress' = @(
            '10.0.0.1'
            '10.0.1.1'
            '10.0.2.1'
            '10.0.3.1'
            '10.0.4.1'
        )
        'Program' = 'C:\\a b\\c.exe'
    }
)

# Parameters of Set-NetFirewallProfile.
$profiles = @(
    @{
        'Name' = 'Domain'
        'Enabled' = 'True'
        'DefaultInboundAction' = 'Block'
        'AllowLocalFirewallRules' = 'False'
        'LogBlocked' = 'True'
        'LogMaxSizeKilobytes' = 16384
    }
)

`,
  )
})

test('a policy without settings and rules has empty tables', (t) => {
  t.regex(tablesOf(textOf({ rules: [] })), /\$rules = @\(\n\)\n[\s\S]*\$profiles = @\(\n\)\n/)
})

test('the file has CRLF, a byte order mark where it is not ASCII, and the same bytes every time', (t) => {
  const ascii = textOf()
  t.false(/[^\r]\n/.test(ascii))
  t.regex(
    ascii,
    /^# Windows Firewall policy cm01 of the estate contoso, compiled by Portwright 0\.1\.0\.\r\n# Hash of the policy: 0123456789abcdef\r\n#Requires/,
  )
  t.regex(textOf({ rules: [ruleOf('é')] }), /^\uFEFF# Windows/)
  t.is(textOf(), ascii)
})

test('the script is parsed by an independent grammar, whatever the names are', async (t) => {
  t.deepEqual(await parsePowerShell(textOf({ settings: SETTINGS })), [])
  for (const name of HOSTILE) {
    const rules = [ruleOf('hostile', { displayName: name, description: name, group: name })]
    t.deepEqual(await parsePowerShell(textOf({ rules, group: name })), [], name)
  }
})

test('what the script says is read back, whatever the names are', (t) => {
  const policy = policyOf({ settings: SETTINGS })
  const read = powershellTarget.read(powershellTarget.write(policy, PLAIN_OPTIONS).files)
  t.deepEqual(read.losses, [])
  t.deepEqual(meaningDifference(RULES, read.rules), [])
  t.deepEqual(
    read.rules.map(({ id, displayName, description, group }) => ({ id, displayName, description, group })),
    RULES.map(({ id, displayName, description, group }) => ({ id, displayName, description, group })),
  )
  t.deepEqual(
    read.registry.map(({ name, data }) => [name, data]),
    [
      ['EnableFirewall', 1],
      ['DefaultInboundAction', 1],
      ['AllowLocalPolicyMerge', 0],
      ['LogFileSize', 16384],
      ['LogDroppedPackets', 1],
    ],
  )
  for (const name of HOSTILE) {
    const rule = ruleOf('hostile', { displayName: name, description: name, group: name })
    const files = powershellTarget.write(policyOf({ group: name, rules: [rule] }), PLAIN_OPTIONS).files
    t.deepEqual(powershellTarget.read(files).rules, [rule])
  }
})

test('what NetSecurity cannot say is left out and is a loss', (t) => {
  const { files, losses } = powershellTarget.write(
    policyOf({
      rules: [
        ruleOf('good'),
        ruleOf('bar', { displayName: 'a|b' }),
        ruleOf('mdns', { protocol: 'udp', localPorts: ['mDNS'] }),
        ruleOf('GOOD'),
        ruleOf('stranger', { group: 'other' }),
      ],
    }),
    PLAIN_OPTIONS,
  )
  t.deepEqual(
    losses.map(({ rule, field }) => [rule, field]),
    [
      ['bar', 'displayName'],
      ['mdns', 'localPorts'],
      ['GOOD', 'id'],
      ['stranger', 'group'],
    ],
  )
  t.deepEqual(
    powershellTarget.read(files).rules.map(({ id }) => id),
    ['good'],
  )
  const unsayable = powershellTarget.write(policyOf({ group: `${GROUP}\ud800`, rules: [] }), PLAIN_OPTIONS)
  t.deepEqual(unsayable.files, [])
  t.is(unsayable.losses.length, 1)
})
