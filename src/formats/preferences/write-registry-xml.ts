// SPDX-License-Identifier: MIT
import { create } from 'xmlbuilder2'
import { keepAmpersands } from '../xml/keep-ampersands.ts'
import type { PreferenceItem } from './preference-item.ts'
import { REGISTRY_CLSID, REGISTRY_SETTINGS_CLSID } from './registry-settings.ts'

/** Registry.xml of Group Policy Preferences: UTF-8 without byte order mark, CRLF, a tab before each item but the first. */
export const writeRegistryXml = (items: readonly PreferenceItem[]): Uint8Array => {
  const document = create({ version: '1.0', encoding: 'utf-8' })
  const root = document.ele('RegistrySettings', { clsid: REGISTRY_SETTINGS_CLSID })
  for (const [index, item] of items.entries()) {
    if (index > 0) root.txt('\t')
    const element = root.ele('Registry', { clsid: REGISTRY_CLSID, ...item.attributes })
    const properties = element.ele('Properties', item.properties)
    if (item.values.length > 0) {
      const values = properties.ele('Values')
      for (const value of item.values) values.ele('Value').txt(value)
    }
    root.txt('\r\n')
  }
  const text = keepAmpersands(document).end({ prettyPrint: false })
  return new TextEncoder().encode(`${text.replace('?><', '?>\r\n<')}\r\n`)
}
