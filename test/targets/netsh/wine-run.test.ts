// SPDX-License-Identifier: MIT
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { batchBytes } from '../../../src/formats/cmd/batch-bytes.ts'
import { quoteArgument } from '../../../src/formats/cmd/quote-argument.ts'
import type { ProfileSettings } from '../../../src/formats/rule/profile-settings.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { scriptRules } from '../../../src/targets/netsh/script-rules.ts'
import { writeNetsh } from '../../../src/targets/netsh/write.ts'
import { inTurn } from '../../support/in-turn.ts'
import { HOSTILE, hostileText } from '../../support/netsh/hostile-text.ts'
import { samplePolicy, sampleRule } from '../../support/netsh/sample-policy.ts'
import { createWinePrefix, missingForWine, type WinePrefix } from '../../support/netsh/wine-prefix.ts'
import { NO_SETTINGS } from '../../support/sample/no-settings.ts'
import { required, skip } from '../../support/shared.ts'

const STORE = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy'
const RULES = `${STORE}\\FirewallRules`

let prefix: WinePrefix | null = null
test.after.always(() => prefix?.remove())

/**
 * Runs a test under Wine, one after the other in one prefix; leaves it out, visibly, where Wine is missing. On a machine
 * under load Wine's cmd.exe now and then fails to start a program at all, so a test that fails is tried again.
 */
const wineTest = (title: string, body: (t: ExecutionContext, wine: WinePrefix) => void): void => {
  test.serial(title, async (t) => {
    const missing = missingForWine()
    if (missing !== null)
      return required(t, 'wine') ? t.fail(`not installed: ${missing}`) : skip(t, `not installed: ${missing}`)
    prefix ??= createWinePrefix()
    const wine = prefix
    for (const last of [false, false, true]) {
      wine.runProgram(['reg', 'delete', STORE, '/f'])
      const attempt = await t.try((inner) => body(inner, wine))
      if (attempt.passed || last) return attempt.commit()
      attempt.discard()
    }
  })
}

/** Each starts some hundred programs under Wine. */
const scenario = inTurn<Parameters<typeof wineTest>[1]>(
  Object.assign(wineTest, { skip: (title: string) => test.skip(title, () => {}) }),
  2,
)

const run = (
  wine: WinePrefix,
  rules: readonly Rule[],
  how: { args?: string[]; fail?: string; settings?: ProfileSettings } = {},
) => {
  const result = wine.runBatch(
    'policy.cmd',
    writeNetsh(samplePolicy(rules, how.settings ?? null)).files[0]?.bytes ?? new Uint8Array(),
    how.args,
    how.fail,
  )
  const calls = (verb: string) =>
    result.calls
      .filter((call) => call.slice(0, 4).join(' ') === `advfirewall firewall ${verb} rule`)
      .map((call) => call.slice(4))
  return { ...result, added: calls('add'), deleted: calls('delete') }
}

/** What netsh is meant to get, straight from the model. */
const meant = (rules: readonly Rule[]) =>
  scriptRules(rules, samplePolicy([]).group).rules.map(({ name, args }) => [
    `name=${name}`,
    ...args.map(({ tag, value }) => `${tag}=${value}`),
  ])

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))

const names = (rules: readonly Rule[]) => meant(rules).map(([name]) => [name as string])

wineTest('arguments arrive as they were encoded', (t, wine) => {
  const texts = [...HOSTILE, ...fc.sample(hostileText, { numRuns: 24, seed: 1 })]
    // What the recorder parts its records with, and what Wine itself does not take from a file.
    .map((text) => text.replace(/\p{Cc}/gu, ''))
  // Several a call: what a quote of one argument left open would change the next.
  const groups = chunks(texts, 8)
  const lines = groups.map(
    (group) => `netsh ${group.map((text) => `${quoteArgument(text)} text=${quoteArgument(text)}`).join(' ')}`,
  )
  const { calls } = wine.runBatch('echo.cmd', batchBytes(['@echo off', ...lines, ''].join('\n')))
  t.deepEqual(
    calls,
    groups.map((group) => group.flatMap((text) => [text, `text=${text}`])),
  )
})

wineTest('the first run adds every rule as the model has it, the second changes nothing', (t, wine) => {
  const rules = [
    ...chunks(HOSTILE, 5).map((names, index) =>
      sampleRule(names.join(' '), { localPorts: [String(1000 + index)], description: `about ${names.join('')}` }),
    ),
    sampleRule('ICMP', { protocol: 'icmp4', icmpTypes: ['8:*', '3:4'] }),
    sampleRule('RPC', {
      localPorts: ['RPC', 'RPC-EPMap', '445'],
      program: '%SystemRoot%\\System32\\svchost.exe',
      service: 'rpcss',
    }),
    sampleRule('long', { remoteAddresses: Array.from({ length: 300 }, (_, i) => `10.0.${i}.0/25`).slice(0, 250) }),
  ]
  const first = run(wine, rules)
  t.is(first.status, 0, first.output)
  t.deepEqual(first.added, meant(rules))
  t.deepEqual(first.deleted, [])
  const second = run(wine, rules)
  t.is(second.status, 0, second.output)
  t.deepEqual([second.added, second.deleted], [[], []])
})

scenario('a changed policy is added first, then what is stale is deleted, and nothing of others', (t, wine) => {
  // Of the names that are not ASCII one whose bytes Wine's "for" keeps.
  const old = ['kept', '100%', 'x!y & %PATH%', '"quoted" ^ )', ';back\\', '=名'].map((name, index) =>
    sampleRule(name, {
      localPorts: [String(1000 + index)],
      description: `100% of ${name}`,
      remoteAddresses: Array.from({ length: 5 * index }, (_, i) => `10.0.0.${i}`),
    }),
  )
  const others = [
    sampleRule('of another policy', { localPorts: ['1'] }),
    sampleRule('mentions a tag', {
      localPorts: ['2'],
      description: `was x ${names(old)[0]}`.replace(/^was x name=/, ''),
    }),
  ]
  t.is(
    wine.runBatch('other.cmd', writeNetsh({ ...samplePolicy(others), group: 'other' }).files[0]?.bytes as Uint8Array)
      .status,
    0,
  )
  t.is(run(wine, old).status, 0)
  const kept = old.slice(0, 1)
  const fresh = [...kept, sampleRule('new', { localPorts: ['9999'] })]

  const preview = run(wine, fresh, { args: ['/whatif'] })
  t.is(preview.status, 0, preview.output)
  t.deepEqual([preview.added, preview.deleted], [[], []])
  t.regex(preview.output, /Would add:\nRULE=new \[pw-/)

  const changed = run(wine, fresh)
  t.is(changed.status, 0, changed.output)
  t.deepEqual(changed.added, meant(fresh.slice(1)))
  t.deepEqual([...changed.deleted].sort(), [...names(old.slice(1))].sort())
  const verbs = changed.calls.map((call) => call[2])
  t.true(verbs.lastIndexOf('add') < verbs.indexOf('delete'))

  const removed = run(wine, fresh, { args: ['/remove'] })
  t.is(removed.status, 0, removed.output)
  t.deepEqual([...removed.deleted].sort(), [...names(fresh)].sort())
  const store = wine.runProgram(['reg', 'query', RULES]).output
  t.deepEqual(store.match(/\|Name=[^|[]*/g)?.sort(), ['|Name=mentions a tag ', '|Name=of another policy '])
})

scenario('a rule that netsh refuses is named, nothing is deleted or set, and the end is not zero', (t, wine) => {
  const rules = ['first', 'bad & %PATH%', 'last'].map((name) => sampleRule(name))
  t.is(run(wine, [sampleRule('stale')]).status, 0)
  const settings = { ...NO_SETTINGS, enabled: true }
  const failed = run(wine, rules, { fail: 'bad &', settings })
  t.is(failed.status, 1)
  t.regex(failed.output, /failed to add this rule:\nRULE=bad & %PATH% \[pw-/)
  t.is(failed.added.length, 3)
  t.deepEqual(failed.deleted, [])
  t.false(failed.calls.some((call) => call[1] === 'set'))

  const undeleted = run(wine, rules, { fail: 'delete rule' })
  t.is(undeleted.status, 1)
  t.regex(undeleted.output, /failed to delete this rule:\nFIELD_Name=stale \[pw-/)

  const unset = run(wine, rules, { fail: 'domainprofile state', settings })
  t.is(unset.status, 1)
  t.regex(unset.output, /failed to make this setting:\nSETTING=domainprofile state on/)
  t.deepEqual(unset.deleted, [])
})

scenario('the default action that the policy leaves alone stays as it is', (t, wine) => {
  const policyOf = (settings: ProfileSettings) =>
    run(wine, [], { settings })
      .calls.filter((call) => call.includes('firewallpolicy'))
      .map((call) => call.at(-1))
  const inbound = { ...NO_SETTINGS, defaultInbound: 'block' as const }
  const outbound = { ...NO_SETTINGS, defaultOutbound: 'allow' as const }
  const set = (name: string) =>
    wine.runProgram(['reg', 'add', `${STORE}\\DomainProfile`, '/v', name, '/t', 'REG_DWORD', '/d', '1', '/f'])
  t.deepEqual(policyOf(inbound), ['blockinbound,allowoutbound'])
  set('DefaultOutboundAction')
  t.deepEqual(policyOf(inbound), ['blockinbound,blockoutbound'])
  set('DoNotAllowExceptions')
  t.deepEqual(policyOf(outbound), ['blockinboundalways,allowoutbound'])
})

scenario('a wrong command line ends with 2 and calls nothing', (t, wine) => {
  const wrong = run(wine, [sampleRule('a')], { args: ['/wat'] })
  t.is(wrong.status, 2)
  t.deepEqual(wrong.calls, [])
})
