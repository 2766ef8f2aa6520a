// SPDX-License-Identifier: MIT
import type { PeerRule } from './peer-config.ts'
import type { Report } from './read-peer.ts'
import { excerpt } from './safe-text.ts'

const PROFILES = ['domain', 'private', 'public']

/** An estate has one set of profiles, the peer one a rule: what every rule has, so that nothing opens where it was closed. */
export const importProfiles = (rules: readonly PeerRule[], report: Report): readonly string[] => {
  let common = PROFILES
  const seen = new Set<string>()
  for (const { name, profile } of rules) {
    const words = profile.value
      .toLowerCase()
      .split(',')
      .map((word) => word.trim())
    const own =
      words.includes('any') || profile.value === '' ? PROFILES : PROFILES.filter((word) => words.includes(word))
    if (words.some((word) => word !== '' && word !== 'any' && !PROFILES.includes(word))) {
      report(
        'error',
        profile.offset,
        name.value,
        `Profile is Domain, Private, Public or Any, not “${excerpt(profile.value)}”`,
      )
      continue
    }
    seen.add(own.join(' '))
    const next = common.filter((word) => own.includes(word))
    if (seen.size > 1 && own.join(' ') !== [...seen][0])
      report(
        'warning',
        profile.offset,
        name.value,
        'Rules differ in their profile; an estate has one set of profiles for all. Those that every rule has are written',
      )
    common = next
  }
  return common.length === 0 || rules.length === 0 ? ['domain'] : common
}
