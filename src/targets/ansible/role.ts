// SPDX-License-Identifier: MIT
import { powershell } from '../../formats/powershell/powershell.ts'
import { createRenderer } from '../../formats/template/create-renderer.ts'
import { loadTemplate } from '../../formats/template/load-template.ts'
import type { YamlValue } from '../../formats/yaml/format-yaml.ts'
import { POLICY_VARIABLE, ROLE } from './role-name.ts'

const STATE = `${ROLE}_state`
const ROLLBACK = `${ROLE}_rollback_folder`

const render = createRenderer(powershell, loadTemplate)

/** The oldest with `$Ansible.Diff`. */
const COLLECTION = { name: 'ansible.windows', version: '>=1.12.0' }

export const requirements = (): YamlValue => ({ collections: [COLLECTION] })

export const roleDefaults = (): YamlValue => ({ [POLICY_VARIABLE]: '', [STATE]: 'present', [ROLLBACK]: '' })

export const roleMeta = (): YamlValue => ({
  galaxy_info: {
    author: 'Portwright',
    description: 'Windows Firewall has the rules of a policy that was compiled from an estate',
    license: 'MIT',
    min_ansible_version: '2.14',
    platforms: [{ name: 'Windows', versions: ['all'] }],
    galaxy_tags: [],
  },
  dependencies: [],
})

/** The script of the policy runs in a wrapper, since for Ansible an exit code of a script is no failure, and -WhatIf not its check mode. */
export const roleTasks = (): YamlValue => [
  {
    name: 'A policy is named',
    'ansible.builtin.assert': {
      that: [`${POLICY_VARIABLE} | length > 0`, `${STATE} in ['present', 'absent']`],
      fail_msg: `${POLICY_VARIABLE} names a policy, as the groups of inventory/ do; ${STATE} is present or absent.`,
      quiet: true,
    },
  },
  {
    name: 'Windows Firewall has the policy',
    'ansible.windows.win_powershell': {
      depth: 4,
      parameters: {
        Name: `{{ ${POLICY_VARIABLE} }}`,
        Content: `{{ lookup('ansible.builtin.file', ${POLICY_VARIABLE} ~ '.ps1', rstrip=false) | b64encode }}`,
        State: `{{ ${STATE} }}`,
        RollbackFolder: `{{ ${ROLLBACK} }}`,
      },
      script: wrapper(),
    },
  },
]

/** What Ansible takes for an expression of its own. */
const EXPRESSION = /\{[{%#]/

const wrapper = (): string => {
  const text = render('ansible/apply-policy.ps1', {})
  if (EXPRESSION.test(text)) throw new Error('Ansible would take a part of the script for an expression')
  return text
}
