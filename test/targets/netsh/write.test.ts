// SPDX-License-Identifier: MIT
import test from 'ava'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { writeNetsh } from '../../../src/targets/netsh/write.ts'
import { samplePolicy, sampleRule } from '../../support/netsh/sample-policy.ts'
import { NO_SETTINGS } from '../../support/sample/no-settings.ts'

const scriptOf = (rules: readonly Rule[], settings: Parameters<typeof samplePolicy>[1] = null): string =>
  new TextDecoder().decode(writeNetsh(samplePolicy(rules, settings)).files[0]?.bytes)

const linesOf = (script: string, start: string): readonly string[] =>
  script.split('\r\n').filter((line) => line.startsWith(start))

const added = (rule: Rule): readonly string[] =>
  linesOf(scriptOf([rule]), 'netsh advfirewall firewall add rule ').map((line) =>
    line.slice('netsh advfirewall firewall add rule '.length).replace(/\[pw-[0-9a-f]{8}-[0-9a-f]{12}\]/, '[TAG]'),
  )

test('every rule is one literal line', (t) => {
  t.deepEqual(
    added(
      sampleRule('ConfigMgr: HTTPS', {
        localPorts: ['443', '50000-50199'],
        remoteAddresses: ['LocalSubnet', '10.0.0.10', '10.10.0.0/16', '192.0.2.1-192.0.2.9', '2001:db8::/32'],
        program: '%SystemRoot%\\System32\\svchost.exe',
        service: 'W3SVC',
        description: 'Clients talk to it.',
      }),
    ),
    [
      'name="ConfigMgr: HTTPS [TAG]" dir=in action=allow enable=yes profile=domain protocol=tcp localport=443,50000-50199 ' +
        'remoteip=localsubnet,10.0.0.10,10.10.0.0/16,192.0.2.1-192.0.2.9,2001:db8::/32 ' +
        'program="%%SystemRoot%%\\System32\\svchost.exe" service=W3SVC description="Clients talk to it."',
    ],
  )
})

test('directions, actions, profiles, protocols, remote ports and edge traversal have their words', (t) => {
  t.deepEqual(
    added(
      sampleRule('a', {
        direction: 'out',
        action: 'block',
        enabled: false,
        profiles: [],
        protocol: 'udp',
        remotePorts: ['69'],
      }),
    ),
    ['name="a [TAG]" dir=out action=block enable=no profile=any protocol=udp remoteport=69'],
  )
  t.deepEqual(
    added(sampleRule('a', { protocol: 47, profiles: ['domain', 'private'], service: '*', other: { Edge: 'TRUE' } })),
    ['name="a [TAG]" dir=in action=allow enable=yes profile=domain,private protocol=47 service=any edge=yes'],
  )
})

test('one ICMP type, one port keyword and one interface type a rule', (t) => {
  t.deepEqual(added(sampleRule('a', { protocol: 'icmp6', icmpTypes: ['128:*', '1:4'] })), [
    'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=icmpv6:128,any',
    'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=icmpv6:1,4',
  ])
  t.deepEqual(
    added(sampleRule('a', { localPorts: ['445', 'RPC', 'RPC-EPMap'], interfaceTypes: ['Lan', 'RemoteAccess'] })),
    [
      'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=tcp localport=445 interfacetype=lan',
      'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=tcp localport=RPC interfacetype=lan',
      'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=tcp localport=RPC-EPMap interfacetype=lan',
      'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=tcp localport=445 interfacetype=ras',
      'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=tcp localport=RPC interfacetype=ras',
      'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=tcp localport=RPC-EPMap interfacetype=ras',
    ],
  )
})

test('both subnet keywords are one, a mask of nothing is two halves', (t) => {
  t.deepEqual(added(sampleRule('a', { remoteAddresses: ['LocalSubnet4', 'LocalSubnet6', '0.0.0.0/0', '::/0'] })), [
    'name="a [TAG]" dir=in action=allow enable=yes profile=domain protocol=tcp ' +
      'remoteip=localsubnet,0.0.0.0/1,128.0.0.0/1,::/1,8000::/1',
  ])
})

test('names are quoted for cmd.exe, and a quote becomes an apostrophe without a loss', (t) => {
  t.is(writeNetsh(samplePolicy([sampleRule('say "hi"')])).losses.length, 0)
  t.deepEqual(
    ['say "hi"', '100% & %PATH%', 'a^b x!y )', '名前'].flatMap((name) =>
      added(sampleRule(name)).map((line) => line.split(' dir=')[0]),
    ),
    ['name="say \'hi\' [TAG]"', 'name="100%% & %%PATH%% [TAG]"', 'name="a^b x!y ) [TAG]"', 'name="名前 [TAG]"'],
  )
})

test('the tag says the group and the content', (t) => {
  const tagOf = (rule: Rule, group = rule.group): string =>
    /\[pw-[^\]]*\]/.exec(
      new TextDecoder().decode(writeNetsh({ ...samplePolicy([rule]), group }).files[0]?.bytes).split('set "RULE=')[1] ??
        '',
    )?.[0] ?? ''
  const first = tagOf(sampleRule('a', { localPorts: ['80'] }))
  t.regex(first, /^\[pw-[0-9a-f]{8}-[0-9a-f]{12}\]$/)
  t.is(tagOf(sampleRule('a', { localPorts: ['80'] })), first)
  t.not(tagOf(sampleRule('a', { localPorts: ['81'] })), first)
  t.is(tagOf(sampleRule('a', { localPorts: ['81'] })).slice(0, 13), first.slice(0, 13))
  t.not(tagOf(sampleRule('a'), 'Portwright: contoso / other').slice(0, 13), first.slice(0, 13))
})

test('profile settings are set where netsh can, the default action that is left alone is read first', (t) => {
  const script = scriptOf([], {
    ...NO_SETTINGS,
    enabled: true,
    defaultInbound: 'block',
    notifications: false,
    unicastResponse: true,
    logDropped: true,
    logAllowed: false,
    logFile: '%systemroot%\\my logs\\fw.log',
    logSize: 4096,
  })
  t.deepEqual(linesOf(script, 'netsh advfirewall set '), [
    'netsh advfirewall set domainprofile state on',
    'netsh advfirewall set domainprofile settings inboundusernotification disable',
    'netsh advfirewall set domainprofile settings unicastresponsetomulticast enable',
    'netsh advfirewall set domainprofile logging filename "%%systemroot%%\\my logs\\fw.log"',
    'netsh advfirewall set domainprofile logging maxfilesize 4096',
    'netsh advfirewall set domainprofile logging droppedconnections enable',
    'netsh advfirewall set domainprofile logging allowedconnections disable',
    'netsh advfirewall set domainprofile firewallpolicy blockinbound,%OUTBOUND%',
  ])
  t.regex(script, /DomainProfile \/v DefaultOutboundAction/)
})

test('nothing is deleted and no setting made before the last rule is added', (t) => {
  const script = scriptOf([sampleRule('a'), sampleRule('b')], { ...NO_SETTINGS, enabled: true })
  const last = script.lastIndexOf('add rule name=')
  t.true(last < script.indexOf('netsh advfirewall set '))
  t.true(last < script.indexOf('delete rule name='))
})

test('the text above the rules is ASCII up to the change of code page', (t) => {
  const script = new TextDecoder().decode(
    writeNetsh({ ...samplePolicy([sampleRule('名前')]), group: '名' }).files[0]?.bytes,
  )
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
  t.regex(script.slice(0, script.indexOf('chcp 65001')), /^[\x00-\x7f]+$/)
  t.true(script.startsWith('@echo off\r\n'))
})
