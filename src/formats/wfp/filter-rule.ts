// SPDX-License-Identifier: MIT
import { parseAddress } from '../address/address-set.ts'
import { parseIPv4 } from '../address/ip.ts'
import type { Loss } from '../rule/loss.ts'
import { PROFILES, type Profile, type Rule } from '../rule/rule.ts'
import { ruleFaults } from '../rule/rule-faults.ts'
import { type RuleOrLosses, ruleOrLosses } from '../rule/rule-or-losses.ts'
import type { WfpCondition, WfpFilter } from './filter.ts'
import { knownService } from './known-services.ts'
import { findLayer } from './layers.ts'
import { isOtherCondition } from './other-conditions.ts'
import { protocolOf } from './protocol-number.ts'
import { readProviderData } from './provider-data.ts'
import { descriptorServiceSid, serviceSid } from './service-sid.ts'
import { PROFILE_ID } from './types.ts'

type Part = Partial<Rule>
/** What a rule has no key for, by Windows' own name. */
type Other = Map<string, string | readonly string[]>
type Reader = (conditions: readonly WfpCondition[], filter: WfpFilter) => Part | null
type Fault = Omit<Loss, 'rule' | 'text'>

const FLAGS = new Set(
  'PERSISTENT BOOTTIME HAS_PROVIDER_CONTEXT CLEAR_ACTION_RIGHT PERMIT_IF_CALLOUT_UNREGISTERED DISABLED INDEXED HAS_SECURITY_REALM_PROVIDER_CONTEXT SYSTEMOS_ONLY GAMEOS_ONLY SILENT_MODE IPSEC_NO_ACQUIRE_INITIATE RESERVED0 RESERVED1 HAS_FILTER_ORIGIN'
    .split(' ')
    .map((name) => `FWPM_FILTER_FLAG_${name}`),
)

/** What of a filter was not understood: without it the rule would be another. */
const faultsOf = (filter: WfpFilter): readonly Fault[] => [
  ...(filter.damage === undefined ? [] : [{ field: 'filter', reason: filter.damage }]),
  ...(isCallout(filter)
    ? [{ field: 'action', reason: `${filter.action}: a callout decides, and the filter does not say how` }]
    : []),
  ...filter.flags
    .filter((flag) => !FLAGS.has(flag))
    .map((flag) => ({ field: 'flags', reason: `${flag} is not known` })),
]

/** A filter in one line: its layer and action, and what it asks for. */
const filterText = ({ name, key, layer, action, conditions }: WfpFilter): string =>
  [`${name || key}: ${action} at ${layer}`, ...conditions.map((one) => `${one.field} ${conditionText(one)}`)].join('; ')

function* textsOf({ name, key, layer, action, conditions }: WfpFilter): Generator<string, void> {
  yield* [name || key, layer, action]
  for (const { field, match, value } of conditions) yield* [field, match, value.type, value.value]
}

/**
 * The rule that a filter says, if all of it was understood; null for filters at layers that hold no rules. Conditions
 * that a rule has no key for stay in `other` under the SDK's name of their field. The id is the filter's key.
 */
export const filterRule = (filter: WfpFilter): RuleOrLosses | null => {
  const layer = findLayer(filter.layer)
  if (layer === undefined) return null
  const byField = Map.groupBy(filter.conditions, ({ field }) => field)
  const other = otherOf(filter)
  const parts: Part[] = []
  const faults = [...faultsOf(filter)]
  for (const [field, conditions] of byField) {
    const part = READERS.get(field)?.(conditions, filter) ?? null
    if (part !== null) parts.push(part)
    else if (conditions.every(isOtherCondition)) other.set(field, conditions.map(conditionText))
    else faults.push({ field, reason: `not understood: ${conditions.map(conditionText).join(', ')}` })
  }
  const read: Part = Object.assign({}, ...parts)
  const profiles = profilesOf(byField, other)
  const icmp = read.protocol === 'icmp4' || read.protocol === 'icmp6'
  const types = icmp ? icmpTypes(read) : (read.icmpTypes ?? [])
  if (types === null) faults.push({ field: 'FWPM_CONDITION_ICMP_TYPE', reason: 'types and codes were not understood' })
  const whole = layer.family === 'v4' ? '0.0.0.0/0' : '::/0'
  const ownFamily = read.protocol === (layer.family === 'v4' ? 'icmp4' : 'icmp6')
  const rule: Rule = {
    id: filter.key,
    displayName: filter.name,
    description: filter.description,
    group: '',
    direction: layer.direction,
    action: filter.action === 'FWP_ACTION_BLOCK' ? 'block' : 'allow',
    enabled: !filter.flags.includes('FWPM_FILTER_FLAG_DISABLED'),
    profiles,
    protocol: read.protocol ?? 'any',
    localPorts: icmp ? [] : (read.localPorts ?? []),
    remotePorts: icmp ? [] : (read.remotePorts ?? []),
    icmpTypes: types ?? [],
    localAddresses: read.localAddresses ?? [],
    remoteAddresses: read.remoteAddresses ?? (ownFamily || read.localAddresses !== undefined ? [] : [whole]),
    program: read.program ?? null,
    service: read.service ?? null,
    interfaceTypes: [],
    flows: [],
    other: Object.fromEntries(other),
  }
  return ruleOrLosses(rule, faults.length === 0 ? ruleFaults(rule) : faults, {
    parts: textsOf(filter),
    whole: () => filterText(filter),
  })
}

const conditionText = ({ match, value }: WfpCondition): string => `${match} ${value.type} ${value.value}`.trim()

const otherOf = (filter: WfpFilter): Other => {
  const other: Other = new Map()
  const note = (key: string, value: string | readonly string[] | null): void => {
    if (value !== null && value.length > 0) other.set(key, value)
  }
  const own = readProviderData(filter.providerData)
  note('layerKey', filter.layer)
  note('subLayerKey', filter.subLayer)
  note('providerKey', filter.provider)
  note('providerData', own === null ? filter.providerData : Buffer.from(filter.providerData, 'hex').toString('utf8'))
  note('weight', `${filter.weight.type} ${filter.weight.value}`.trim())
  note('flags', filter.flags)
  note('action', isCallout(filter) ? filter.action : null)
  note('filterType', filter.callout)
  note('providerContextKey', filter.providerContext)
  return other
}

/** A callout, or an action that is none of ours to judge. */
const isCallout = ({ action }: WfpFilter): boolean => action !== 'FWP_ACTION_PERMIT' && action !== 'FWP_ACTION_BLOCK'

const values = (conditions: readonly WfpCondition[], type: string): readonly string[] | null =>
  conditions.every(({ match, value }) => match === 'FWP_MATCH_EQUAL' && value.type === type)
    ? conditions.map(({ value }) => value.value)
    : null

const ports: (key: 'localPorts' | 'remotePorts') => Reader = (key) => (conditions) => {
  const texts: string[] = []
  for (const { match, value } of conditions) {
    if (match === 'FWP_MATCH_EQUAL' && value.type === 'FWP_UINT16') texts.push(value.value)
    else if (match === 'FWP_MATCH_RANGE' && value.of === 'FWP_UINT16') texts.push(value.value)
    else return null
  }
  return texts.every((text) => /^\d{1,5}(?:-\d{1,5})?$/.test(text)) ? { [key]: texts } : null
}

const addresses: (key: 'localAddresses' | 'remoteAddresses') => Reader = (key) => (conditions) => {
  const texts: string[] = []
  for (const { match, value } of conditions) {
    const range = match === 'FWP_MATCH_RANGE' && value.type === 'FWP_RANGE_TYPE'
    const text = !range && match !== 'FWP_MATCH_EQUAL' ? null : addressText(value.value)
    if (text === null) return null
    texts.push(text)
  }
  return { [key]: texts }
}

/** As a rule spells it: a mask is a prefix length where it can be one. Null for what is no address. */
const addressText = (text: string): string | null => {
  const set = parseAddress(text, true)
  if (set === null || set.keywords.length > 0) return null
  const [base, mask] = text.split('/')
  const number = mask === undefined ? null : parseIPv4(mask)
  return number === null ? text : `${base}/${number === 0 ? 0 : 32 - Math.log2(2 ** 32 - number)}`
}

const program: Reader = (conditions) => {
  const texts = values(conditions, 'FWP_BYTE_BLOB_TYPE')
  // Bytes that are no path are given as they are.
  return texts?.length === 1 && !/^[0-9a-f\s]{16,}$/i.test(texts[0] as string) ? { program: texts[0] as string } : null
}

const service: Reader = (conditions, filter) => {
  const texts = values(conditions, 'FWP_SECURITY_DESCRIPTOR_TYPE')
  const sid = texts?.length === 1 ? descriptorServiceSid(texts[0] as string) : null
  if (sid === null) return null
  const told = readProviderData(filter.providerData)?.service
  return { service: told !== undefined && serviceSid(told) === sid ? told : (knownService(sid) ?? sid) }
}

const protocol: Reader = (conditions) => {
  const texts = values(conditions, 'FWP_UINT8')
  return texts?.length === 1 && /^\d{1,3}$/.test(texts[0] as string) && Number(texts[0]) <= 255
    ? { protocol: protocolOf(Number(texts[0])) }
    : null
}

/** FWP_CONDITION_SOCKET_PROPERTY_FLAG_IS_SYSTEM_PORT_RPC: what Windows Firewall makes of `RPC`. */
const systemPort: Reader = (conditions, filter) =>
  values(conditions, 'FWP_UINT32')?.join() === '1' &&
  !filter.conditions.some(({ field }) => field === 'FWPM_CONDITION_IP_LOCAL_PORT')
    ? { localPorts: ['RPC'] }
    : null

/** The type of the packet that an ICMP error answers, or of the ICMP packet itself: what Windows Firewall writes. */
const originalType: Reader = (conditions) => {
  const texts = ['FWP_UINT8', 'FWP_UINT16', 'FWP_UINT32'].flatMap((type) => values(conditions, type) ?? [])
  return texts.length === conditions.length ? { icmpTypes: texts } : null
}

const READERS: ReadonlyMap<string, Reader> = new Map(
  Object.entries({
    FWPM_CONDITION_IP_PROTOCOL: protocol,
    FWPM_CONDITION_IP_LOCAL_PORT: ports('localPorts'),
    FWPM_CONDITION_IP_REMOTE_PORT: ports('remotePorts'),
    FWPM_CONDITION_IP_LOCAL_ADDRESS: addresses('localAddresses'),
    FWPM_CONDITION_IP_REMOTE_ADDRESS: addresses('remoteAddresses'),
    FWPM_CONDITION_ALE_APP_ID: program,
    FWPM_CONDITION_ALE_USER_ID: service,
    FWPM_CONDITION_ALE_SIO_FIREWALL_SYSTEM_PORT: systemPort,
    FWPM_CONDITION_ORIGINAL_ICMP_TYPE: originalType,
  }),
)

const ORIGINAL = 'FWPM_CONDITION_ORIGINAL_PROFILE_ID'
const CURRENT = 'FWPM_CONDITION_CURRENT_PROFILE_ID'

/** Profiles where a filter asks for the same ones at both fields; else they stay in `other`. */
const profilesOf = (byField: ReadonlyMap<string, readonly WfpCondition[]>, other: Other): readonly Profile[] => {
  const ids = (field: string): string | null =>
    values(byField.get(field) ?? [], 'FWP_UINT32')
      ?.toSorted()
      .join() ?? null
  const wanted = PROFILES.filter((profile) => ids(CURRENT)?.split(',').includes(`${PROFILE_ID[profile]}`))
  const known = wanted
    .map((profile) => `${PROFILE_ID[profile]}`)
    .toSorted()
    .join()
  if (wanted.length === 0 || known !== ids(CURRENT) || (ids(ORIGINAL) !== '' && ids(ORIGINAL) !== known)) return []
  other.delete(ORIGINAL)
  other.delete(CURRENT)
  return wanted
}

/**
 * ICMP type and code are the local and the remote port of a filter; the type may also stand by itself. Null where they are
 * more than single numbers, or a code stands without a type.
 */
const icmpTypes = (read: Part): readonly string[] | null => {
  const types = read.icmpTypes ?? read.localPorts ?? []
  const codes = read.remotePorts ?? []
  const single = [...types, ...codes].every((text) => /^\d{1,3}$/.test(text) && Number(text) <= 255)
  if (!single || (types.length === 0 && codes.length > 0) || (read.icmpTypes && read.localPorts)) return null
  return types.flatMap((type) => (codes.length === 0 ? [`${type}:*`] : codes.map((code) => `${type}:${code}`)))
}
