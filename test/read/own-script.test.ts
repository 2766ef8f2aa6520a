// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { atTheEnd } from '../../src/formats/rule/rule-steps.ts'
import { ownScriptSteps } from '../../src/read/read-own-script.ts'
import { scriptLanguage } from '../../src/read/script-language.ts'

const readOwnScript = (text: string) => atTheEnd(ownScriptSteps(text))

const read = (...lines: readonly string[]): ReturnType<typeof readOwnScript> => readOwnScript(lines.join('\r\n'))
/** A rule in short. */
const short = ({ displayName, localPorts, remoteAddresses }: Rule): string =>
  `${displayName} ${localPorts.join()} ${remoteAddresses.join()}`.trim()
const rulesOf = (...lines: readonly string[]): readonly string[] => read(...lines).rules.map(short)
const NEW = 'New-NetFirewallRule -Direction Inbound -Protocol TCP -Action Allow'

test('a call with plain words, quotes, lists and line ends behind a backtick is a rule', (t) => {
  const { rules, losses } = read(
    '#Requires -RunAsAdministrator',
    '# New-NetFirewallRule -DisplayName comment -LocalPort 1',
    '<# New-NetFirewallRule -DisplayName comment #>',
    'Import-Module NetSecurity',
    "New-NetFirewallRule -Name \"id-1\" -DisplayName 'It''s one' `",
    '  -Group "CM" -Direction Inbound -Protocol TCP `',
    '  -LocalPort 8530, 8531,50000-50199 -RemoteAddress 10.1.0.0/24,"10.2.0.7" -Profile Domain,Private -Enabled True -Action Allow | Out-Null',
    'NetSecurity\\New-NetFirewallRule -Disp two -Dir Outbound -Prot:UDP -RemotePort 53 -Action Block -ErrorAction Stop -Verbose > $null',
  )
  t.deepEqual(losses, [])
  const [one, two] = rules
  t.is(one?.id, 'id-1')
  t.is(one?.displayName, "It's one")
  t.deepEqual(one?.localPorts, ['8530', '8531', '50000-50199'])
  t.deepEqual(one?.remoteAddresses, ['10.1.0.0/24', '10.2.0.7'])
  t.deepEqual(one?.profiles, ['domain', 'private'])
  t.deepEqual([two?.direction, two?.protocol, two?.action, two?.remotePorts.join()], ['out', 'udp', 'block', '53'])
})

test('a line that begins with a parameter, since no backtick ends the one above, is a loss: the rule is made without it', (t) => {
  for (const orphan of [
    '-RemoteAddress 10.0.0.1',
    "  -RemoteAddress:'10.0.0.1' `",
    '-remotea "10.0.0.1" | Out-Null',
    '-Service RpcSs',
    '-RemoteDynamicKeywordAddresses $ids',
    '-PolicyStore "contoso.test\\Firewall"',
  ]) {
    const { rules, losses } = read(`${NEW} -DisplayName one -LocalPort 445 # not continued \``, orphan, '')
    t.deepEqual(rules.map(short), ['one 445'], orphan)
    t.is(losses.length, 1, orphan)
    t.regex(losses[0]?.reason ?? '', /^line 2: begins with a parameter/)
    t.is(losses[0]?.text, orphan.trim())
  }
  t.deepEqual(read(`${NEW} -DisplayName one -LocalPort 445`, '-not $done', '-join ("a", "b")', '-1').losses, [])
})

test('variables that are constants, arrays, splatted tables and entries of tables are filled in', (t) => {
  t.deepEqual(
    rulesOf(
      '$ports = @(80, 443)',
      '[string[]]$peers = "10.0.0.1", "10.0.0.2"',
      '$name = "Web"',
      `${NEW} -DisplayName "$name server" -LocalPort $ports -RemoteAddress $peers`,
      '$params = @{',
      '    DisplayName   = "$($name) two"   # a comment',
      '    Direction     = "Inbound"; Protocol = "TCP"',
      "    LocalPort     = @('8530',",
      "      '8531')",
      '}',
      '$params.RemoteAddress = "10.0.0.9"',
      '$params["Profile"] = "Domain"',
      'New-NetFirewallRule @params -Action Allow',
      '$peers += "10.0.0.3"',
      `${NEW} -DisplayName three -LocalPort 1 -RemoteAddress $peers`,
      '$site = @{ Port = 10123; Peers = @{ hq = "10.9.0.0/16" } }',
      `${NEW} -DisplayName four -LocalPort $site.Port -RemoteAddress $site.Peers.hq`,
      `${NEW} -DisplayName five -LocalPort $ports[1] -RemoteAddress ($site.Peers['hq'])`,
      `$ErrorActionPreference = "Stop"; [void](${NEW} -DisplayName six -LocalPort (6 , 7))`,
      `$null = ${NEW} -DisplayName seven -LocalPort 7`,
    ),
    [
      'Web server 80,443 10.0.0.1,10.0.0.2',
      'Web two 8530,8531 10.0.0.9',
      'three 1 10.0.0.1,10.0.0.2,10.0.0.3',
      'four 10123 10.9.0.0/16',
      'five 443 10.9.0.0/16',
      'six 6,7',
      'seven 7',
    ],
  )
})

test('loops over a list that stands in the script run for each of its entries', (t) => {
  t.deepEqual(
    rulesOf(
      'foreach ($port in 80, 443) {',
      `  ${NEW} -DisplayName "Port $port" -LocalPort $port`,
      '}',
      '$rules = @(',
      '  @{ DisplayName = "a"; LocalPort = 1; RemoteAddress = "10.0.0.1" },',
      '  @{ DisplayName = "b"; LocalPort = 2; RemoteAddress = "10.0.0.2" }',
      ')',
      `foreach ($rule in $rules) { ${NEW} @rule }`,
      `8530, 8531 | ForEach-Object { ${NEW} -DisplayName "S$_" -LocalPort $_ }`,
      `$rules | % { ${NEW} -DisplayName $_.DisplayName -LocalPort $_.LocalPort -RemoteAddress $_.RemoteAddress }`,
    ),
    [
      'Port 80 80',
      'Port 443 443',
      'a 1 10.0.0.1',
      'b 2 10.0.0.2',
      'S8530 8530',
      'S8531 8531',
      'a 1 10.0.0.1',
      'b 2 10.0.0.2',
    ],
  )
})

/** Nothing of these is a rule, and each says why. */
const LOST: Readonly<Record<string, readonly string[]>> = {
  'a port from the environment': [`${NEW} -DisplayName x -LocalPort $env:PORT -RemoteAddress 10.0.0.1`],
  'an address that is asked for': ['$ip = Read-Host', `${NEW} -DisplayName x -LocalPort 80 -RemoteAddress $ip`],
  'an address in brackets that runs something': [
    `${NEW} -DisplayName x -LocalPort 80 -RemoteAddress (Get-Content ips.txt)`,
  ],
  'a subexpression': [`${NEW} -DisplayName x -LocalPort 80 -RemoteAddress "$(Get-Peer)"`],
  'a variable that nothing sets': [`${NEW} -DisplayName x -LocalPort 80 -RemoteAddress $peers`],
  'one address of a list that is computed': [
    '$ip = Get-Peer',
    `${NEW} -DisplayName x -LocalPort 80 -RemoteAddress 10.0.0.1,$ip`,
  ],
  'a parameter of the script': ['param([int]$Port = 80)', `${NEW} -DisplayName x -LocalPort $Port`],
  'a table that is computed': ['$p = Import-Clixml p.xml', 'New-NetFirewallRule @p'],
  'a table with an entry that is computed': [
    '$p = @{ DisplayName = "x"; RemoteAddress = (Get-Peer) }',
    'New-NetFirewallRule @p',
  ],
  'a table that was changed by a method': [
    '$p = @{ DisplayName = "x"; RemoteAddress = "10.0.0.1" }',
    '$p.Remove("RemoteAddress")',
    'New-NetFirewallRule @p',
  ],
  'a table that another name changes': [
    '$p = @{ DisplayName = "x"; RemoteAddress = "10.0.0.1" }',
    '$q = $p',
    '$q.Remove("RemoteAddress")',
    'New-NetFirewallRule @p',
  ],
  'a table that was given to a function': [
    '$p = @{ DisplayName = "x"; RemoteAddress = "10.0.0.1" }',
    'Edit-Parameters $p',
    'New-NetFirewallRule @p',
  ],
  'a variable that a branch may change': [
    '$ip = "10.0.0.1"',
    'if ($x) { $ip = "Any" }',
    `${NEW} -DisplayName x -LocalPort 80 -RemoteAddress $ip`,
  ],
  'a variable that a function may change': [
    '$ip = "10.0.0.1"',
    'function f { $script:ip = "Any" }',
    'f',
    `${NEW} -DisplayName x -LocalPort 80 -RemoteAddress $ip`,
  ],
  'a variable that is set by name': [
    '$ip = "10.0.0.1"',
    'Set-Variable ip Any',
    `${NEW} -DisplayName x -LocalPort 80 -RemoteAddress $ip`,
  ],
  'a name that begins a parameter and an alias': [`${NEW} -DisplayName x -LocalPort 80 -Se svc`],
  'a line end in an address': [`${NEW} -DisplayName x -LocalPort 80 -RemoteAddress '\n10.0.0.1'`],
  'a damaged security descriptor': [`${NEW} -DisplayName x -LocalPort 80 -LocalUser 'D:(A;;CC;;;S-1-5-1;8)'`],
  'netsh with a quote that is missing': [
    'netsh advfirewall firewall add rule name="x localport=80" dir=in action=allow protocol=tcp',
  ],
  'netsh with a damaged security descriptor': [
    'netsh advfirewall firewall add rule name=x dir=in action=allow security=authenticate rmtusrgrp="D:(A;;CC;;;S-1-5-18"',
  ],
  'a branch': [`if (Test-Path x) { ${NEW} -DisplayName x -LocalPort 80 }`],
  'an else': [`if ($true) { "x" } else { ${NEW} -DisplayName x -LocalPort 80 }`],
  'an else on a line of its own': ['if ($true) {', '}', 'else', '{', `${NEW} -DisplayName x -LocalPort 80`, '}'],
  'a switch': [`switch ($x) { 1 { ${NEW} -DisplayName x -LocalPort 80 } }`],
  'a catch': [`try { Get-Item x } catch { ${NEW} -DisplayName x -LocalPort 80 }`],
  'a function': [`function Add-Rule { ${NEW} -DisplayName x -LocalPort 80 }`],
  'a loop over what is computed': [`foreach ($p in Get-Ports) { ${NEW} -DisplayName x -LocalPort 80 }`],
  'a while': [`while ($x) { ${NEW} -DisplayName x -LocalPort 80 }`],
  'a block for other computers': [
    `Invoke-Command -ComputerName a -ScriptBlock { ${NEW} -DisplayName x -LocalPort 80 }`,
  ],
  'what stands behind exit': ['exit', `${NEW} -DisplayName x -LocalPort 80`],
  'what stands behind return': ['return 1;', `${NEW} -DisplayName x -LocalPort 80`],
  'what stands behind throw': ['throw "no"', `${NEW} -DisplayName x -LocalPort 80`],
  'what stands behind the end of a try': ['try { exit } finally { }', `${NEW} -DisplayName x -LocalPort 80`],
  'a switch that only shows': [`${NEW} -DisplayName x -LocalPort 80 -WhatIf`],
  'a boolean that the cmdlet refuses': [`${NEW} -DisplayName x -LocalPort 80 -Enabled $true`],
  'a parameter that is none': [`${NEW} -DisplayName x -LocalPorts 80`],
  'a parameter that two begin with': [`${NEW} -DisplayName x -LocalP 80 -Remote 10.0.0.1`],
  'a parameter twice': [`${NEW} -DisplayName x -LocalPort 80 -LocalPort 81`],
  'a parameter without a value': [`${NEW} -DisplayName x -LocalPort 80 -RemoteAddress`],
  'a value without a parameter': [`${NEW} -DisplayName x -LocalPort 80 10.0.0.1`],
  'a word that is none': [`${NEW} -DisplayName x -LocalPort 80 -RemoteAddress 10.0.0`],
  'keywords that nothing reads': [`${NEW} -DisplayName x -LocalPort 80 -RemoteDynamicKeywordAddresses "{1}"`],
  'a rule that is changed in the pipeline': [
    `${NEW} -DisplayName x -LocalPort 80 | Set-NetFirewallRule -RemoteAddress 10.0.0.1`,
  ],
  'a rule that is changed afterwards': [
    `${NEW} -DisplayName x -LocalPort 80`,
    'Set-NetFirewallRule -DisplayName x -RemoteAddress 10.0.0.1',
  ],
  'a rule that is turned off by a pattern': [
    `${NEW} -DisplayName x -LocalPort 80`,
    'Disable-NetFirewallRule -DisplayName "*"',
  ],
  'a rule that is taken away': [`${NEW} -DisplayName x -LocalPort 80`, 'Get-NetFirewallRule | Remove-NetFirewallRule'],
  'a quote that is never closed': [`${NEW} -DisplayName "x -LocalPort 80`],
  'a bracket that is never closed': [`${NEW} -DisplayName x -RemoteAddress (10.0.0.1`],
  'text that is run': ['Invoke-Expression "New-NetFirewallRule -DisplayName x"'],
  'another script that is run': ['. .\\rules.ps1'],
  'netsh with a port that is computed': [
    'netsh advfirewall firewall add rule name=x dir=in action=allow protocol=tcp localport=$port remoteip=10.0.0.1',
  ],
  'a function of the name of the cmdlet': ['function New-NetFirewallRule { }', `${NEW} -DisplayName x -LocalPort 80`],
  'defaults for parameters that are left out': [
    '$PSDefaultParameterValues = @{ "New-NetFirewallRule:RemoteAddress" = "10.0.0.1" }',
    `${NEW} -DisplayName x -LocalPort 80`,
  ],
  'any beside an address': [`${NEW} -DisplayName x -LocalPort 80 -RemoteAddress Any,10.0.0.1`],
  'nothing in place of an address': [`${NEW} -DisplayName x -LocalPort 80 -RemoteAddress $null`],
  'a filter that is changed afterwards': [
    `${NEW} -DisplayName x -LocalPort 80`,
    'Get-NetFirewallRule -DisplayName x | Get-NetFirewallAddressFilter | Set-NetFirewallAddressFilter -RemoteAddress 10.0.0.1',
  ],
  'a rule that its variable changes': [
    `$r = ${NEW} -DisplayName x -LocalPort 80`,
    '$r | Set-NetFirewallRule -RemoteAddress 10.0.0.1',
  ],
  'a rule of netsh that netsh changes': [
    'netsh advfirewall firewall add rule name=x dir=in action=allow protocol=tcp localport=80 # c',
    'netsh advfirewall firewall set rule name=X new remoteip=10.0.0.1',
  ],
  'netsh in a branch': ['if ($x) { netsh advfirewall firewall add rule name=x dir=in action=allow }'],
}

for (const [what, lines] of Object.entries(LOST))
  test(`no rule is read, and a loss says why: ${what}`, (t) => {
    const { rules, losses } = read(...lines)
    t.deepEqual(rules, [])
    t.true(losses.length > 0)
    t.true(losses.some(({ text, reason }) => text !== undefined && /line \d+/.test(reason)))
  })

test('what one call loses, the others keep', (t) => {
  t.deepEqual(
    rulesOf(
      `${NEW} -DisplayName a -LocalPort 1`,
      `${NEW} -DisplayName "b -LocalPort 2`,
      `${NEW} -DisplayName c -LocalPort $x`,
      `if ($y) { ${NEW} -DisplayName d -LocalPort 4 }`,
      `${NEW} -DisplayName e -LocalPort 5`,
    ),
    ['a 1', 'e 5'],
  )
})

test('what runs as it stands is read: try, begin, a block that is called', (t) => {
  t.deepEqual(
    rulesOf(
      'try {',
      `  ${NEW} -DisplayName a -LocalPort 1`,
      '} catch { Write-Error $_ } finally { Get-Date }',
      `& { ${NEW} -DisplayName b -LocalPort 2 }`,
      `begin { ${NEW} -DisplayName c -LocalPort 3 } end { }`,
    ),
    ['a 1', 'b 2', 'c 3'],
  )
})

test('rules behind a line that may end the script are read, with a remark', (t) => {
  const { rules, losses } = read(
    'if (-not $admin) { Write-Warning "no"; exit 1 }',
    `${NEW} -DisplayName a -LocalPort 1`,
  )
  t.deepEqual(rules.map(short), ['a 1'])
  t.is(losses.length, 1)
  t.regex(losses[0]?.reason ?? '', /line 1: ends where a condition holds/)
})

test('a rule that is taken away before it is made stays, and the removal is told', (t) => {
  const { rules, losses } = read(
    'Remove-NetFirewallRule -DisplayName a -ErrorAction SilentlyContinue',
    `${NEW} -DisplayName a -LocalPort 1`,
  )
  t.deepEqual(rules.map(short), ['a 1'])
  t.deepEqual(
    losses.map(({ text }) => text),
    ['Remove-NetFirewallRule -DisplayName a -ErrorAction SilentlyContinue'],
  )
})

test('a change of another rule leaves a rule as it is', (t) => {
  t.deepEqual(rulesOf(`${NEW} -DisplayName a -LocalPort 1`, 'Set-NetFirewallRule -DisplayName other -Enabled False'), [
    'a 1',
  ])
})

test('folders of Windows stay as they are named', (t) => {
  const { rules } = read(
    `${NEW} -DisplayName a -LocalPort 1 -Program "$env:SystemRoot\\System32\\svchost.exe"`,
    `${NEW} -DisplayName b -LocalPort 1 -Program $env:ProgramFiles\\x\\y.exe`,
  )
  t.deepEqual(
    rules.map(({ program }) => program),
    ['%SystemRoot%\\System32\\svchost.exe', '%ProgramFiles%\\x\\y.exe'],
  )
})

test('netsh in a PowerShell script is read with its variables, and comments are none', (t) => {
  const { rules, losses, registry } = read(
    '# netsh advfirewall firewall add rule name=comment dir=in action=allow',
    '$port = 8530',
    'netsh advfirewall firewall add rule name="My rule" dir=in action=allow protocol=tcp localport=$port remoteip=10.0.0.1,10.0.0.2 | Out-Null',
    '& netsh.exe advf f a r "name=two $port" dir=in action=allow protocol=udp localport=1434',
    'netsh advfirewall set allprofiles state on',
    'netsh interface show interface',
  )
  t.deepEqual(losses, [])
  t.deepEqual(rules.map(short), ['My rule 8530 10.0.0.1,10.0.0.2', 'two 8530 1434'])
  t.is(registry.length, 3)
})

test('the language of a script shows in its lines', (t) => {
  t.is(scriptLanguage('@echo off\r\nnetsh advfirewall firewall add rule name=x'), 'batch')
  t.is(scriptLanguage('netsh advfirewall firewall add rule name=x'), 'batch')
  t.is(scriptLanguage('# x\r\nnetsh advfirewall firewall add rule name=x'), 'powershell')
  t.is(scriptLanguage('$p = 1\r\nnetsh advfirewall firewall add rule name=x localport=$p'), 'powershell')
  t.is(scriptLanguage('rem x\r\npowershell -Command "New-NetFirewallRule -DisplayName x"'), 'batch')
  t.is(scriptLanguage('New-NetFirewallRule -DisplayName x'), 'powershell')
  t.is(scriptLanguage('Write-Host x'), null)
})

test('scripts that nest without end or close nothing are gone through in the time that their length asks for', (t) => {
  for (const text of [
    '(\n'.repeat(200_000),
    '"$('.repeat(100_000),
    `${'if ($x) {'.repeat(20_000)}${NEW} -DisplayName x`,
    "New-NetFirewallRule -DisplayName 'x\n".repeat(20_000),
    `foreach ($a in ${Array.from({ length: 2_000 }, (_, index) => index).join()}) { foreach ($b in 1,2,3,4,5,6,7,8,9) { foreach ($c in 1,2,3) { ${NEW} -DisplayName "$a $b $c" -LocalPort 80 } } }`,
    `$x = ${'@('.repeat(50_000)}`,
    `$x = ${'('.repeat(5_000)}1${')'.repeat(5_000)}`,
  ])
    t.notThrows(() => readOwnScript(text), text.slice(0, 40))
})
