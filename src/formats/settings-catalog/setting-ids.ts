// SPDX-License-Identifier: MIT

/**
 * Names of the settings catalog of Microsoft Intune for rules of Windows Firewall. The braces are part of a name.
 * https://learn.microsoft.com/graph/api/resources/intune-deviceconfigv2-devicemanagementconfigurationpolicy
 */
export const RULE = 'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}'
export const RULE_INSTANCE = '76c7a8be-67d2-44bf-81a5-38c94926b1a1'
export const STORE = 'vendor_msft_firewall_mdmstore'

export interface Template {
  readonly templateId: string
  readonly templateDisplayName: string
}
export const RULES_TEMPLATE: Template = {
  templateId: '19c8aa67-f286-4861-9aa0-f23541d31680_1',
  templateDisplayName: 'Windows Firewall Rules',
}
export const SETTINGS_TEMPLATE: Template = {
  templateId: '6078910e-d808-4a9f-a51d-1b8a7bacb7c0_1',
  templateDisplayName: 'Windows Firewall',
}

export const ODATA = '#microsoft.graph.deviceManagementConfiguration'

export interface RuleSetting {
  readonly kind: 'text' | 'number' | 'choice' | 'texts' | 'choices'
  /** References of the template; null where none is known. */
  readonly instance: string | null
  readonly value: string | null
}

const setting = (kind: RuleSetting['kind'], instance: string | null, value: string | null = null): RuleSetting => ({
  kind,
  instance,
  value,
})

/** The settings of a rule, behind `RULE`, in the order in which they are written. */
export const RULE_SETTINGS = {
  _name: setting('text', '116a696a-3270-493e-9938-c336cf05ea98', '12994a33-6185-4c3d-a0e8-69316f6293ea'),
  _enabled: setting('choice', '4e150e1a-6a10-49b2-a20c-911bf44ea767', '7562f243-f281-4f6f-b7e6-ecdb76dc1f1b'),
  _direction: setting('choice', '2114ad3d-157c-47d3-b646-60fcf50949c7', '8b45e13b-952d-4164-bbac-37f4e97b7985'),
  _protocol: setting('number', 'b8f45398-674f-40c3-ab18-e002aa8e589b', '27d0d86c-d87d-473b-a41c-eef503d8baec'),
  _localportranges: setting('texts', 'b57dc83e-5bf3-439a-b923-4c3e49ac9e2d'),
  _remoteportranges: setting('texts', 'de5d058e-ab1d-4772-81f5-32b6a35b4587'),
  _icmptypesandcodes: setting('texts', null),
  _localaddressranges: setting('texts', '8b5de251-c683-4440-91d6-3b679b0aa5aa'),
  _remoteaddressranges: setting('texts', 'bf9855fc-f2c0-4241-94cf-94cf823f1c1c'),
  _profiles: setting('choices', '7dc9b243-cdd2-4359-b5f5-0c48edb8fd34'),
  _interfacetypes: setting('choices', '406b5410-e52e-4df3-933f-1ee6e550a5c8'),
  _app_filepath: setting('text', 'dd825fa0-961b-4fcc-a6b3-4d2dc0419d4e', '8c94fefa-67e5-40b5-8d97-6fca4f0c1e98'),
  _app_servicename: setting('text', '1bd709fe-1cd4-4cc4-9a6f-4cb7f104da66', 'c77294ec-795e-43dc-9af6-775b3b2f911d'),
  _action_type: setting('choice', '0565cfd1-21c2-4965-b87f-6bde2b8d2cbd', '419773d8-bffe-4d6f-a91f-286871963f5c'),
  _description: setting('text', '6c85987f-3adb-4f8d-93e1-4f23e238121b', '18ab9c3a-b6be-4995-9438-289c34eee294'),
} as const satisfies Readonly<Record<string, RuleSetting>>

export type RuleSettingName = keyof typeof RULE_SETTINGS
