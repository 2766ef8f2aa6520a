// SPDX-License-Identifier: MIT
import type { Names, PolicyPlan } from '../plan.ts'
import { joined } from '../sentence.ts'

const MANY = 5

const value = (data: unknown): string =>
  data === null ? 'not set' : Array.isArray(data) ? data.join(', ') : typeof data === 'string' ? data : String(data)

const names = (kind: string, { added, removed }: Names, state: PolicyPlan['state']): readonly string[] => [
  ...(added.length === 0 || state === 'new'
    ? []
    : [`${kind} added, for which its rules now hold: ${joined(added, MANY)}`]),
  ...(removed.length === 0 || state === 'gone' ? [] : [`${kind} removed: ${joined(removed, MANY)}`]),
]

/** What of a policy differs beside the packets of its rules, a line each. */
export const differenceTexts = (policy: PolicyPlan): readonly string[] => {
  const { hosts, clients, settings, registry, state, hash, was } = policy
  return [
    ...names('hosts', hosts, state),
    ...names('client groups', clients, state),
    ...settings.map(
      ({ profile, setting, was: old, now }) => `${profile} profile, ${setting}: ${value(old)} -> ${value(now)}`,
    ),
    ...registry.map(({ key, name, was: old, now }) => `${key}\\${name}: ${value(old)} -> ${value(now)}`),
    ...(state === 'same' && hash !== null && was !== null && hash !== was
      ? [`the same packets under another hash: ${was.slice(0, 16)} -> ${hash.slice(0, 16)}`]
      : []),
  ]
}
