// SPDX-License-Identifier: MIT
import type { PreferenceItem } from '../preferences/preference-item.ts'
import { REGISTRY_CLSID, REGISTRY_SETTINGS_CLSID } from '../preferences/registry-settings.ts'
import { element, leaf, type XmlLines } from '../xml/xml-lines.ts'
import { escapeXmlAttribute } from '../xml/xml-text.ts'

const NAMESPACE = 'http://www.microsoft.com/GroupPolicy/Settings/Windows/Registry'

const attributes = (entries: Readonly<Record<string, string>>): string =>
  Object.entries(entries)
    .map(([name, value]) => ` ${name}="${escapeXmlAttribute(value)}"`)
    .join('')

/** The `Extension` element for registry values that preferences set; empty where there are none. */
export const reportPreferences = (prefix: string, items: readonly PreferenceItem[]): XmlLines => {
  if (items.length === 0) return []
  const settings = items.flatMap((item, index) =>
    element(`${prefix}:Registry clsid="${REGISTRY_CLSID}"${attributes(item.attributes)}`, [
      ...leaf(`${prefix}:GPOSettingOrder`, `${index + 1}`),
      ...element(
        `${prefix}:Properties${attributes(item.properties)}`,
        element(
          `${prefix}:Values`,
          item.values.flatMap((value) => leaf(`${prefix}:Value`, value)),
        ),
      ),
      ...leaf(`${prefix}:Filters`, ''),
    ]),
  )
  return element(
    `Extension xmlns:${prefix}="${NAMESPACE}" xsi:type="${prefix}:RegistrySettings"`,
    element(`${prefix}:RegistrySettings clsid="${REGISTRY_SETTINGS_CLSID}"`, settings),
  )
}
