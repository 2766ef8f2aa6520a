// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import type { Rule } from '../../src/formats/rule/rule.ts'
import { coveredRules, spaceOf } from '../../src/lint/covered-rules.ts'
import { lintRules } from '../../src/lint/lint-rules.ts'
import type { LintSet } from '../../src/lint/lint-set.ts'
import { coveredRules as leftOut } from '../../src/rules/covered-rules.ts'
import { ruleFits } from '../packets/support/brute-force.ts'
import { corners, pointsAt } from '../packets/support/corner-points.ts'
import { randomRule, randomRules } from '../packets/support/random-rules.ts'
import { inTurn } from '../support/in-turn.ts'
import { plainRule } from '../support/sample/plain-rule.ts'
import { samples } from '../support/samples.ts'

/** Each starts programs that take seconds. */
const scenario = inTurn(test, 2)

const setOf = (rules: readonly Rule[]): LintSet => ({
  rules,
  of: null,
  place: () => ({ file: 'rules', line: 1, column: 1, endLine: 1, endColumn: 1 }),
  rpc: null,
  needs: null,
  weighed: false,
})

scenario('whatever is called covered, blocked or without effect is so packet by packet', (t) => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(randomRules('a', 7), fc.nat(), (given, seed) => {
      // Chance alone hardly ever blocks a whole rule.
      const like = (id: string, action: Rule['action']): readonly Rule[] =>
        given.slice(0, 1).map((rule) => ({ ...rule, id, action, enabled: true }))
      const rules = [
        ...given,
        ...like('again', given[0]?.action ?? 'allow'),
        ...(seed % 4 === 0 ? like('stop', 'block') : []),
        // Nor does it often make a rule that another holds and that is not the same.
        ...(seed % 2 === 1
          ? like('wide', 'allow').map((rule) => ({ ...rule, profiles: [], remoteAddresses: [], localPorts: [] }))
          : []),
      ]
      const named = new Map(rules.map((rule) => [rule.id, rule]))
      const points = pointsAt(corners(rules.map((rule) => ({ ...rule, enabled: true }))), seed, 300)
      for (const { code, rules: ids, by } of lintRules(setOf(rules))) {
        seen.set(code, (seen.get(code) ?? 0) + 1)
        const rule = { ...(named.get(ids[0] as string) as Rule), enabled: true }
        const others = by.map((id) => named.get(id) as Rule)
        for (const point of points.filter((one) => ruleFits(rule, one))) {
          const some = others.some((other) => ruleFits(other, point))
          if (code === 'rule-no-effect') t.fail('a packet matches')
          if (/shadowed|duplicate|blocked$|copy/.test(code) && code !== 'rule-partly-blocked') t.true(some, code)
          if (code === 'rule-any-any') t.deepEqual([rule.program, rule.service], [null, null])
        }
        if (code === 'rule-duplicate' || code === 'rule-disabled-copy')
          for (const point of points.filter((one) => ruleFits(others[0] as Rule, one))) t.true(ruleFits(rule, point))
      }
    }),
    { numRuns: samples(200) },
  )
  for (const code of ['rule-shadowed', 'rule-duplicate', 'rule-blocked', 'rule-partly-blocked', 'rule-no-effect'])
    t.true((seen.get(code) ?? 0) > 0, `${code} was never found`)
})

/** A rule in parts that together are for the same packets. */
const partsOf = (rule: Rule, cut: number): readonly Rule[] => {
  const parts: readonly Partial<Rule>[] = [
    ...(cut % 3 === 0
      ? [{ profiles: ['domain' as const] }, { profiles: ['private' as const, 'public' as const] }]
      : []),
    ...(cut % 3 === 1 ? [{ remoteAddresses: ['10.0.0.0/25'] }, { remoteAddresses: ['10.0.0.128/25'] }] : []),
    ...(cut % 3 === 2
      ? [{ interfaceTypes: ['Lan'] }, { interfaceTypes: ['Wireless'] }, { interfaceTypes: ['RemoteAccess'] }]
      : []),
  ]
  return parts.map((part, index) => ({ ...rule, ...part, id: `part ${index}` }))
}

scenario('whatever several others are for together is called covered', (t) => {
  let judged = 0
  fc.assert(
    fc.property(randomRule, fc.nat(2), fc.array(randomRule, { maxLength: 3 }), (given, cut, more) => {
      const rule: Rule = {
        ...given,
        id: 'whole',
        enabled: true,
        action: 'allow',
        profiles: [],
        remoteAddresses: cut === 1 ? ['10.0.0.0/24'] : [],
        interfaceTypes: cut === 2 ? ['Lan', 'Wireless', 'RemoteAccess'] : given.interfaceTypes,
      }
      const others = more.map((one, index): Rule => ({ ...one, id: `other ${index}`, action: 'allow' }))
      const found = lintRules(setOf([rule, ...others, ...partsOf(rule, cut)])).filter(
        ({ rules }) => rules[0] === 'whole',
      )
      const codes = found.map(({ code }) => code)
      if (codes.includes('rule-no-effect')) return
      judged++
      t.true(codes.includes('rule-shadowed'), JSON.stringify(rule))
    }),
    { numRuns: samples(600) },
  )
  t.true(judged > 100, `${judged} rules`)
})

scenario('what is left out of a policy is let through by what stays', (t) => {
  let dropped = 0
  fc.assert(
    fc.property(randomRules('a', 8), fc.nat(), (given, seed) => {
      // Chance seldom makes one that another holds.
      const copies = seed % 2 === 0 ? given.slice(0, 1).map((rule): Rule => ({ ...rule, id: 'copy' })) : []
      const rules = [...given, ...copies].map(
        (rule): Rule => ({ ...rule, enabled: true, action: 'allow', program: null, service: null }),
      )
      const left = leftOut(rules)
      const staying = rules.filter((_, at) => !left.has(at))
      const points = pointsAt(corners(rules), seed, 300)
      for (const [at, by] of left) {
        dropped++
        t.true(by.every((other) => !left.has(other)))
        for (const point of points.filter((one) => ruleFits(rules[at] as Rule, one)))
          t.true(by.some((other) => ruleFits(rules[other] as Rule, point)))
      }
      const again = lintRules(setOf(staying)).filter(
        ({ code }) => code === 'rule-shadowed' || code === 'rule-duplicate',
      )
      t.deepEqual(again, [])
    }),
    { numRuns: samples(200) },
  )
  t.true(dropped > 10, `${dropped} rules`)
})

/** Some of everything: rules that cover others alone and together, copies, blocks, disabled ones, rules beside each other. */
const mixture = (count: number): readonly Rule[] =>
  Array.from({ length: count }, (_, index) => {
    const place = index >> 2
    const net = `10.${(place >> 8) & 255}.${place & 255}`
    const base: Partial<Rule> = { id: `r${index}`, localPorts: [`${1000 + (place % 5000)}`] }
    switch (index % 4) {
      case 0:
        return plainRule({ ...base, remoteAddresses: [`${net}.0/24`] })
      case 1:
        return plainRule({ ...base, remoteAddresses: [`${net}.0/25`], profiles: place % 2 === 0 ? ['domain'] : [] })
      case 2:
        return plainRule({ ...base, remoteAddresses: [`${net}.128/25`], enabled: place % 5 > 0 })
      default:
        return plainRule({ ...base, remoteAddresses: [`${net}.7`], action: place % 9 === 0 ? 'block' : 'allow' })
    }
  })

/** The worst that rules can do to each other: all in the shadow of one, one in another, all the same, all blocked by all. */
const SHAPES: Readonly<Record<string, ((index: number, count: number) => Partial<Rule>) | null>> = {
  'some of everything': null,
  'all in the shadow of the last': (index, count) =>
    index === count - 1
      ? { remoteAddresses: ['10.0.0.0/8'] }
      : { remoteAddresses: [`10.0.${index >> 8}.${index & 255}`] },
  'each in the shadow of the next': (index) => ({ localPorts: [`${20_001 - index}-${20_001 + index}`] }),
  'all the same': () => ({ localPorts: ['443'] }),
  'programs on every port, and blocks of ports': (index) =>
    index % 2 === 0 ? { program: `C:\\${index}.exe` } : { action: 'block', localPorts: [`${index}`] },
  'ports for any address, and blocks of addresses': (index) =>
    index % 2 === 0
      ? { localPorts: [`${index + 1}`] }
      : { action: 'block', remoteAddresses: [`10.0.${index >> 8}.${index & 255}`] },
}

const work = (shape: string, count: number): readonly [steps: number, findings: number, named: number] => {
  const make = SHAPES[shape] ?? null
  const rules =
    make === null
      ? mixture(count)
      : Array.from({ length: count }, (_, index) => plainRule({ id: `r${index}`, ...make(index, count) }))
  const space = spaceOf(rules)
  const findings = coveredRules(setOf(rules), space)
  return [space.forest.steps, findings.length, findings.reduce((sum, { by }) => sum + by.length, 0)]
}

for (const shape of Object.keys(SHAPES))
  scenario(`ten times the rules are at most twelve times the work: ${shape}`, (t) => {
    const [[small, few], [large, many, named]] = [work(shape, 1000), work(shape, 10_000)]
    t.true(many > 9 * few && few > 300, `${few} and ${many} findings`)
    t.true(large <= 12 * small, `${small} steps for 1,000 rules, ${large} for 10,000`)
    t.true(named <= 100 * many, `${named} rules are named in ${many} findings`)
  })
