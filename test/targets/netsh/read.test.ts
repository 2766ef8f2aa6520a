// SPDX-License-Identifier: MIT
import test from 'ava'
import { readNetsh } from '../../../src/targets/netsh/read.ts'
import { writeNetsh } from '../../../src/targets/netsh/write.ts'
import { samplePolicy, sampleRule } from '../../support/netsh/sample-policy.ts'

const read = (source: string, path = 'x.cmd') => readNetsh([{ path, bytes: new TextEncoder().encode(source) }])

test('rules of any script are read, wherever in a line they stand', (t) => {
  const { rules, losses } = read(
    [
      '@echo off',
      'rem netsh advfirewall firewall add rule name="comment" dir=in action=allow',
      'echo netsh advfirewall firewall add rule name=echoed dir=in action=allow',
      '@NETSH ADVFIREWALL FIREWALL ADD RULE Name="Web" Dir=In Action=Allow Protocol=TCP LocalPort=80,443 RemoteIP=LocalSubnet,10.0.0.0/255.0.0.0',
      'if errorlevel 1 %SystemRoot%\\System32\\netsh.exe advfirewall firewall add rule name=two dir=out action=block ^',
      '  program="%ProgramFiles%\\a b\\x.exe" enable=no profile=private,public >nul 2>&1 & echo done',
      'netsh -c "advfirewall firewall" add rule name=three dir=in action=allow protocol=icmpv4:8,any edge=deferapp',
    ].join('\r\n'),
  )
  t.deepEqual(losses, [])
  t.deepEqual(
    rules.map(({ displayName, direction, action, protocol, remoteAddresses }) => [
      displayName,
      direction,
      action,
      protocol,
      remoteAddresses,
    ]),
    [
      ['Web', 'in', 'allow', 'tcp', ['LocalSubnet', '10.0.0.0/8']],
      ['two', 'out', 'block', 'any', []],
      ['three', 'in', 'allow', 'icmp4', []],
    ],
  )
  t.deepEqual(rules[0]?.localPorts, ['80', '443'])
  t.is(rules[1]?.program, '%ProgramFiles%\\a b\\x.exe')
  t.false(rules[1]?.enabled)
  t.deepEqual(rules[1]?.profiles, ['private', 'public'])
  t.deepEqual(rules[2]?.icmpTypes, ['8:*'])
  t.deepEqual(rules[2]?.other, { Edge: 'TRUE', Defer: 'App' })
})

test('a file for netsh -f has no netsh in front and enters contexts', (t) => {
  const { rules, losses } = read(
    [
      '# comment',
      'advfirewall firewall add rule name="100% a" dir=in action=allow protocol=udp localport=53',
      'pushd advfirewall firewall',
      'add rule name=b dir=in action=allow program="%SystemRoot%\\b.exe"',
      'popd',
      'advfirewall',
      'firewall',
      'add rule name=c dir=out action=allow',
    ].join('\n'),
    'x.txt',
  )
  t.deepEqual(losses, [])
  t.deepEqual(
    rules.map((rule) => rule.displayName),
    ['100% a', 'b', 'c'],
  )
  t.is(rules[1]?.program, '%SystemRoot%\\b.exe')
})

test('what is not understood is a loss and never an allowance', (t) => {
  const { rules, losses } = read(
    [
      'netsh advfirewall firewall add rule name=a dir=in action=alow remoteip=10.0.0.300 colour=red',
      'netsh advfirewall firewall add rule name=%NAME% dir=in action=allow',
      'netsh advfirewall firewall set rule name=b new enable=no',
      'netsh advfirewall reset',
      'netsh interface show interface',
    ].join('\r\n'),
  )
  t.deepEqual(rules, [])
  t.deepEqual(
    losses.map(({ rule, field }) => [rule, field]),
    [
      ['a', 'colour'],
      ['a', 'action'],
      ['a', 'remoteip'],
      ['%NAME%', '%NAME%'],
      ['b', 'command'],
      [null, 'command'],
    ],
  )
  t.is(losses[0]?.text, 'netsh advfirewall firewall add rule name=a dir=in action=alow remoteip=10.0.0.300 colour=red')
})

test('a rule that is cut, or that says a field twice or with nothing behind it, is no rule', (t) => {
  const whole = 'netsh advfirewall firewall add rule name=a dir=in action=allow'
  for (const rest of [
    'remoteip=',
    'remoteip="10.0.0.1',
    'remoteip=10.0.0.1 remoteip=any',
    'localport=80',
    'protocol=tcp localport=RPC dir2=out',
    'protocol=icmpv4 localport=80',
    'remoteip=,',
  ]) {
    const { rules, losses } = read(`${whole} ${rest}`)
    t.deepEqual(rules, [], rest)
    t.true(losses.length > 0, rest)
  }
})

test('constants of SET are filled in; what only a run can tell is a loss, and no rule', (t) => {
  const add = (name: string, rest = '') =>
    `netsh advfirewall firewall add rule name=${name} dir=in action=allow ${rest}`
  const { rules, losses } = read(
    [
      'set PORT=8530',
      'set "PEER=10.0.0.11"',
      'set /p ASKED=Address?',
      add('constant', 'protocol=tcp localport=%PORT% remoteip=%peer%'),
      add('asked', 'remoteip=%ASKED%'),
      add('argument', 'remoteip=%1'),
      add('part', 'remoteip=%PEER:~0,4%'),
      `for %%p in (80 81) do ${add('loop', 'protocol=tcp localport=%%p')}`,
      `if "%PORT%"=="80" (${add('untaken')}) else ${add('taken')}`,
      `if exist C:\\x ${add('perhaps')}`,
      `netsh advfirewall firewall show rule name=missing || ${add('missing')}`,
      'set PORT=%RANDOM%',
      add('computed', 'protocol=tcp localport=%PORT%'),
      `cmd /c "${add('quoted')}"`,
      'powershell New-NetFirewallRule -DisplayName x',
      'goto :eof',
      add('dead'),
      ':sub',
      add('never-called'),
    ].join('\r\n'),
  )
  t.deepEqual(
    rules.map(({ id, localPorts, remoteAddresses }) => [id, localPorts, remoteAddresses]),
    [
      ['constant', ['8530'], ['10.0.0.11']],
      ['taken', [], []],
      ['missing', [], []],
    ],
  )
  const lost = new Set(losses.map(({ rule }) => rule))
  for (const name of ['asked', 'argument', 'part', 'loop', 'untaken', 'perhaps', 'computed', 'dead', 'never-called'])
    t.true(lost.has(name), name)
  t.is(losses.filter(({ rule }) => rule === null).length, 2)
  t.deepEqual(
    losses.filter(({ text }) => text === undefined).map(({ rule, reason }) => [rule, reason]),
    [['constant', 'line 4: is filled in from SET: PORT = 8530, peer = 10.0.0.11']],
  )
})

test('netsh takes every word shortened to what only one begins with', (t) => {
  const { rules, losses } = read(
    'netsh advf f a r name=short dir=in action=allow\r\nnetsh a f a r name=x dir=in action=allow',
  )
  t.deepEqual(
    rules.map(({ id }) => id),
    ['short'],
  )
  t.is(losses.length, 1)
})

test('a line of ours that was altered is no rule: its tag is a hash of what it said', (t) => {
  const { files } = writeNetsh(samplePolicy([sampleRule('a', { remoteAddresses: ['10.0.0.1'] })]))
  const text = new TextDecoder().decode(files[0]?.bytes)
  t.is(read(text).rules.length, 1)
  t.deepEqual(read(text.replace('remoteip=10.0.0.1', 'remoteip=10.0.0.0/8')).rules, [])
})

test('settings are the values of the local store', (t) => {
  const { registry, losses } = read(
    'netsh advfirewall set privateprofile firewallpolicy blockinboundalways,allowoutbound\r\nnetsh advfirewall set allprofiles state off',
  )
  t.deepEqual(losses, [])
  t.deepEqual(
    registry.map(({ key, name, data }) => [key.slice(key.lastIndexOf('\\') + 1), name, data]),
    [
      ['StandardProfile', 'DefaultInboundAction', 1],
      ['StandardProfile', 'DoNotAllowExceptions', 1],
      ['StandardProfile', 'DefaultOutboundAction', 0],
      ['DomainProfile', 'EnableFirewall', 0],
      ['StandardProfile', 'EnableFirewall', 0],
      ['PublicProfile', 'EnableFirewall', 0],
    ],
  )
})

test('two rules of one name have two ids', (t) => {
  const line = 'netsh advfirewall firewall add rule name=a dir=in action=allow'
  t.deepEqual(
    read(`${line}\r\n${line}`).rules.map((rule) => rule.id),
    ['a', 'a (2)'],
  )
})
