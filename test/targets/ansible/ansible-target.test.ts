// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { parse } from 'yaml'
import { compareArtifact } from '../../../src/compile/policy-artifacts.ts'
import { groupName } from '../../../src/targets/ansible/group-name.ts'
import { ansibleTarget } from '../../../src/targets/ansible/target.ts'
import { powershellTarget } from '../../../src/targets/powershell/target.ts'
import type { OutputFile } from '../../../src/targets/target.ts'
import { OPTIONS, policy, rule } from '../../support/sample-rules.ts'

const textOf = ({ bytes }: OutputFile): string => new TextDecoder().decode(bytes)
const dataOf = (file: OutputFile | undefined) => parse(textOf(file as OutputFile), { version: '1.1' })

const SERVERS = policy([rule()], { id: 'PS1-site-server+sms-provider', hosts: ['cm01.x.test', 'cm02.x.test'] })
const DESKS = policy([rule()], { id: 'clients-desks', hosts: [], clients: ['desks'] })

test('the role holds the script of the policy byte for byte, and its group names the policy', (t) => {
  const [script] = powershellTarget.write(SERVERS, OPTIONS).files
  const { files, losses } = ansibleTarget.write(SERVERS, OPTIONS)
  t.deepEqual(losses, [])
  t.deepEqual(
    files.map(({ path }) => path),
    [
      'ansible/roles/portwright_firewall/files/PS1-site-server+sms-provider.ps1',
      'ansible/inventory/group_vars/portwright_PS1_site_server__sms_provider.yml',
    ],
  )
  t.deepEqual(files[0]?.bytes, script?.bytes)
  t.deepEqual(dataOf(files[1]), { portwright_firewall_policy: SERVERS.id })
})

test('the inventory has a group for each policy, with its hosts; client groups are empty', (t) => {
  const shared = new Map((ansibleTarget.shared?.([SERVERS, DESKS], OPTIONS) ?? []).map((file) => [file.path, file]))
  t.deepEqual([...shared.keys()].sort(), [
    'ansible/inventory/hosts.yml',
    'ansible/requirements.yml',
    'ansible/roles/portwright_firewall/defaults/main.yml',
    'ansible/roles/portwright_firewall/meta/main.yml',
    'ansible/roles/portwright_firewall/tasks/main.yml',
    'ansible/site.yml',
  ])
  t.deepEqual(dataOf(shared.get('ansible/inventory/hosts.yml')).all.children.portwright.children, {
    portwright_PS1_site_server__sms_provider: { hosts: { 'cm01.x.test': {}, 'cm02.x.test': {} } },
    portwright_clients_desks: { hosts: {} },
  })
  t.deepEqual(dataOf(shared.get('ansible/site.yml'))[0].hosts, 'portwright')
  for (const file of shared.values()) t.regex(textOf(file), /^---\n[\n -~]*\n$/)
})

test('nothing that a user wrote becomes an expression of Ansible', (t) => {
  const estate = '{{ lookup("pipe", "id") }} \u2028- x: y'
  for (const { path, bytes } of ansibleTarget.shared?.([SERVERS], { ...OPTIONS, estate }) ?? []) {
    const values = JSON.stringify(parse(new TextDecoder().decode(bytes), { version: '1.1' }))
    t.false(values.includes('"pipe"') || values.includes('pipe'), path)
  }
})

test('each policy has a group of its own, of letters, digits and underscores, whatever its case', (t) => {
  const id = fc.string({ unit: fc.constantFrom('a', 'B', '1', '-', '+', '.', '_', '_x'), minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(fc.uniqueArray(id, { selector: (one) => one.toLowerCase(), maxLength: 20 }), (ids) => {
      const groups = ids.map(groupName)
      for (const group of groups) t.regex(group, /^portwright_\w+$/)
      t.is(new Set(groups.map((group) => group.toLowerCase())).size, ids.length)
    }),
    { numRuns: 300 },
  )
  t.is(groupName('cm01.contoso.test'), 'portwright_cm01___contoso___test')
})

test('a group that names another policy, or a script that is gone, is no proof', (t) => {
  const { files } = ansibleTarget.write(SERVERS, OPTIONS)
  const [script, group] = files as readonly [OutputFile, OutputFile]
  t.deepEqual(compareArtifact(ansibleTarget, SERVERS, files, []), [])
  const other = { ...group, bytes: new TextEncoder().encode('portwright_firewall_policy: clients-desks\n') }
  t.not(compareArtifact(ansibleTarget, SERVERS, [script, other], []).length, 0)
  t.not(compareArtifact(ansibleTarget, SERVERS, [group], []).length, 0)
})
