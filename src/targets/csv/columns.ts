// SPDX-License-Identifier: MIT

/** `policy`, then the keys of a rule in their order. */
export const RULE_COLUMNS = [
  'policy',
  'id',
  'displayName',
  'description',
  'group',
  'direction',
  'action',
  'enabled',
  'profiles',
  'protocol',
  'localPorts',
  'remotePorts',
  'icmpTypes',
  'localAddresses',
  'remoteAddresses',
  'program',
  'service',
  'interfaceTypes',
  'flows',
] as const
