// SPDX-License-Identifier: MIT
import type { Policy } from '../../../src/rules/policy.ts'

/** A policy of one host without rules, values or settings. */
export const plainPolicy = (fields: Partial<Policy> = {}): Policy => ({
  id: 'cm01.contoso.test',
  hash: '0123456789abcdef'.repeat(4),
  name: 'ConfigMgr cm01.contoso.test',
  guid: '{00000000-0000-0000-0000-000000000001}',
  gpoGuid: '{00000000-0000-0000-0000-000000000002}',
  securityGroup: 'ConfigMgr cm01.contoso.test',
  description: '',
  domain: null,
  groupPolicy: true,
  group: '',
  hosts: ['cm01.contoso.test'],
  clients: [],
  networks: null,
  profiles: ['domain'],
  productType: null,
  dynamicRange: '49152-65535',
  rules: [],
  registry: [],
  settings: null,
  options: {},
  widened: [],
  covered: [],
  ...fields,
})
