// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'
import type { Rule } from '../formats/rule/rule.ts'
import type { Policy } from './policy.ts'

/** The digits of a hash that people compare: on the page, in scripts, in comments of Group Policy objects. */
export const shortHash = ({ hash }: { readonly hash: string }): string => hash.slice(0, 16)

export type PolicyMeaning = Pick<Policy, 'rules' | 'registry' | 'settings' | 'profiles' | 'dynamicRange' | 'options'>

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** JSON in which the order of keys says nothing. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

/** A rule without what only names or explains it; lists are sets. */
const meaningOf = ({ id, displayName, description, group, flows, ...meaning }: Rule): string =>
  canonical(
    Object.fromEntries(
      Object.entries(meaning).map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value]),
    ),
  )

/**
 * SHA-256 over what a policy means: its rules in whatever order, without ids, names, descriptions, groups and flows; its
 * profile settings, registry values, and the options of targets that change what passes.
 */
export const policyHash = ({ rules, registry, settings, profiles, dynamicRange, options }: PolicyMeaning): string =>
  sha256(
    canonical({
      rules: rules.map(meaningOf).sort(),
      registry: registry.map(canonical).sort(),
      settings: settings === null ? null : { ...settings, profiles: [...profiles].sort() },
      // What the keyword stands for in formats that have none.
      rpc: rules.some(({ localPorts, remotePorts }) => [...localPorts, ...remotePorts].includes('RPC'))
        ? dynamicRange
        : null,
      options,
    }),
  )

/** SHA-256 over the policies of an estate, by id and hash. */
export const estateHash = (policies: readonly Pick<Policy, 'id' | 'hash'>[]): string =>
  sha256(
    JSON.stringify(
      policies.map(({ id, hash }) => [id, hash]).sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
    ),
  )
