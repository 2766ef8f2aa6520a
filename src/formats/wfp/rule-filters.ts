// SPDX-License-Identifier: MIT
import type { Loss } from '../rule/loss.ts'
import { PROFILES, type Rule } from '../rule/rule.ts'
import { addressConditions } from './address-conditions.ts'
import type { WfpCondition, WfpFilter } from './filter.ts'
import { type FilterOwner, filterOf } from './filter-of.ts'
import { WEIGHT } from './filter-weight.ts'
import { icmpConditions } from './icmp-conditions.ts'
import { layerOf } from './layers.ts'
import { equals, portConditions } from './number-conditions.ts'
import { familiesOf, protocolNumber } from './protocol-number.ts'
import { sayableAddresses } from './sayable-addresses.ts'
import { sayablePorts } from './sayable-ports.ts'
import { serviceDescriptor } from './service-sid.ts'
import { PROFILE_ID } from './types.ts'

export interface RuleFilterOptions extends FilterOwner {
  /** Ports that stand for `RPC`. */
  readonly dynamicRange: string
  /** Permits that the filters of Windows Firewall cannot override. */
  readonly hardPermit: boolean
}

export interface RuleFilters {
  readonly filters: readonly WfpFilter[]
  readonly losses: readonly Loss[]
}

/**
 * The filters of a rule: one for each family, and one more for each ICMP type with codes. What cannot be said is never
 * widened: an entry of a list is left out, a rule with a condition beyond WFP is left out whole, each with a loss.
 */
export const ruleFilters = (rule: Rule, options: RuleFilterOptions): RuleFilters => {
  if (!rule.enabled) return { filters: [], losses: [] }
  const unsayable = unsayableField(rule)
  if (unsayable !== null) return { filters: [], losses: [{ rule: rule.id, ...unsayable }] }
  const localPorts = sayablePorts(rule.id, 'localPorts', rule.localPorts, options.dynamicRange)
  const remotePorts = sayablePorts(rule.id, 'remotePorts', rule.remotePorts, options.dynamicRange)
  const local = sayableAddresses(rule.id, 'localAddresses', rule.localAddresses)
  const remote = sayableAddresses(rule.id, 'remoteAddresses', rule.remoteAddresses)
  const losses = [localPorts, remotePorts, local, remote].flatMap((part) => part.losses)
  const { set: localSet } = local
  const { set: remoteSet } = remote
  if (localPorts.ranges === null || remotePorts.ranges === null || localSet === null || remoteSet === null) {
    return { filters: [], losses }
  }
  const common = [...identityConditions(rule), ...profileConditions(rule)]
  const ports = [
    ...portConditions('FWPM_CONDITION_IP_LOCAL_PORT', localPorts.ranges),
    ...portConditions('FWPM_CONDITION_IP_REMOTE_PORT', remotePorts.ranges),
  ]
  const allow = rule.action === 'allow'
  const filters = familiesOf(rule.protocol)
    .filter((family) => localSet[family].length > 0 && remoteSet[family].length > 0)
    .flatMap((family) =>
      (icmpConditions(rule.icmpTypes) ?? []).map((icmp) =>
        filterOf(options, {
          name: rule.displayName === '' ? rule.id : rule.displayName,
          description: rule.description,
          layer: layerOf(rule.direction, family).name,
          weight: allow ? WEIGHT.permit : WEIGHT.block,
          action: allow ? 'FWP_ACTION_PERMIT' : 'FWP_ACTION_BLOCK',
          hard: allow && options.hardPermit,
          conditions: [
            ...common,
            ...ports,
            ...icmp,
            ...addressConditions('FWPM_CONDITION_IP_LOCAL_ADDRESS', localSet, family),
            ...addressConditions('FWPM_CONDITION_IP_REMOTE_ADDRESS', remoteSet, family),
          ],
          data: { rule: rule.id, ...(rule.service !== null && { service: rule.service }) },
        }),
      ),
    )
  return { filters, losses }
}

const unsayableField = (rule: Rule): Omit<Loss, 'rule'> | null => {
  const number = protocolNumber(rule.protocol)
  const reason = (field: string, text: string): Omit<Loss, 'rule'> => ({ field, reason: text })
  if (rule.action === 'bypass') return reason('action', 'a bypass needs IPsec, which these filters do not ask for')
  if (rule.interfaceTypes.length > 0) return reason('interfaceTypes', 'filters are not narrowed to interface types')
  if (rule.service === '*') return reason('service', 'a filter names one service, not any service')
  if (number !== 6 && number !== 17 && rule.localPorts.length + rule.remotePorts.length > 0)
    return reason('protocol', 'ports need TCP or UDP')
  if (rule.icmpTypes.length > 0 && ((number !== 1 && number !== 58) || icmpConditions(rule.icmpTypes) === null))
    return reason('icmpTypes', 'ICMP types need ICMP and are TYPE:CODE')
  return null
}

/** Protocol, program and service. */
const identityConditions = (rule: Rule): readonly WfpCondition[] => {
  const number = protocolNumber(rule.protocol)
  return [
    ...(rule.program === null ? [] : [equals('FWPM_CONDITION_ALE_APP_ID', 'FWP_BYTE_BLOB_TYPE', rule.program)]),
    ...(rule.service === null
      ? []
      : [equals('FWPM_CONDITION_ALE_USER_ID', 'FWP_SECURITY_DESCRIPTOR_TYPE', serviceDescriptor(rule.service))]),
    ...(number === null ? [] : [equals('FWPM_CONDITION_IP_PROTOCOL', 'FWP_UINT8', number)]),
  ]
}

/** Both the profile in which a connection began and that in which it is now, as Windows Firewall asks for both. */
const profileConditions = (rule: Rule): readonly WfpCondition[] => {
  const profiles = PROFILES.filter((profile) => rule.profiles.includes(profile))
  if (profiles.length === 0 || profiles.length === PROFILES.length) return []
  return (['FWPM_CONDITION_ORIGINAL_PROFILE_ID', 'FWPM_CONDITION_CURRENT_PROFILE_ID'] as const).flatMap((field) =>
    profiles.map((profile) => equals(field, 'FWP_UINT32', PROFILE_ID[profile])),
  )
}
