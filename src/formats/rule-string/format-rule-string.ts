// SPDX-License-Identifier: MIT
import type { Action, Profile, Protocol, Rule } from '../rule/rule.ts'
import { FIELD_ORDER } from './field-order.ts'
import { BASE_VERSION, FIELD_VERSION, formatVersion, parseVersion, type SchemaVersion } from './schema-version.ts'
import { sourceText } from './source-text.ts'
import { writeAddresses } from './write-addresses.ts'
import { writePorts } from './write-ports.ts'

const ACTION: Readonly<Record<Action, string>> = { allow: 'Allow', block: 'Block', bypass: 'ByPass' }
const PROFILE: Readonly<Record<Profile, string>> = {
  domain: 'Profile=Domain|',
  private: 'Profile=Private|',
  public: 'Profile=Public|',
}
const PROTOCOL: Readonly<Record<Exclude<Protocol, number>, string>> = {
  any: '',
  icmp4: 'Protocol=1|',
  tcp: 'Protocol=6|',
  udp: 'Protocol=17|',
  icmp6: 'Protocol=58|',
}

/** No profile field means all of them, which is what netsh and NetSecurity write. */
const writeProfiles = (profiles: readonly Profile[]): string => {
  const domain = profiles.includes('domain')
  const priv = profiles.includes('private')
  const pub = profiles.includes('public')
  if (domain === priv && priv === pub) return ''
  return `${domain ? PROFILE.domain : ''}${priv ? PROFILE.private : ''}${pub ? PROFILE.public : ''}`
}

const writeTexts = (key: string, values: readonly string[]): string => {
  let text = ''
  for (const value of values) text += `${key}=${value}|`
  return text
}

const KNOWN: ReadonlySet<string> = new Set([...FIELD_ORDER, 'version'])
const NOTHING = (): string => ''

/** Writes a rule in Windows' order of fields, whatever string it was read from. */
export const formatRuleFields = (rule: Rule): string => {
  const other = rule.other
  let version: SchemaVersion = 0
  const more =
    other === undefined
      ? NOTHING
      : (key: string): string => {
          if (!Object.hasOwn(other, key)) return ''
          const value = other[key] as string | readonly string[]
          version = Math.max(version, FIELD_VERSION[key] ?? 0)
          return typeof value === 'string' ? `${key}=${value}|` : writeTexts(key, value)
        }
  const localPorts = writePorts('L', rule.localPorts)
  const remotePorts = writePorts('R', rule.remotePorts)
  const local = writeAddresses('L', rule.localAddresses)
  const remote = writeAddresses('R', rule.remoteAddresses)
  let text =
    `${other?.Action === undefined ? `Action=${ACTION[rule.action]}|` : more('Action')}` +
    `${other?.Active === undefined ? `Active=${rule.enabled ? 'TRUE' : 'FALSE'}|` : more('Active')}` +
    `${other?.Dir === undefined ? `Dir=${rule.direction === 'in' ? 'In' : 'Out'}|` : more('Dir')}` +
    (typeof rule.protocol === 'number' ? `Protocol=${rule.protocol}|` : PROTOCOL[rule.protocol]) +
    more('Protocol') +
    writeProfiles(rule.profiles) +
    more('Profile') +
    localPorts.text +
    more('LPort') +
    more('LPort2_10') +
    more('LPort2_20') +
    more('LPort2_24') +
    remotePorts.text +
    more('RPort') +
    more('RPort2_10')
  if (rule.icmpTypes.length > 0) text += writeTexts(rule.protocol === 'icmp6' ? 'ICMP6' : 'ICMP4', rule.icmpTypes)
  text +=
    `${more('ICMP4')}${more('ICMP6')}${local.v4}${more('LA4')}${local.v6}${more('LA6')}` +
    `${remote.keywords4}${more('RA42')}${remote.keywords6}${more('RA62')}` +
    `${remote.v4}${more('RA4')}${remote.v6}${more('RA6')}${more('IF')}`
  if (rule.interfaceTypes.length > 0) text += writeTexts('IFType', rule.interfaceTypes)
  text += more('IFType')
  if (rule.program !== null) text += `App=${rule.program}|`
  text += more('App')
  if (rule.service !== null) text += `Svc=${rule.service}|`
  text += more('Svc')
  if (rule.displayName !== '') text += `Name=${rule.displayName}|`
  text += more('Name')
  if (rule.description !== '') text += `Desc=${rule.description}|`
  if (other !== undefined) {
    text += more('Desc')
    for (let i = FIELD_ORDER.indexOf('Desc') + 1; i < FIELD_ORDER.indexOf('EmbedCtxt'); i++)
      text += more(FIELD_ORDER[i] as string)
  }
  if (rule.group !== '') text += `EmbedCtxt=${rule.group}|`
  if (other !== undefined) {
    for (let i = FIELD_ORDER.indexOf('EmbedCtxt'); i < FIELD_ORDER.length; i++) text += more(FIELD_ORDER[i] as string)
    for (const key of Object.keys(other)) if (!KNOWN.has(key)) text += more(key)
  }
  version = Math.max(version, localPorts.version, remotePorts.version, local.version, remote.version)
  const read = typeof other?.version === 'string' ? parseVersion(other.version) : null
  return `v${formatVersion(Math.max(version, read ?? BASE_VERSION))}|${text}`
}

/**
 * Writes a rule as Windows stores it (MS-GPFAS 2.2.2.19), in the lowest schema version that can say it, or in the one
 * it was read in. A rule that `parseRuleString` read gives the string it was read from. Check the rule first: there is
 * no escaping, and what a rule string cannot say (`checkRule`) would become another rule.
 */
export const formatRuleString = (rule: Rule): string => sourceText(rule) ?? formatRuleFields(rule)
