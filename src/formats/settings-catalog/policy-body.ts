// SPDX-License-Identifier: MIT
import { ODATA, type Template } from './setting-ids.ts'

/** What is posted to `deviceManagement/configurationPolicies`: the bytes of one policy. */
export interface PolicyHead {
  readonly name: string
  readonly description: string
}

/** ASCII alone: a client that takes the file for another encoding sends the same texts. */
const asciiJson = (json: string): string =>
  json.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)

export const policyBody = (head: PolicyHead, template: Template, instances: readonly object[]): Uint8Array => {
  const body = {
    name: head.name,
    description: head.description,
    platforms: 'windows10',
    technologies: 'mdm,microsoftSense',
    roleScopeTagIds: ['0'],
    templateReference: {
      '@odata.type': `${ODATA}PolicyTemplateReference`,
      ...template,
      templateFamily: 'endpointSecurityFirewall',
      templateDisplayVersion: 'Version 1',
    },
    settings: instances.map((settingInstance) => ({ '@odata.type': `${ODATA}Setting`, settingInstance })),
  }
  return new TextEncoder().encode(`${asciiJson(JSON.stringify(body, null, 2))}\n`)
}

/** Reference of an instance to its template; null as everywhere but in the first rule. */
export const instanceReference = (id: string | null): object | null =>
  id === null ? null : { '@odata.type': `${ODATA}SettingInstanceTemplateReference`, settingInstanceTemplateId: id }

export const valueReference = (id: string | null): object | null =>
  id === null
    ? null
    : {
        '@odata.type': `${ODATA}SettingValueTemplateReference`,
        settingValueTemplateId: id,
        useTemplateDefault: false,
      }
