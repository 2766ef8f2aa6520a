// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'
import { ownFlowsById } from './explain-rule.ts'
import type { Finder } from './finder.ts'

/** A rule that was left out since others cover it is known still: an earlier output, or a server, may hold it. */
export const rule: Finder = ({ policies }, what) => {
  const isMeant = ({ id, displayName }: Pick<Rule, 'id' | 'displayName'>): boolean =>
    id === what || displayName === what
  const covered = policies.flatMap((policy) => policy.covered.filter(isMeant).map((one) => ({ policy, one })))
  const wider = new Set(covered.flatMap(({ one }) => one.by))
  if (covered.length === 0 && !policies.some(({ rules }) => rules.some(isMeant))) return null
  return {
    kind: 'rule',
    subject: what,
    about: covered.map(
      ({ policy, one }) =>
        `“${one.displayName}” of ${policy.id} is not written: ${one.by.length === 1 ? 'a rule that stays for reasons of its own lets' : 'rules that stay for reasons of their own let'} all of it through.`,
    ),
    rules: (_, one) => isMeant(one) || wider.has(one.id),
  }
}

export const ownFlow: Finder = ({ estate }, what) => {
  const id = [...ownFlowsById(estate)].find(([key, { name }]) => name === what || key === what)
  if (id === undefined) return null
  const [key, { name, reason, owner, expires }] = id
  return {
    kind: 'own-flow',
    subject: name,
    about: [`${reason}${owner === null ? '' : `; owner ${owner}`}${expires === null ? '' : `; expires ${expires}`}`],
    rules: (_, one) => one.flows.includes(key),
    flows: (flow) => flow.id === key,
  }
}

export const flow: Finder = ({ flows }, what) =>
  flows.some(({ id }) => id === what)
    ? { kind: 'flow', subject: what, rules: (_, one) => one.flows.includes(what), flows: ({ id }) => id === what }
    : null

export const owner: Finder = ({ estate }, word) => {
  // As an owner of the estate is kept: on one line.
  const what = word.replace(/\s+/gu, ' ').trim()
  const ids = [...ownFlowsById(estate)].filter(([, one]) => one.owner?.toLowerCase() === what.toLowerCase())
  const except = estate.except.filter((one) => one.owner?.toLowerCase() === what.toLowerCase())
  if (ids.length + except.length === 0) return null
  const keys = new Set(ids.map(([key]) => key))
  return {
    kind: 'owner',
    subject: what,
    about: [
      ...ids.map(
        ([, one]) => `flow ${one.name}: ${one.reason}${one.expires === null ? '' : `; expires ${one.expires}`}`,
      ),
      ...except.map(
        (one) =>
          `exception from ${one.flows.join(', ')}: ${one.reason}${one.expires === null ? '' : `; expires ${one.expires}`}`,
      ),
    ],
    rules: (_, { flows }) => flows.some((id) => keys.has(id)),
    flows: ({ id }) => keys.has(id),
  }
}
