// SPDX-License-Identifier: MIT
import type { ConfigurationItem, ItemText } from '../../formats/configuration-item/configuration-item.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import { isEncodeError } from '../../formats/template/encode-error.ts'
import { isXmlText } from '../../formats/xml/xml-text.ts'
import type { Policy } from '../../rules/policy.ts'
import { policyRules } from '../powershell/policy-rules.ts'
import type { TargetOptions } from '../target.ts'
import { itemName, ruleName, scopeName, settingName, textId } from './item-names.ts'
import { type ItemScripts, itemScripts } from './item-scripts.ts'

export interface PolicyItem {
  /** Null where nothing of the policy can be said. */
  readonly item: ConfigurationItem | null
  readonly losses: readonly Loss[]
}

const EMPTY: ItemText = { text: '', resource: null }
/** PowerShell says these by their number. */
const CONTROL = /\p{Cc}/gu
const UNSAYABLE = 'XML cannot hold one of its characters'

/** The item that says whether a computer has the policy's rules; every element is there that the console writes. */
export const policyItem = (policy: Policy, options: TargetOptions): PolicyItem => {
  const said = policyRules(policy, ({ parameters }) =>
    Object.values(parameters)
      .flat()
      .every((value) => typeof value !== 'string' || isXmlText(value.replace(CONTROL, '')))
      ? null
      : { field: 'rule', reason: UNSAYABLE },
  )
  try {
    const scripts = itemScripts(policy, said.rules, options)
    if (!isXmlText(`${options.estate}${policy.id}${scripts.discovery}${scripts.applies}`))
      return { item: null, losses: [...said.losses, { rule: null, field: 'name', reason: UNSAYABLE }] }
    return { item: itemOf(policy, scripts, options), losses: said.losses }
  } catch (error) {
    if (!isEncodeError(error)) throw error
    const reason = `a name cannot be said in PowerShell: ${error.message}`
    return { item: null, losses: [...said.losses, { rule: null, field: 'name', reason }] }
  }
}

const itemOf = (policy: Policy, scripts: ItemScripts, { estate, baseline }: TargetOptions): ConfigurationItem => {
  const { version, remediate } = baseline
  const identity = { scope: scopeName(estate), name: itemName(estate, policy.id) }
  const setting = settingName(estate, policy.id)
  const text = (of: string, value: string): ItemText => ({ text: value, resource: textId(estate, policy.id, of) })
  const script = (value: string) => ({ language: 'PowerShell', text: value.replaceAll('\r\n', '\n') })
  return {
    kind: 'item',
    element: 'Application',
    ...identity,
    version,
    is64Bit: false,
    title: text('item', `Windows Firewall: ${policy.id} of ${estate}`),
    description: text(
      'description',
      `The rules of ${policy.id} in the estate ${estate} are in force on the computer, no more and no less.`,
    ),
    settings: [
      {
        name: setting,
        dataType: 'Boolean',
        title: text('setting', `Rules of the group ${policy.group}`),
        description: EMPTY,
        source: {
          kind: 'script',
          is64Bit: true,
          discovery: script(scripts.discovery),
          remediation: scripts.remediation === null ? null : script(scripts.remediation),
        },
      },
    ],
    rules: [
      {
        id: ruleName(estate, policy.id),
        severity: 'Warning',
        nonCompliantWhenNotFound: false,
        title: text('rule', 'The rules are as compiled'),
        description: EMPTY,
        operator: 'Equals',
        setting: {
          ...identity,
          version,
          dataType: 'Boolean',
          setting,
          sourceType: 'Script',
          method: 'Value',
          changeable: remediate,
        },
        values: [{ value: 'True', dataType: 'Boolean' }],
      },
    ],
    platforms: { operator: 'OneOf', names: ['Windows/All_Windows_Client_Server'] },
    applies: script(scripts.applies),
  }
}
