// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import {
  formatAddressSet,
  intersectAddresses,
  isEmptyAddressSet,
  parseAddresses,
} from '../formats/address/address-set.ts'
import { clientAddress, isOutside } from './own-address.ts'
import type { ServerTarget } from './server-target.ts'
import type { Facts } from './step-values.ts'

export interface FactOptions {
  readonly span: Span
  /** Our end of the connection, where the server does not say how it sees us. */
  readonly ownAddress: string | null
}

const CATEGORIES: Readonly<Record<string, string>> = {
  domainauthenticated: 'domain',
  private: 'private',
  public: 'public',
  '0': 'public',
  '1': 'private',
  '2': 'domain',
}
const isNo = (word: string): boolean => /^(?:false|0)$/i.test(word)
const isOld = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major < 5 || (major === 5 && minor < 1)
}

/** What a look at a server says about the change; an error among it means that nothing may be changed there. */
export const judgeFacts = (target: ServerTarget, facts: Facts, options: FactOptions): readonly Diagnostic[] => {
  const { host, profiles } = target
  const { span } = options
  const found: Diagnostic[] = []
  if (isOld(facts.version)) found.push(diagnose('powershell-old', { host, version: facts.version }, span))
  if (facts.privileged === false) found.push(diagnose('not-elevated', { host }, span))
  if (facts.missing.length > 0) found.push(diagnose('cmdlet-missing', { host, names: facts.missing }, span))
  if (facts.service !== null && facts.service !== '' && !/^(?:running|4)$/i.test(facts.service))
    found.push(diagnose('firewall-stopped', { host, status: facts.service.toLowerCase() }, span))
  if (facts.execution !== null && /^allsigned$/i.test(facts.execution) && !target.signed)
    found.push(diagnose('script-unsigned', { host }, span))
  const ignored = facts.profiles
    .filter(({ localRules }) => isNo(localRules))
    .map(({ name }) => name.toLowerCase())
    .filter((name) => profiles.some((profile) => profile === name))
  if (ignored.length > 0)
    found.push(
      diagnose(
        ignored.length < profiles.length ? 'local-rules-partly' : 'local-rules-ignored',
        { host, profiles: ignored },
        span,
      ),
    )
  if ((facts.groupPolicyRules ?? 0) > 0)
    found.push(diagnose('group-policy-rules', { host, count: facts.groupPolicyRules ?? 0 }, span))
  const active = [...new Set(facts.active.map((word) => CATEGORIES[word.toLowerCase()] ?? word.toLowerCase()))]
  if (active.length > 0 && !active.some((name) => profiles.some((profile) => profile === name)))
    found.push(diagnose('profile-not-active', { host, active, profiles }, span))
  found.push(...addressFindings(target, facts, options))
  for (const text of facts.unread)
    found.push(diagnose('preflight-unread', { host, what: text.replace(/\s+/g, ' ') }, span))
  return found
}

const addressFindings = (
  { host, addresses, management }: ServerTarget,
  facts: Facts,
  { span, ownAddress }: FactOptions,
): readonly Diagnostic[] => {
  const found: Diagnostic[] = []
  const own = parseAddresses(facts.addresses, true)
  if (
    addresses !== null &&
    own !== null &&
    facts.addresses.length > 0 &&
    isEmptyAddressSet(intersectAddresses(own, addresses))
  )
    found.push(diagnose('address-differs', { host, expected: formatAddressSet(addresses) }, span))
  if (management === null) return found
  const address = clientAddress(facts.client) ?? ownAddress
  if (address === null)
    found.push(diagnose('preflight-unread', { host, what: 'our own address, to hold against management' }, span))
  else if (isOutside(address, management)) found.push(diagnose('outside-management', { host, address }, span))
  return found
}
