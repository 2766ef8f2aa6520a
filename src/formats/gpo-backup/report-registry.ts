// SPDX-License-Identifier: MIT
import { toRegistryValue } from '../registry-pol/convert-registry-value.ts'
import { FIREWALL_KEY, isUnder } from '../registry-pol/firewall-keys.ts'
import type { PolRecord } from '../registry-pol/pol-record.ts'
import { element, leaf, type XmlLines } from '../xml/xml-lines.ts'

const NAMESPACE = 'http://www.microsoft.com/GroupPolicy/Settings/Registry'

const reportValue = (prefix: string, record: PolRecord): XmlLines => {
  const { name, data } = toRegistryValue(record)
  const shown =
    typeof data === 'number'
      ? leaf(`${prefix}:Number`, `${data}`)
      : typeof data === 'string'
        ? leaf(`${prefix}:String`, data)
        : data.flatMap((entry) => leaf(`${prefix}:String`, entry))
  return element(`${prefix}:Value`, [...leaf(`${prefix}:Name`, name), ...shown])
}

/** The `Extension` element for records that no other extension shows; empty where there are none. */
export const reportRegistry = (prefix: string, records: readonly PolRecord[]): XmlLines => {
  const others = records.filter(({ key }) => !isUnder(key, FIREWALL_KEY))
  if (others.length === 0) return []
  return element(`Extension xmlns:${prefix}="${NAMESPACE}" xsi:type="${prefix}:RegistrySettings"`, [
    ...others.flatMap((record) =>
      element(`${prefix}:RegistrySetting`, [
        ...leaf(`${prefix}:KeyPath`, record.key),
        ...leaf(`${prefix}:AdmSetting`, 'false'),
        ...reportValue(prefix, record),
      ]),
    ),
    ...leaf(`${prefix}:Blocked`, 'false'),
  ])
}
