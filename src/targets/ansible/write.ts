// SPDX-License-Identifier: MIT
import { formatYaml, type YamlValue, yamlComment } from '../../formats/yaml/format-yaml.ts'
import type { Policy } from '../../rules/policy.ts'
import { shortHash } from '../../rules/policy-hash.ts'
import { writePolicyScript } from '../powershell/write.ts'
import type { OutputFile, TargetOptions, WrittenArtifact } from '../target.ts'
import { groupName } from './group-name.ts'
import { requirements, roleDefaults, roleMeta, roleTasks } from './role.ts'
import { POLICY_VARIABLE, ROLE } from './role-name.ts'

const PARENT = 'portwright'

const yaml = (path: string, comments: readonly string[], value: YamlValue): OutputFile => ({
  path: `ansible/${path}`,
  bytes: new TextEncoder().encode(['---', ...comments.map(yamlComment), formatYaml(value)].join('\n')),
})

/** The script of a policy, byte for byte that of `powershell/`, and the variables of its group. */
export const writeAnsible = (policy: Policy, options: TargetOptions): WrittenArtifact => {
  const { files, losses } = writePolicyScript(policy, options)
  const [script] = files
  if (script === undefined) return { policy: policy.id, files: [], losses }
  return {
    policy: policy.id,
    losses,
    files: [
      { path: `ansible/roles/${ROLE}/files/${policy.id}.ps1`, bytes: script.bytes },
      yaml(
        `inventory/group_vars/${groupName(policy.id)}.yml`,
        [`Computers of the policy ${policy.id}.`, `Hash of the policy: ${shortHash(policy)}`],
        { [POLICY_VARIABLE]: policy.id },
      ),
    ],
  }
}

/** Playbook, inventory and role, which belong to all policies. */
export const writePlaybook = (policies: readonly Policy[], { estate }: TargetOptions): readonly OutputFile[] => [
  yaml('requirements.yml', ['ansible-galaxy collection install -r requirements.yml'], requirements()),
  yaml(
    'site.yml',
    [
      `Windows Firewall policies of ${estate}. First what would change, then the change:`,
      '    ansible-playbook -i inventory site.yml --check --diff',
      '    ansible-playbook -i inventory site.yml',
    ],
    [
      {
        name: 'Windows Firewall has the policies of the estate',
        hosts: PARENT,
        gather_facts: false,
        roles: [{ role: ROLE }],
      },
    ],
  ),
  yaml(
    'inventory/hosts.yml',
    [
      `Computers of ${estate}, a group for each policy. How Ansible reaches them (ansible_connection, ansible_user) is for`,
      'a file of your own beside this one. Client groups are empty: their computers are not in the estate.',
    ],
    {
      all: {
        children: {
          [PARENT]: {
            children: Object.fromEntries(
              policies.map((policy) => [
                groupName(policy.id),
                { hosts: Object.fromEntries(policy.hosts.map((host) => [host, {}])) },
              ]),
            ),
          },
        },
      },
    },
  ),
  yaml(`roles/${ROLE}/tasks/main.yml`, [], roleTasks()),
  yaml(
    `roles/${ROLE}/defaults/main.yml`,
    [
      'present, or absent: every rule of the policy goes. The folder keeps what was there before each change; left',
      'empty, it is Portwright\\rollback below Program Files.',
    ],
    roleDefaults(),
  ),
  yaml(`roles/${ROLE}/meta/main.yml`, [], roleMeta()),
]
