// SPDX-License-Identifier: MIT
import type { BackupFile, GpoBackup } from '../../../src/formats/gpo-backup/gpo-backup.ts'
import { writeFirewallPolicy } from '../../../src/formats/registry-pol/write-firewall-policy.ts'
import type { RegistryValue } from '../../../src/formats/rule/registry-value.ts'
import { sampleRule } from '../rule-string/sample-rule.ts'

const RPC = 'HKLM\\Software\\Microsoft\\Rpc\\Internet'

export const RPC_VALUES: readonly RegistryValue[] = [
  { key: RPC, name: 'Ports', type: 'REG_MULTI_SZ', data: ['50000-50199', '51000-51099'] },
  { key: RPC, name: 'PortsInternetAvailable', type: 'REG_SZ', data: 'Y' },
  { key: RPC, name: 'UseInternetPorts', type: 'REG_SZ', data: 'Y' },
]

export const sampleBackup = (fields: Partial<GpoBackup> = {}): GpoBackup => ({
  id: '{11111111-2222-4333-8444-555555555555}',
  gpoId: '{AAAAAAAA-BBBB-4CCC-8DDD-EEEEEEEEEEEE}',
  name: 'Sample',
  domain: 'contoso.test',
  comment: '',
  records: writeFirewallPolicy({ profiles: [], settings: null, rules: [sampleRule()], registry: [] }),
  preferences: [],
  gpoComment: null,
  ...fields,
})

export const textOf = (files: readonly BackupFile[], name: string): string => {
  const file = files.find(({ path }) => path.endsWith(`/${name}`))
  return new TextDecoder(name === 'gpreport.xml' || name === 'GPO.cmt' ? 'utf-16le' : 'utf-8', {
    ignoreBOM: true,
  }).decode(file?.bytes)
}
