// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'

const PROTOCOLS: Readonly<Record<string, Rule['protocol']>> = { 1: 'icmp4', 6: 'tcp', 17: 'udp', 58: 'icmp6' }
const PROFILES: Readonly<Record<string, Rule['profiles'][number]>> = {
  Domain: 'domain',
  Private: 'private',
  Public: 'public',
}

/** `198.51.100.0/255.255.255.0` as rule strings of Windows have it, with a prefix length. */
const address = (text: string): string => {
  const [base = '', mask] = text.split('/')
  if (mask === undefined || !mask.includes('.')) return text
  const bits = mask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('')
  return `${base}/${bits.indexOf('0') < 0 ? 32 : bits.indexOf('0')}`
}

/** A rule string, field by field; throws at a field that it does not know. */
const ruleOf = (id: string, text: string): Rule => {
  const values = new Map<string, string[]>()
  for (const field of text
    .split('|')
    .slice(1)
    .filter((one) => one !== '')) {
    const at = field.indexOf('=')
    const key = field.slice(0, at)
    values.set(key, [...(values.get(key) ?? []), field.slice(at + 1)])
  }
  const take = (...keys: readonly string[]): readonly string[] =>
    keys.flatMap((key) => {
      const held = values.get(key) ?? []
      values.delete(key)
      return held
    })
  const protocol = take('Protocol')[0]
  const rule: Rule = {
    id,
    displayName: take('Name')[0] ?? '',
    description: take('Desc')[0] ?? '',
    group: take('EmbedCtxt')[0] ?? '',
    direction: take('Dir')[0] === 'In' ? 'in' : 'out',
    action: take('Action')[0] === 'Allow' ? 'allow' : 'block',
    enabled: take('Active')[0] === 'TRUE',
    profiles: take('Profile').map((word) => PROFILES[word] as Rule['profiles'][number]),
    protocol: protocol === undefined ? 'any' : (PROTOCOLS[protocol] ?? Number(protocol)),
    localPorts: take('LPort', 'LPort2_10', 'LPort2_20', 'LPort2_24'),
    remotePorts: take('RPort', 'RPort2_10', 'RPort2_25'),
    icmpTypes: take('ICMP4', 'ICMP6'),
    localAddresses: take('LA4', 'LA6').map(address),
    remoteAddresses: take('RA4', 'RA6', 'RA42', 'RA62').map(address),
    program: take('App')[0] ?? null,
    service: take('Svc')[0] ?? null,
    interfaceTypes: take('IFType'),
    flows: [],
  }
  if (values.size > 0) throw new Error(`unknown field ${[...values.keys()].join()}`)
  return rule
}

/** The rules in the text that LGPO.exe takes: four lines a value. Reads what is written, with nothing of the program. */
export const rulesInLgpoText = (text: string): readonly Rule[] => {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/)
  return lines.flatMap((line, index) =>
    line === 'SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules' && lines[index + 2]?.startsWith('SZ:v')
      ? [ruleOf(lines[index + 1] as string, (lines[index + 2] as string).slice(3).replaceAll('\\\\', '\\'))]
      : [],
  )
}
