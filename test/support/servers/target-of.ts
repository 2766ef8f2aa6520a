// SPDX-License-Identifier: MIT
import type { ServerTarget } from '../../../src/servers/server-target.ts'

const bytes = new TextEncoder().encode('# a script')

/** A server for tests of what happens around it. */
export const targetOf = (more: Partial<ServerTarget> = {}): ServerTarget => ({
  host: 'cm01.contoso.test',
  policy: 'cm01',
  hash: 'f'.repeat(64),
  roles: [],
  addresses: null,
  management: null,
  profiles: ['domain'],
  registry: [],
  rules: [],
  script: { name: 'cm01.ps1', bytes, sha256: '' },
  signed: false,
  setRpc: null,
  testRpc: null,
  testSql: [],
  ...more,
})
