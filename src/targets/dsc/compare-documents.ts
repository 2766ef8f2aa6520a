// SPDX-License-Identifier: MIT
import type { DscContent } from '../../formats/dsc/dsc-content.ts'
import type { DocumentContent } from '../../formats/dsc/read-document.ts'
import { PROFILES, type Rule } from '../../formats/rule/rule.ts'

/** Every profile is what an empty list says. */
const profilesOf = ({ profiles }: Rule): readonly string[] =>
  PROFILES.every((profile) => profiles.includes(profile)) ? [] : profiles

/** One document against another: the first thing that they say differently, or null. */
const difference = (
  one: DscContent,
  other: DscContent,
  keyOf: (rule: Rule) => string,
  plain: (rule: Rule) => unknown,
): string | null => {
  const rules = new Map(one.rules.map((rule) => [keyOf(rule), rule]))
  const seen = new Set<string>()
  for (const rule of other.rules) {
    const key = keyOf(rule)
    const known = rules.get(key)
    if (known === undefined) return `the rule ${rule.id} stands in one of them only`
    if (seen.has(key)) return `the rule ${rule.id} stands twice`
    seen.add(key)
    const left = plain(known) as Fields
    const right = plain(rule) as Fields
    const field = differingField(left, right)
    if (field !== undefined)
      return `the rule ${known.id} differs in ${field}: ${shown(left[field])} and ${shown(right[field])}`
  }
  const missing = rules.size === seen.size ? undefined : one.rules.find((rule) => !seen.has(keyOf(rule)))
  if (missing !== undefined) return `the rule ${missing.id} stands in one of them only`
  const values = (content: DscContent): readonly string[] =>
    content.registry.map((value) => JSON.stringify(value)).sort()
  const [left, right] = [values(one), values(other)]
  const index = left.findIndex((value, at) => value !== right[at])
  if (index >= 0 || left.length !== right.length)
    return `the registry differs: ${left[Math.max(index, 0)] ?? 'nothing'} and ${right[Math.max(index, 0)] ?? 'nothing'}`
  return null
}

type Fields = Readonly<Record<string, unknown>>

const differingField = (left: Fields, right: Fields): string | undefined => {
  for (const field in left) if (!isSame(left[field], right[field])) return field
  for (const field in right) if (!(field in left) && right[field] !== undefined) return field
  return undefined
}

/** Most fields are equal texts, or lists of them; a text of JSON of each would cost more than reading the documents. */
const isSame = (left: unknown, right: unknown): boolean => {
  if (left === right) return true
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]))
  return JSON.stringify(left) === JSON.stringify(right)
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length <= 200 ? text : `${text.slice(0, 200)}…`
}

/** What the compiled configuration and the script say differently, or null. */
export const compareScript = (compiled: DscContent, script: DscContent): string | null =>
  difference(
    compiled,
    script,
    ({ id }) => id.toLowerCase(),
    (rule) => rule,
  )

/** The same for a DSC v3 document, whose own rules have no id: they are found by their display name. */
export const compareDocument = (compiled: DscContent, document: DocumentContent): string | null => {
  const ids = new Set(document.rules.filter(({ id }) => !document.native.has(id)).map(({ id }) => id.toLowerCase()))
  return difference(
    compiled,
    document,
    ({ id, displayName }) => (ids.has(id.toLowerCase()) ? `id ${id.toLowerCase()}` : `name ${displayName}`),
    (rule) => ({ ...rule, ...(!ids.has(rule.id.toLowerCase()) && { id: null }), profiles: profilesOf(rule) }),
  )
}
