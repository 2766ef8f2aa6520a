// SPDX-License-Identifier: MIT

import type { ProfileSettings } from '../../formats/rule/profile-settings.ts'
import { PROFILES, type Profile } from '../../formats/rule/rule.ts'
import { namedTargets, USUAL_TARGETS } from '../../targets/target-names.ts'
import type { Firewall, HostFirewall } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path, Report } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import { plainText } from './check-name.ts'
import type { Context } from './context.ts'
import { resolveRpc } from './resolve-rpc.ts'

type FirewallEntry = NonNullable<EstateFile['firewall']>
type HostEntry = NonNullable<NonNullable<EstateFile['hosts']>[string]['firewall']>

export const FIREWALL_DEFAULTS: HostFirewall = {
  profiles: ['domain'],
  direction: 'inbound',
  remote: 'peers',
  rpc: null,
}

/** The words of a list in their fixed order; empty and repeated ones are reported. */
const ordered = <W extends string>(
  words: readonly W[],
  order: readonly W[],
  report: Report,
  path: Path,
): readonly W[] => {
  const named = new Set<W>()
  if (words.length === 0 && !isLeftOut(words)) report('empty-list', { key: String(path.at(-1)) }, path, 'key')
  for (const [index, word] of words.entries()) {
    if (named.has(word)) report('duplicate-entry', { word }, [...path, index])
    named.add(word)
  }
  return order.filter((word) => named.has(word))
}

export const resolveHostFirewall = (
  entry: HostEntry | undefined,
  defaults: HostFirewall,
  path: Path,
  context: Context,
): HostFirewall => {
  if (entry === undefined) return defaults
  const profiles: readonly Profile[] | undefined = entry.profiles
  return {
    profiles: profiles ? ordered(profiles, PROFILES, context.report, [...path, 'profiles']) : defaults.profiles,
    direction: entry.direction ?? defaults.direction,
    remote: entry.remote ?? defaults.remote,
    rpc: entry.rpc ? resolveRpc(entry.rpc, [...path, 'rpc'], context.report) : defaults.rpc,
  }
}

const LARGEST_LOG = 32767
/** No path of Windows holds them, and a batch file could not. */
const NO_PATH = /["<>*?]/

const logFileOf = (given: string | undefined, path: Path, report: Report): string | null => {
  const file = plainText(given, 'logFile', report, path)
  const character = NO_PATH.exec(file ?? '')?.[0]
  if (character === undefined) return file
  report('invalid-text', { key: 'logFile', reason: `no path of Windows holds the character ${character}` }, path)
  return null
}

const resolveSettings = (settings: FirewallEntry['settings'], report: Report): ProfileSettings | null => {
  if (settings === undefined) return null
  const path = ['firewall', 'settings']
  const { logSize } = settings
  if (logSize !== undefined && !(Number.isInteger(logSize) && logSize >= 1 && logSize <= LARGEST_LOG))
    report('setting-out-of-range', { key: 'logSize', value: String(logSize), range: '1 to 32767 (KB)' }, [
      ...path,
      'logSize',
    ])
  return {
    enabled: settings.enabled ?? null,
    defaultInbound: settings.defaultInbound ?? null,
    defaultOutbound: settings.defaultOutbound ?? null,
    localRules: settings.localRules ?? null,
    localConnectionSecurityRules: settings.localConnectionSecurityRules ?? null,
    notifications: settings.notifications ?? null,
    unicastResponse: settings.unicastResponse ?? null,
    logDropped: settings.logDropped ?? null,
    logAllowed: settings.logAllowed ?? null,
    logFile: logFileOf(settings.logFile, [...path, 'logFile'], report),
    logSize: logSize ?? null,
  }
}

/** Left out, the usual ones; a target named twice counts once. */
const resolveTargets = (targets: FirewallEntry['targets'], report: Report): Firewall['targets'] => {
  if (targets === undefined) return USUAL_TARGETS
  const words = typeof targets === 'string' ? [targets] : targets
  if (words.length === 0 && !isLeftOut(words)) report('empty-list', { key: 'targets' }, ['firewall', 'targets'], 'key')
  return namedTargets(words)
}

export const resolveFirewall = (firewall: EstateFile['firewall'], context: Context): Firewall => {
  const { report } = context
  return {
    ...resolveHostFirewall(firewall, FIREWALL_DEFAULTS, ['firewall'], context),
    scope: firewall?.scope ?? 'role-set',
    targets: resolveTargets(firewall?.targets, report),
    settings: resolveSettings(firewall?.settings, report),
  }
}
