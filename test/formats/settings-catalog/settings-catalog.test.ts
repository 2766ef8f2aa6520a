// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import test from 'ava'
import fc from 'fast-check'
import { toMdmRule } from '../../../src/formats/mdm-rule/to-mdm-rule.ts'
import type { Rule } from '../../../src/formats/rule/rule.ts'
import { readCatalogPolicies } from '../../../src/formats/settings-catalog/read-catalog-policies.ts'
import { RULE } from '../../../src/formats/settings-catalog/setting-ids.ts'
import { writeRulePolicy } from '../../../src/formats/settings-catalog/write-rule-policy.ts'
import { corpus } from '../../support/corpus.ts'
import { rule } from '../../support/sample-rules.ts'
import { rulesToManage } from '../mdm-rule/managed-rules.ts'

const head = { name: 'Policy', description: 'Words' }
const textOf = (rules: readonly Rule[]): string =>
  new TextDecoder().decode(
    writeRulePolicy(
      head,
      rules.flatMap((one) => toMdmRule(one, '1025-5000').rule ?? []),
    ),
  )
const read = (text: string) => {
  const result = readCatalogPolicies(text)
  if ('reason' in result) throw new Error(result.reason)
  return result
}

test('what is written is read: every field of every rule', (t) => {
  fc.assert(
    fc.property(rulesToManage, (rules) => {
      const said = rules.filter((one) => toMdmRule(one, '1025-5000').rule !== null)
      const found = read(textOf(rules))
      t.deepEqual(found.losses, [])
      t.deepEqual(
        found.rules.map(({ displayName, profiles, interfaceTypes, localPorts, ...more }) => ({ ...more })),
        said.map(({ displayName, profiles, interfaceTypes, localPorts, other, flows, ...more }) => ({
          ...more,
          flows: [],
        })),
      )
    }),
    { numRuns: 60 },
  )
})

test('names are unique in a policy, without regard to case', (t) => {
  const rules = ['Same', 'same', 'Same (2)', 'SAME'].map((displayName, index) => rule({ id: `r${index}`, displayName }))
  t.deepEqual(
    read(textOf(rules)).rules.map(({ id, displayName }) => [id, displayName]),
    [
      ['r0', 'Same'],
      ['r1', 'same (2)'],
      ['r2', 'Same (2) (2)'],
      ['r3', 'SAME (3)'],
    ],
  )
})

test('the shape is that of a policy that was accepted: keys, kinds and references of the first rule', (t) => {
  const path = corpus(t, 'fleet/intune-post.txt')
  if (path === null) return
  const posted = readFileSync(path, 'utf8')
  const theirs = JSON.parse(posted.slice(posted.indexOf('{')))
  const ours = JSON.parse(
    textOf([rule({ remotePorts: ['5353'], service: 'dnscache', direction: 'out', localPorts: [] }), rule({ id: 'b' })]),
  )
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => !/.@odata\.type$/.test(key))
            .map(([key, inner]) => [key, shape(inner)])
            .sort(),
        )
      : Array.isArray(value)
        ? value.map(shape)
        : typeof value
  const groups = (document: typeof ours) => document.settings[0].settingInstance.groupSettingCollectionValue
  const byId = (group: { children: { settingDefinitionId: string }[] }) =>
    new Map(group.children.map((child) => [child.settingDefinitionId, child]))
  const known = groups(theirs).flatMap((group: Parameters<typeof byId>[0]) => [...byId(group)])
  for (const [place, group] of groups(ours).entries())
    for (const [id, child] of byId(group)) {
      const first = byId(groups(theirs)[0]).get(id)
      const like = place === 0 && first !== undefined ? first : known.findLast(([name]: [string]) => name === id)?.[1]
      if (like === undefined) continue
      const { simpleSettingValue: _, ...rest } = child as unknown as Record<string, unknown>
      // Only the first rule of the policy that was accepted has references.
      if (first === undefined) rest.settingInstanceTemplateReference = null
      const { simpleSettingValue: __, ...other } = like as Record<string, unknown>
      t.deepEqual(shape(rest), shape(other), id)
      if (place === 0 && first !== undefined)
        t.deepEqual(
          (child as unknown as Record<string, unknown>).settingInstanceTemplateReference,
          like.settingInstanceTemplateReference,
        )
    }
  t.deepEqual(Object.keys(ours).sort(), [
    ...Object.keys(theirs)
      .filter((key) => !key.includes('@'))
      .concat('roleScopeTagIds')
      .sort(),
  ])
})

test('every rule that Graph gave or took is read; a setting that is not read is named', (t) => {
  const counts = { 'intune-post.txt': [7, 0, 0], 'intune-rules.json': [6, 0, 0], 'intune-profile.json': [0, 26, 5] }
  for (const [name, expected] of Object.entries(counts)) {
    const path = corpus(t, `fleet/${name}`)
    if (path === null) return
    const { rules, registry, losses } = read(readFileSync(path, 'utf8'))
    t.deepEqual([rules.length, registry.length, losses.length], expected, name)
    if (name === 'intune-rules.json')
      t.like(rules[0], {
        displayName: 'LOLBIN Security - Block 32-bit calc.exe',
        direction: 'out',
        action: 'block',
        profiles: [],
        protocol: 'any',
        program: '%systemroot%\\SysWOW64\\calc.exe',
      })
    if (name === 'intune-post.txt')
      t.like(rules[4], {
        direction: 'out',
        protocol: 'udp',
        remotePorts: ['5353'],
        service: 'dnscache',
        profiles: ['domain'],
      })
  }
})

test('a rule with anything that is not understood is no rule', (t) => {
  const text = textOf([rule({ description: '' })])
  const cases: readonly (readonly [string, string])[] = [
    [`${RULE}_remoteaddressranges"`, `${RULE}_remoteaddressrange"`],
    [`${RULE}_remoteaddressranges"`, `${RULE}_localportranges"`],
    [`"simpleSettingCollectionValue": [`, `"simpleSettingCollectionValues": [`],
    [`"value": "10.0.0.10"`, `"valu": "10.0.0.10"`],
    [`"value": "10.0.0.10"`, `"value": ["10.0.0.10"]`],
    [`"value": "10.0.0.10"`, `"value": "RmtIntranet"`],
    [`"value": "10.0.0.10"`, `"value": ""`],
    [`${RULE}_direction_in"`, `${RULE}_direction_inn"`],
    [`${RULE}_direction_in"`, `_direction_in"`],
    [`${RULE}_enabled_1"`, `${RULE}_enabled_true1"`],
    [`${RULE}_profiles_1"`, `${RULE}_profiles_8"`],
    [`"value": 6`, `"value": 999`],
    [`"value": 6`, `"value": 6.5`],
    [`"value": "445"`, `"value": "*"`],
    [`"children": [`, `"child": [`],
    [`"${RULE}_direction"`, `"${RULE}_edgetraversal"`],
    [`"settingValueTemplateReference": null,\n            "children"`, `"more": 1,\n            "children"`],
  ]
  t.is(read(text).rules.length, 1)
  for (const [from, to] of cases) {
    t.true(text.includes(from), from)
    const { rules, losses } = read(text.replace(from, to))
    t.deepEqual(rules, [], to)
    t.true(losses.length > 0, to)
  }
  t.deepEqual(readCatalogPolicies(text.slice(0, -9)), { reason: 'the JSON is damaged' })
  t.regex(read('{"name":"x"}').losses[0]?.reason ?? '', /without its settings/)
})
