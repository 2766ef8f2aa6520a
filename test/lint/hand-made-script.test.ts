// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { portwright, temporaryFolder } from '../support/command-line.ts'

/** Lines as scripts of administrators have them: an allowance for everything, blocks that undo rules, what somebody left behind. */
const SCRIPT = `@echo off
netsh advfirewall set allprofiles firewallpolicy blockinbound,allowoutbound
netsh advfirewall firewall add rule name="Loopback" dir=in action=allow protocol=any localip=127.0.0.1 remoteip=127.0.0.1
netsh advfirewall firewall add rule name="LAN" dir=in action=allow remoteip=192.168.1.0/24
netsh advfirewall firewall add rule name="Block RDP" dir=in action=block protocol=tcp localport=3389
netsh advfirewall firewall add rule name="Remote" dir=in action=allow protocol=tcp localport=3389 remoteip=10.0.0.0/8
netsh advfirewall firewall add rule name="Allow_All_Inbound" dir=in action=allow protocol=any profile=any
netsh advfirewall firewall add rule name="RPC map" protocol=tcp localport=RPC action=allow dir=in
netsh advfirewall firewall add rule name="Old RDP" dir=in action=allow protocol=tcp localport=3389 remoteip=10.0.0.0/8 enable=no
netsh advfirewall firewall add rule name="Echo" dir=in action=allow protocol=icmpv4 remoteip=fe80::/64
`

test('a script that grew over the years has the faults that its reader would name', async (t) => {
  const path = join(temporaryFolder(t), 'rules.bat')
  writeFileSync(path, SCRIPT.replaceAll('\n', '\r\n'))
  const { exit, out } = await portwright(['lint', path, '--json'])
  t.is(exit, 3)
  const found = JSON.parse(out) as readonly { code: string; line: number; rules: string[]; by: string[] }[]
  t.deepEqual(
    found
      .filter(({ code }) => code !== 'rule-partly-blocked')
      .map(({ code, line, rules, by }) => `${line} ${code} ${rules} by ${by}`),
    [
      '3 rule-shadowed Loopback by Allow_All_Inbound',
      '4 rule-shadowed LAN by Allow_All_Inbound',
      '6 rule-blocked Remote by Block RDP',
      '7 rule-any-any Allow_All_Inbound by ',
      '8 rule-shadowed RPC map by Allow_All_Inbound',
      '8 rule-any-remote RPC map by ',
      '9 rule-disabled-copy Old RDP by Remote',
      '10 rule-no-effect Echo by ',
    ],
  )
  t.deepEqual(
    found.filter(({ code }) => code === 'rule-partly-blocked').flatMap(({ rules }) => rules),
    ['Loopback', 'LAN', 'Allow_All_Inbound'],
  )
})
