// SPDX-License-Identifier: MIT
import { hash } from 'node:crypto'
import type { Rule } from '../formats/rule/rule.ts'
import type { Policy } from './policy.ts'

/** The digits of a hash that people compare: on the page, in scripts, in comments of Group Policy objects. */
export const shortHash = (hashed: { readonly hash: string }): string => hashed.hash.slice(0, 16)

export type PolicyMeaning = Pick<Policy, 'rules' | 'registry' | 'settings' | 'profiles' | 'dynamicRange' | 'options'>

const sha256 = (text: string): string => hash('sha256', text, 'hex')

/** JSON in which the order of keys says nothing. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** A rule without what only names or explains it; lists are sets. */
const meaningOf = ({ id, displayName, description, group, flows, ...meaning }: Rule): string => {
  const texts = Object.entries(meaning)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        `"${key}":${typeof value === 'object' && value !== null ? objectText(value) : JSON.stringify(value)}`,
    )
  return `{${texts.sort().join(',')}}`
}

const objectText = (value: object): string =>
  Array.isArray(value) ? JSON.stringify(value.length < 2 ? value : [...value].sort()) : canonical(value)

/**
 * SHA-256 over what a policy means: its rules in whatever order, without ids, names, descriptions, groups and flows; its
 * profile settings, registry values, and the options of targets that change what passes.
 */
export const policyHash = ({ rules, registry, settings, profiles, dynamicRange, options }: PolicyMeaning): string => {
  // What the keyword stands for in formats that have none.
  const needsRange = rules.some(
    ({ localPorts, remotePorts }) => localPorts.includes('RPC') || remotePorts.includes('RPC'),
  )
  const parts = {
    options: canonical(options),
    registry: JSON.stringify(registry.map(canonical).sort()),
    rpc: JSON.stringify(needsRange ? dynamicRange : null),
    rules: JSON.stringify(rules.map(meaningOf).sort()),
    settings: canonical(settings === null ? null : { ...settings, profiles: [...profiles].sort() }),
  }
  return sha256(
    `{${Object.entries(parts)
      .map(([key, text]) => `"${key}":${text}`)
      .join(',')}}`,
  )
}

/** SHA-256 over the policies of an estate, by id and hash. */
export const estateHash = (policies: readonly Pick<Policy, 'id' | 'hash'>[]): string =>
  sha256(
    JSON.stringify(
      policies.map(({ id, hash }) => [id, hash]).sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
    ),
  )
