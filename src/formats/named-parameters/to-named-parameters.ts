// SPDX-License-Identifier: MIT
import { parsePorts } from '../port/port-set.ts'
import type { Profile, Protocol, Rule } from '../rule/rule.ts'
import { PROFILES } from '../rule/rule.ts'
import { writeAddressText } from './address-text.ts'
import type { NamedRule, ParameterIssue, ParameterValue } from './named-parameters.ts'
import { OTHER_PARAMETERS, PARAMETERS, type ParameterName } from './parameter-table.ts'
import { INTERFACE_WORDS, LOCAL_PORT_WORDS, PROTOCOL_WORDS, REMOTE_PORT_WORDS } from './parameter-words.ts'

const PROFILE_WORD: Readonly<Record<Profile, string>> = { domain: 'Domain', private: 'Private', public: 'Public' }
const ICMP_TYPE = /^(\d{1,3}):(\d{1,3}|\*)$/
const orAny = (words: readonly string[]): readonly string[] => (words.length === 0 ? ['Any'] : words)

/** TCP or UDP by name or by number: what has ports. */
const wordOf = (protocol: Protocol): string | null => {
  const known = PROTOCOL_WORDS.find((entry) => entry.protocol === protocol || entry.number === protocol)
  if (known !== undefined) return known.word
  const number = Number(protocol)
  return Number.isInteger(number) && number >= 0 && number <= 255 ? String(number) : null
}

/** Windows keeps a rule as one string between bars; the languages it is written in have no NUL and no half characters. */
const textReason = (text: string): string | null =>
  text.includes('|')
    ? 'Windows refuses "|" in a rule'
    : text.includes('\0')
      ? 'a text cannot hold U+0000'
      : text.isWellFormed()
        ? null
        : 'a text holds half a surrogate pair'

/**
 * Says a rule as parameters of New-NetFirewallRule. What is any is said too (`RemoteAddress Any`), so that a rule
 * that was narrowed on the machine is found and put back. With an issue, the parameters are not the rule.
 */
export const toNamedParameters = (rule: Rule): NamedRule => {
  const issues: ParameterIssue[] = []
  const issue = (field: string, reason: string): void => void issues.push({ field, reason })
  const text = (field: string, value: string): string => {
    const reason = textReason(value)
    if (reason !== null) issue(field, reason)
    return value
  }
  const each = (field: string, entries: readonly string[], say: (entry: string) => string | null): readonly string[] =>
    orAny(
      entries.map((entry) => {
        const said = say(entry)
        if (said === null) issue(field, `${JSON.stringify(entry)} has no form in NetSecurity`)
        return said ?? entry
      }),
    )

  const protocol = wordOf(rule.protocol)
  if (protocol === null) issue('protocol', `${rule.protocol} is not an IP protocol`)
  const hasPorts = protocol === 'TCP' || protocol === 'UDP'
  const hasTypes = protocol === 'ICMPv4' || protocol === 'ICMPv6'
  if (!hasPorts && rule.localPorts.length > 0) issue('localPorts', 'ports need TCP or UDP')
  if (!hasPorts && rule.remotePorts.length > 0) issue('remotePorts', 'ports need TCP or UDP')
  if (!hasTypes && rule.icmpTypes.length > 0) issue('icmpTypes', 'ICMP types need ICMPv4 or ICMPv6')
  const ports = (words: ReadonlyMap<string, string>) => (port: string) =>
    parsePorts(port) === null ? (words.get(port) ?? null) : port
  const icmpType = (entry: string): string | null => {
    const [, type, code] = ICMP_TYPE.exec(entry) ?? []
    if (type === undefined || Number(type) > 255 || (code !== '*' && Number(code) > 255)) return null
    return code === '*' ? type : entry
  }

  if (rule.id === '') issue('id', 'a rule needs a name')
  if (rule.displayName === '' || rule.displayName.toLowerCase() === 'all')
    issue('displayName', 'a rule needs a display name other than All')
  const interfaces = rule.interfaceTypes.length === INTERFACE_WORDS.size ? [] : rule.interfaceTypes
  if (interfaces.length > 1) issue('interfaceTypes', 'a rule has one interface type, or all')
  const interfaceType = interfaces[0] === undefined ? undefined : INTERFACE_WORDS.get(interfaces[0])
  if (interfaces.length === 1 && interfaceType === undefined)
    issue('interfaceTypes', `${JSON.stringify(interfaces[0])} is not an interface type`)
  if (rule.localAddresses.some((address) => /^[A-Za-z]+[46]?$/.test(address)))
    issue('localAddresses', 'a local address is no keyword')

  const all: [ParameterName, ParameterValue | undefined][] = [
    ['Name', text('id', rule.id)],
    ['DisplayName', text('displayName', rule.displayName)],
    ['Description', rule.description === '' ? undefined : text('description', rule.description)],
    ['Group', rule.group === '' ? undefined : text('group', rule.group)],
    ['Enabled', rule.enabled ? 'True' : 'False'],
    [
      'Profile',
      orAny(PROFILES.filter((profile) => rule.profiles.includes(profile)).map((profile) => PROFILE_WORD[profile])),
    ],
    ['Direction', rule.direction === 'in' ? 'Inbound' : 'Outbound'],
    ['Action', rule.action === 'block' ? 'Block' : 'Allow'],
    ['Protocol', protocol ?? 'Any'],
    ['LocalPort', hasPorts ? each('localPorts', rule.localPorts, ports(LOCAL_PORT_WORDS)) : undefined],
    ['RemotePort', hasPorts ? each('remotePorts', rule.remotePorts, ports(REMOTE_PORT_WORDS)) : undefined],
    ['IcmpType', hasTypes ? each('icmpTypes', rule.icmpTypes, icmpType) : undefined],
    ['LocalAddress', each('localAddresses', rule.localAddresses, writeAddressText)],
    ['RemoteAddress', each('remoteAddresses', rule.remoteAddresses, writeAddressText)],
    ['Program', rule.program === null ? undefined : text('program', rule.program)],
    ['Service', rule.service === null ? undefined : text('service', rule.service)],
    ['InterfaceType', interfaceType],
    ...otherParameters(rule, issue),
  ]
  const parameters: { [name in ParameterName]?: ParameterValue } = {}
  for (const [name, value] of all) if (value !== undefined) parameters[name] = value
  return { parameters, issues }
}

/** The keys of `other` that are parameters; the schema version is no part of what a rule says. */
const otherParameters = (
  rule: Rule,
  issue: (field: string, reason: string) => void,
): readonly [ParameterName, ParameterValue][] => {
  if (rule.other === undefined && rule.action !== 'bypass') return []
  const other = rule.other ?? {}
  for (const key of Object.keys(other))
    if (key !== 'version' && !OTHER_PARAMETERS.includes(key as ParameterName))
      issue(`other.${key}`, 'NetSecurity has no parameter for it')
  if (rule.action === 'bypass' && !Object.hasOwn(other, 'Authentication'))
    issue('action', 'a rule that overrides block rules needs authentication')
  return OTHER_PARAMETERS.flatMap((name): [ParameterName, ParameterValue][] => {
    const value = name === 'OverrideBlockRules' && rule.action === 'bypass' ? 'True' : other[name]
    if (value === undefined) return []
    const texts = typeof value === 'string' ? [value] : value
    for (const text of texts) {
      const reason = textReason(text)
      if (reason !== null) issue(`other.${name}`, reason)
    }
    const { kind } = PARAMETERS[name]
    if (kind === 'list') return [[name, texts]]
    if (kind === 'boolean') return [[name, texts[0]?.toLowerCase() === 'true']]
    return [[name, texts.join(',')]]
  })
}
