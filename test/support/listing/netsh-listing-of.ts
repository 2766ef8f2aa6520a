// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'

const LABELS = {
  en: 'Rule Name|Description|Enabled|Direction|Profiles|Grouping|LocalIP|RemoteIP|Protocol|LocalPort|RemotePort|Edge traversal|Program|Service|InterfaceTypes|Security|Rule source|Action',
  de: 'Regelname|Beschreibung|Aktiviert|Richtung|Profile|Gruppierung|Lokales IP|Remote-IP|Protokoll|Lokaler Port|Remoteport|Edgeausnahme|Programm|Dienst|Schnittstellentypen|Sicherheit|Regelquelle|Aktion',
} as const
const WORDS = {
  en: {
    any: 'Any',
    yes: 'Yes',
    no: 'No',
    in: 'In',
    out: 'Out',
    allow: 'Allow',
    block: 'Block',
    domain: 'Domain',
    private: 'Private',
    public: 'Public',
    local: 'Local Setting',
    type: 'Type',
  },
  de: {
    any: 'Beliebig',
    yes: 'Ja',
    no: 'Nein',
    in: 'Eingehend',
    out: 'Aus',
    allow: 'Zulassen',
    block: 'Blockieren',
    domain: 'Domäne',
    private: 'Privat',
    public: 'Öffentlich',
    local: 'Lokale Einstellung',
    type: 'Typ',
  },
} as const
const PROTOCOL: Readonly<Record<string, string>> = { tcp: 'TCP', udp: 'UDP', icmp4: 'ICMPv4', icmp6: 'ICMPv6' }
const INTERFACE: Readonly<Record<string, string>> = { Lan: 'LAN', Wireless: 'Wireless', RemoteAccess: 'RAS' }

/** As `netsh advfirewall firewall show rule name=all verbose` prints rules. */
export const netshListingOf = (rules: readonly Rule[], language: 'en' | 'de', verbose = true): string => {
  const labels = LABELS[language].split('|')
  const words = WORDS[language]
  const list = (entries: readonly string[]): string => (entries.length === 0 ? words.any : entries.join(','))
  const blocks = rules.map((rule) => {
    const line = (index: number, value: string): string => `${`${labels[index]}:`.padEnd(38)}${value}\r\n`
    const ported = rule.protocol === 'tcp' || rule.protocol === 'udp'
    const types = rule.icmpTypes.map((type) => {
      const [number = '', code = ''] = type.split(':')
      return `${' '.repeat(38)}${number.padEnd(8)}${code === '*' ? words.any : code}   \r\n`
    })
    const profiles = rule.profiles.length === 0 ? (['domain', 'private', 'public'] as const) : rule.profiles
    return [
      line(0, rule.displayName),
      `${'-'.repeat(70)}\r\n`,
      verbose && rule.description !== '' ? line(1, rule.description) : '',
      line(2, rule.enabled ? words.yes : words.no),
      line(3, words[rule.direction]),
      line(4, profiles.map((profile) => words[profile]).join(',')),
      line(5, rule.group),
      line(6, list(rule.localAddresses)),
      line(7, list(rule.remoteAddresses)),
      line(8, rule.protocol === 'any' ? words.any : (PROTOCOL[String(rule.protocol)] ?? String(rule.protocol))),
      types.length === 0 ? '' : `${' '.repeat(38)}${words.type.padEnd(8)}Code\r\n${types.join('')}`,
      ported ? line(9, list(rule.localPorts)) + line(10, list(rule.remotePorts)) : '',
      rule.direction === 'in' ? line(11, words.no) : '',
      verbose && rule.program !== null ? line(12, rule.program) : '',
      verbose && rule.service !== null ? line(13, rule.service) : '',
      verbose ? line(14, list(rule.interfaceTypes.map((type) => INTERFACE[type] ?? type))) : '',
      verbose ? line(15, 'NotRequired') : '',
      verbose ? line(16, words.local) : '',
      line(17, rule.action === 'block' ? words.block : words.allow),
    ].join('')
  })
  return `\r\n${blocks.join('\r\n')}\r\nOk.\r\n\r\n`
}

const CP850: Readonly<Record<string, number>> = {
  ä: 0x84,
  ö: 0x94,
  ü: 0x81,
  Ä: 0x8e,
  Ö: 0x99,
  Ü: 0x9a,
  ß: 0xe1,
  é: 0x82,
}

/** Bytes as a German console writes them. */
export const inCp850 = (text: string): Uint8Array =>
  Uint8Array.from([...text].map((char) => CP850[char] ?? char.charCodeAt(0)))
