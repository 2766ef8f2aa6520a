// SPDX-License-Identifier: MIT
import { FIREWALL_KEY } from '../registry-pol/firewall-keys.ts'
import type { Loss } from '../rule/loss.ts'
import type { RegistryValue } from '../rule/registry-value.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { FIREWALL_NAMESPACE, FROM } from './read-report-rule.ts'

const PROFILES = new Set(['DomainProfile', 'PrivateProfile', 'PublicProfile', 'StandardProfile'])
const RULES = new Set(['InboundFirewallRules', 'OutboundFirewallRules'])
const LOGGING = /^Log[A-Z]/

/** Values as the registry of a policy holds them; a report writes switches as booleans. */
const dataOf = (name: string, text: string): Pick<RegistryValue, 'type' | 'data'> | null => {
  if (name === 'LogFilePath') return text === '' ? null : { type: 'REG_SZ', data: text }
  if (/^(?:true|false)$/i.test(text)) return { type: 'REG_DWORD', data: text.toLowerCase() === 'true' ? 1 : 0 }
  return /^\d{1,10}$/.test(text) ? { type: 'REG_DWORD', data: Number(text) } : null
}

interface Setting {
  readonly value: RegistryValue
  readonly precedence: number
}

const settingOf = (key: string, element: XmlElement): Setting | null => {
  const own = element.children.filter((child) => !FROM.has(child.name))
  const data = own.length === 1 && own[0]?.name === 'Value' ? dataOf(element.name, own[0].text.trim()) : null
  const precedence = Number(element.children.find(({ name }) => name === 'Precedence')?.text.trim() ?? '1')
  if (data === null || !Number.isInteger(precedence) || precedence < 1) return null
  return { precedence, value: { key: `HKLM\\${key}`, name: element.name, ...data } }
}

/** The settings of the firewall's part of a report; of several policies that say one, the first in precedence counts. */
export const readReportSettings = (
  extension: XmlElement,
): { readonly registry: readonly RegistryValue[]; readonly losses: readonly Loss[] } => {
  const losses: Loss[] = []
  const found = new Map<string, Setting>()
  const lose = (field: string, reason: string): void => void losses.push({ rule: null, field, reason })
  for (const part of extension.children) {
    const isFirewall = part.namespace === FIREWALL_NAMESPACE
    if (isFirewall && RULES.has(part.name)) continue
    if (!isFirewall || (!PROFILES.has(part.name) && part.name !== 'GlobalSettings')) {
      if (part.name !== 'Blocked') lose(part.name, 'this part of the report is not read')
      continue
    }
    for (const element of part.children) {
      if (FROM.has(element.name)) continue
      const key =
        part.name === 'GlobalSettings'
          ? FIREWALL_KEY
          : `${FIREWALL_KEY}\\${part.name}${LOGGING.test(element.name) ? '\\Logging' : ''}`
      const setting = settingOf(key, element)
      const id = `${key}\\${element.name}`
      const before = found.get(id)
      if (setting === null) lose(element.name, `the setting of ${part.name} was not understood`)
      else if (before === undefined || setting.precedence < before.precedence) found.set(id, setting)
      else if (setting.precedence === before.precedence && setting.value.data !== before.value.data)
        lose(element.name, `two policies set it in ${part.name}, and nothing says which of them counts`)
    }
  }
  return { registry: [...found.values()].map(({ value }) => value), losses }
}
