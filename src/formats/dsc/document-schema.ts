// SPDX-License-Identifier: MIT
import * as z from 'zod'

const profiles = z.array(z.enum(['Domain', 'Private', 'Public', 'All']))

export const firewallRule = z.strictObject({
  name: z.string(),
  _exist: z.boolean().optional(),
  description: z.string().optional(),
  applicationName: z.string().optional(),
  serviceName: z.string().optional(),
  protocol: z.int().min(0).max(256).optional(),
  localPorts: z.string().optional(),
  remotePorts: z.string().optional(),
  localAddresses: z.string().optional(),
  remoteAddresses: z.string().optional(),
  direction: z.enum(['Inbound', 'Outbound']).optional(),
  action: z.enum(['Allow', 'Block']).optional(),
  enabled: z.boolean().optional(),
  profiles: profiles.optional(),
  grouping: z.string().optional(),
  interfaceTypes: z.array(z.enum(['RemoteAccess', 'Wireless', 'Lan', 'All'])).optional(),
  edgeTraversal: z.boolean().optional(),
})

/** Manifest of the resource as of DSC 3.2.0, and `unspecifiedRules` as of 3.3.0. */
export const firewallRuleList = z.strictObject({
  unspecifiedRules: z
    .strictObject({
      action: z.enum(['ignore', 'disable', 'remove']),
      direction: z.enum(['Inbound', 'Outbound']).optional(),
      profiles: profiles.min(1).optional(),
    })
    .optional(),
  rules: z.array(z.unknown()),
})

const data = z.union([
  z.strictObject({ String: z.string() }),
  z.strictObject({ ExpandString: z.string() }),
  z.strictObject({ MultiString: z.array(z.string()) }),
  z.strictObject({ Binary: z.array(z.int().min(0).max(255)) }),
  z.strictObject({ DWord: z.int().min(0).max(0xffff_ffff) }),
  z.strictObject({ QWord: z.union([z.number().min(0).refine(Number.isInteger), z.bigint().min(0n)]) }),
])

const HIVE =
  /^(?:HKCR|HKEY_CLASSES_ROOT|HKCU|HKEY_CURRENT_USER|HKLM|HKEY_LOCAL_MACHINE|HKU|HKEY_USERS|HKCC|HKEY_CURRENT_CONFIG)\\/

export const registryInstance = z
  .strictObject({
    keyPath: z.string().regex(HIVE),
    valueName: z.string().optional(),
    valueData: data.optional(),
    _exist: z.boolean().optional(),
  })
  .refine(({ valueName, valueData }) => valueData === undefined || valueName !== undefined, {
    message: 'valueData needs valueName',
  })

const anything = z.unknown().optional()

export const dscResource = z.strictObject({
  name: z.string().min(1),
  type: z.string().regex(/^\w+(?:\.\w+){0,2}\/\w+$/),
  requireVersion: z.string().optional(),
  directives: z
    .strictObject({ requireAdapter: z.string().optional(), securityContext: z.string().optional() })
    .optional(),
  dependsOn: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  condition: anything,
  copy: anything,
  metadata: anything,
  resources: anything,
  executionInformation: anything,
})

/** What stands around the resources, as of DSC 3.2.0. */
export const dscDocument = z.strictObject({
  $schema: z.string().regex(/^https:\/\/.*\/config\/document(?:\.vscode)?\.json$/),
  contentVersion: z.string().optional(),
  directives: z
    .strictObject({
      version: z.string().optional(),
      securityContext: z.enum(['current', 'elevated', 'restricted']).optional(),
      resourceDiscovery: z.enum(['preDeployment', 'duringDeployment']).optional(),
    })
    .optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
  parameters: anything,
  variables: anything,
  functions: anything,
  outputs: anything,
  executionInformation: anything,
  resources: z.array(z.unknown()),
})
