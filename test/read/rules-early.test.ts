// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { rulesJson } from '../../src/cli/rules-json.ts'
import { firewallStoreSteps } from '../../src/formats/firewall-store/read-firewall-store.ts'
import { firewallPolicySteps } from '../../src/formats/registry-pol/read-firewall-policy.ts'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { everyRule, type RuleSteps } from '../../src/formats/rule/rule-steps.ts'
import { FORMATS } from '../../src/read/formats.ts'
import { startReading } from '../../src/read/read-artifact.ts'
import { ownScriptSteps } from '../../src/read/read-own-script.ts'
import { netshSteps } from '../../src/targets/netsh/read.ts'
import { plainRule } from '../support/sample/plain-rule.ts'
import { samples } from '../support/samples.ts'
import { damaged, seeded } from './damage/mutate.ts'
import { SAMPLES } from './damage/samples.ts'

interface Ran<Result> {
  readonly given: readonly Rule[]
  readonly result: Result
}

const run = <Result>(steps: RuleSteps<Result>): Ran<Result> => {
  const given: Rule[] = []
  for (;;) {
    const step = steps.next()
    if (step.done === true) return { given, result: step.value }
    given.push(step.value)
  }
}

const fileOf = (text: string | Uint8Array) => [
  { path: 'file', bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text },
]

/** Read as a whole document, or piece by piece elsewhere. */
const AS_A_WHOLE = new Set(['mof', 'dsc', 'wfp', 'intune', 'syncml', 'baseline', 'report'])

for (const { name, bytes: bytesFor } of SAMPLES)
  test(`rules that come early are the first of the result, whatever the file has suffered: ${name}`, async (t) => {
    const whole = await bytesFor(t)
    if (whole === null) return
    const random = seeded(91)
    const tries = [whole, ...Array.from({ length: samples(6) }, () => damaged(whole, random).bytes)]
    for (const [index, bytes] of tries.entries()) {
      const files = fileOf(bytes)
      const format = FORMATS.find((one) => !one.folder && one.fits(files))
      if (format === undefined || !('start' in format)) {
        if (index === 0) t.true(AS_A_WHOLE.has((await startReading(files, false))?.format ?? ''))
        continue
      }
      let given = 0
      try {
        const started = await format.start(files)
        const seen = run(
          (function* () {
            let step = started.steps.next()
            for (; step.done !== true; step = started.steps.next()) {
              given++
              yield step.value
            }
            return step.value
          })(),
        )
        t.deepEqual(seen.given, seen.result.rules.slice(0, given))
        if (index === 0) t.is(given, seen.result.rules.length)
        const again = await startReading(files, false)
        const { format: kind } = started
        const { rules, registry, losses } = seen.result
        t.is(
          [...rulesJson(again as NonNullable<typeof again>)].join(''),
          `${JSON.stringify({ format: kind, rules, registry, losses }, null, 2)}\n`,
        )
      } catch (error) {
        t.is(given, 0, `refused behind its first rule: ${String(error)}`)
      }
    }
  })

test('a rule is printed before the next one is read', (t) => {
  let asked = 0
  const steps = (function* (): RuleSteps<{ rules: readonly Rule[]; registry: []; losses: [] }> {
    const rules = Array.from({ length: 10_000 }, (_, index) => plainRule({ id: String(index) }))
    for (const rule of rules) {
      asked++
      yield rule
    }
    return { rules, registry: [], losses: [] }
  })()
  const pieces = rulesJson({ format: 'wfw', steps })
  t.true(String(pieces.next().value).includes('"id": "0"'))
  t.is(asked, 1)
  for (let piece = 0; piece < 100; piece++) if (pieces.next().done === true) return t.is(asked, 10_000)
  return t.fail('ten thousand rules come in more than a hundred pieces')
})

test('what a reader has kept for the end is given then', (t) => {
  const [one, other] = [plainRule({ id: '1' }), plainRule({ id: '2' })]
  const steps = function* (): RuleSteps<{ readonly rules: readonly Rule[] }> {
    yield one
    return { rules: [one, other] }
  }
  t.deepEqual(run(everyRule(steps())).given, [one, other])
})

const NAMES = ['a', 'b', 'B', 'c (2)', 'c'] as const
/** What a line of a script does: adds a rule, or takes away those of a name, or all. */
const line = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('add' as const), name: fc.constantFrom(...NAMES) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('delete' as const), name: fc.constantFrom(...NAMES) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('all' as const), name: fc.constantFrom(...NAMES) }) },
)
const script = fc.array(line, { maxLength: 14 })
type Line = typeof line extends fc.Arbitrary<infer Value> ? Value : never

/** Which of the lines add a rule that nothing takes away behind them, without any reader. */
const staying = (lines: readonly Line[]): readonly number[] => {
  const seen = new Map<string, number>()
  const ids = lines.map(({ does, name }) => {
    if (does !== 'add') return ''
    seen.set(name, (seen.get(name) ?? 0) + 1)
    return seen.get(name) === 1 ? name : `${name} (${seen.get(name)})`
  })
  return lines.flatMap(({ does, name }, place) => {
    const names = [name, ids[place] as string].map((one) => one.toLowerCase())
    const goes = lines.some(
      (later, other) =>
        other > place &&
        (later.does === 'all' || (later.does === 'delete' && names.includes(later.name.toLowerCase()))),
    )
    return does === 'add' && !goes ? [place] : []
  })
}

test('of a batch file, rules that a later line takes away are not given early', (t) => {
  const netsh = ({ does, name }: Line, index: number): string =>
    does === 'add'
      ? `netsh advfirewall firewall add rule name="${name}" dir=in action=allow protocol=TCP localport=${1 + index}`
      : does === 'delete'
        ? `netsh adv f delete rule name="${name}"`
        : 'netsh advfirewall reset'
  fc.assert(
    fc.property(script, fc.constantFrom('\r\n', ' & '), (lines, between) => {
      const { given, result } = run(netshSteps(fileOf(lines.map(netsh).join(between))))
      t.deepEqual(given, result.rules)
      t.deepEqual(
        given.map(({ localPorts }) => Number(localPorts[0]) - 1),
        staying(lines),
      )
    }),
    { numRuns: samples(150) },
  )
})

test('of several batch files none is given early, since the last may take away what the first made', (t) => {
  const [add] = fileOf('netsh advfirewall firewall add rule name=a dir=in action=allow protocol=TCP localport=1')
  const [reset] = fileOf('netsh advfirewall reset')
  t.deepEqual(run(netshSteps([add, reset] as never)).given, [])
})

test('of a script, rules that a later command changes are not given early', (t) => {
  const cmdlet = ({ does, name }: Line, index: number): string =>
    does === 'add'
      ? `New-NetFirewallRule -DisplayName '${name}' -Direction Inbound -Action Allow -Protocol TCP -LocalPort ${1 + index}`
      : does === 'delete'
        ? `Remove-NetFirewallRule -DisplayName '${name}'`
        : 'Disable-NetFirewallRule -All'
  fc.assert(
    fc.property(script, (lines) => {
      const { given, result } = run(ownScriptSteps(lines.map(cmdlet).join('\n')))
      t.deepEqual(given, result.rules)
    }),
    { numRuns: samples(150) },
  )
  const many = Array.from({ length: 70 }, (_, index) => `Remove-NetFirewallRule -DisplayName 'x${index}'`).join('\n')
  const { given, result } = run(
    ownScriptSteps(`New-NetFirewallRule -DisplayName a -Direction Inbound -Action Allow\n${many}`),
  )
  t.deepEqual([given.length, result.rules.length], [0, 1])
})

test('of values of one name the last is given, in whatever case the names are written', (t) => {
  const value = fc.record({
    name: fc.constantFrom('{1}', '{a}', '{A}', '{b}'),
    type: fc.constantFrom(1, 1, 1, 4),
    text: fc.constantFrom('v2.30|Action=Allow|Active=TRUE|Dir=In|Name=n|', 'v2.30|Action=', 'odd'),
  })
  const bytes = (text: string): Uint8Array =>
    text === 'odd' ? new Uint8Array(3) : new Uint8Array(Buffer.from(`${text}\0`, 'utf16le'))
  fc.assert(
    fc.property(fc.array(value, { maxLength: 12 }), (values) => {
      const stored = values.map(({ name, type, text }) => ({ key: 'HKLM\\rules', name, type, data: bytes(text) }))
      const store = run(firewallStoreSteps(stored, 'HKLM\\RULES'))
      t.deepEqual(store.given, store.result.rules)
      const key = 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules'
      const policy = run(firewallPolicySteps(stored.map((one) => ({ ...one, key }))))
      t.deepEqual(policy.given, policy.result.rules)
      t.deepEqual(
        policy.given.map(({ id }) => id),
        store.given.map(({ id }) => id),
      )
    }),
    { numRuns: samples(150) },
  )
})
