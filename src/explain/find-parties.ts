// SPDX-License-Identifier: MIT
import type { Finder } from './finder.ts'
import { aboutParty, concerns, partyOf } from './party-facts.ts'
import { readPortQuery, ruleAnswers } from './port-query.ts'

export const party: Finder = (input, what) => {
  const found = partyOf(input, what)
  if (found === undefined) return null
  return {
    kind: found.kind,
    subject: found.name,
    about: [aboutParty(input, found)],
    host: found.name,
    rules: (policy, rule) => concerns(policy, rule, found),
  }
}

export const partyPort: Finder = (input, what) => {
  const [, name = '', port = ''] = /^(.+)\s+(\S+)$/s.exec(what.trim()) ?? []
  const [found, query] = [partyOf(input, name), readPortQuery(port)]
  if (found === undefined || query === null) return null
  return {
    kind: 'host-port',
    subject: `${found.name} ${port.toLowerCase()}`,
    about: [aboutParty(input, found)],
    host: found.name,
    rules: (policy, rule) => concerns(policy, rule, found) && ruleAnswers(rule, query, policy.dynamicRange),
  }
}

export const port: Finder = (_, what) => {
  const query = readPortQuery(what)
  return query === null
    ? null
    : {
        kind: 'port',
        subject: what.toLowerCase(),
        rules: (policy, rule) => ruleAnswers(rule, query, policy.dynamicRange),
      }
}

export const policy: Finder = ({ policies }, what) => {
  const found = policies.find(({ id, name }) => id === what || name === what)
  if (found === undefined) return null
  const members = [...found.hosts, ...found.clients]
  return {
    kind: 'policy',
    subject: found.id,
    about: [`${found.name}; for ${members.join(', ')}`],
    rules: (one) => one === found,
  }
}
