// SPDX-License-Identifier: MIT
import type { Rule } from '../../../src/formats/rule/rule.ts'

/**
 * Whether a rule is really written so in a file: a second, much simpler look at its text, which shares nothing with the
 * readers. The text of a record is cut out by what it begins and ends with; then each entry of the rule must stand
 * in its field as it is, and a field that the rule takes for any must be absent or say any.
 */
type Field = keyof Pick<
  Rule,
  | 'direction'
  | 'action'
  | 'enabled'
  | 'profiles'
  | 'protocol'
  | 'localPorts'
  | 'remotePorts'
  | 'icmpTypes'
  | 'localAddresses'
  | 'remoteAddresses'
  | 'program'
  | 'service'
  | 'interfaceTypes'
>
type Fields = (field: Field) => string | null

const FIELDS: readonly Field[] = [
  'direction',
  'action',
  'enabled',
  'profiles',
  'protocol',
  'localPorts',
  'remotePorts',
  'icmpTypes',
  'localAddresses',
  'remoteAddresses',
  'program',
  'service',
  'interfaceTypes',
]

/** Text of bytes in any encoding, at any place: a NUL behind a character belongs to it, others end a text. */
const plain = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/([^\0])\0/g, '$1')
    .replace(/\0/g, '\n')

const WINDOWS: Readonly<Record<Field, string>> = {
  direction: 'Dir',
  action: 'Action',
  enabled: 'Active',
  profiles: 'Profile',
  protocol: 'Protocol',
  localPorts: 'LPort',
  remotePorts: 'RPort',
  icmpTypes: 'ICMP',
  localAddresses: 'LA',
  remoteAddresses: 'RA',
  program: 'App',
  service: 'Svc',
  interfaceTypes: 'IFType',
}
const NETSH: Readonly<Record<Field, string>> = {
  direction: 'dir',
  action: 'action',
  enabled: 'enable',
  profiles: 'profile',
  protocol: 'protocol',
  localPorts: 'localport',
  remotePorts: 'remoteport',
  icmpTypes: 'protocol',
  localAddresses: 'localip',
  remoteAddresses: 'remoteip',
  program: 'program',
  service: 'service',
  interfaceTypes: 'interfacetype',
}
const CMDLET: Readonly<Record<Field, string>> = {
  direction: 'Direction',
  action: 'Action',
  enabled: 'Enabled',
  profiles: 'Profiles?',
  protocol: 'Protocol',
  localPorts: 'LocalPorts?',
  remotePorts: 'RemotePorts?',
  icmpTypes: 'IcmpType',
  localAddresses: 'LocalAddress(?:es)?',
  remoteAddresses: 'RemoteAddress(?:es)?',
  program: '(?:Program|ApplicationName)',
  service: '(?:Service|ServiceName)',
  interfaceTypes: 'InterfaceTypes?',
}
/** A name of a parameter, or as much of it as tells it from others. */
const shortened = (name: string): string =>
  name.slice(0, 3) + [...name.slice(3)].map((letter) => `(?:${letter}`).join('') + ')?'.repeat(name.length - 3)
const PARAMETER: Readonly<Record<Field, string>> = {
  direction: shortened('Direction'),
  action: shortened('Action'),
  enabled: shortened('Enabled'),
  profiles: shortened('Profile'),
  protocol: shortened('Protocol'),
  localPorts: shortened('LocalPort'),
  remotePorts: shortened('RemotePort'),
  icmpTypes: shortened('IcmpType'),
  localAddresses: shortened('LocalAddress'),
  remoteAddresses: shortened('RemoteAddress'),
  program: shortened('Program'),
  service: shortened('Service'),
  interfaceTypes: shortened('InterfaceType'),
}
/** Settings of Intune; nodes of the Firewall CSP are named like them. */
const MANAGED: Readonly<Record<Field, string>> = {
  direction: 'direction',
  action: 'action_type',
  enabled: 'enabled',
  profiles: 'profiles',
  protocol: 'protocol',
  localPorts: 'localportranges',
  remotePorts: 'remoteportranges',
  icmpTypes: 'icmptypesandcodes',
  localAddresses: 'localaddressranges',
  remoteAddresses: 'remoteaddressranges',
  program: 'app_filepath',
  service: 'app_servicename',
  interfaceTypes: 'interfacetypes',
}
const WFP: Readonly<Record<Field, RegExp>> = {
  direction: /<layerKey>([^<]*)/g,
  action: /<action>\s*<type>([^<]*)/g,
  enabled: /$^/g,
  profiles: /_PROFILE_ID<(.*?)<\/item>/gs,
  protocol: /IP_PROTOCOL<(.*?)<\/item>/gs,
  localPorts: /IP_LOCAL_PORT<(.*?)<\/item>/gs,
  remotePorts: /IP_REMOTE_PORT<(.*?)<\/item>/gs,
  icmpTypes: /(?:ICMP_TYPE|IP_LOCAL_PORT|IP_REMOTE_PORT)<(.*?)<\/item>/gs,
  localAddresses: /IP_LOCAL_ADDRESS<(.*?)<\/item>/gs,
  remoteAddresses: /IP_REMOTE_ADDRESS<(.*?)<\/item>/gs,
  program: /ALE_APP_ID<(.*?)<\/item>/gs,
  service: /ALE_USER_ID<(.*?)<\/item>/gs,
  interfaceTypes: /$^/g,
}

const all = (text: string, pattern: RegExp): string | null => {
  const found = [...text.matchAll(pattern)].map((match) => match[1] ?? match[0])
  return found.length === 0 ? null : found.join(' ')
}

/** A batch file with its SETs filled in and its carets gone. */
const filledIn = (text: string): string => {
  const set = new Map(
    [...text.replaceAll('^', '').matchAll(/^set "?(\w+)=([^"\r\n]*)/gim)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      value,
    ]),
  )
  return text.replaceAll('^', '').replace(/%(\w+)%/g, (whole, name: string) => set.get(name.toLowerCase()) ?? whole)
}

/** Lines of `netsh … show rule`, German words in English. */
const LISTED: Readonly<Record<Field, string>> = {
  direction: '(?:Direction|Richtung)',
  action: '(?:Action|Aktion)',
  enabled: '(?:Enabled|Aktiviert)',
  profiles: 'Profiles?',
  protocol: '(?:Protocol|Protokoll)',
  localPorts: '(?:LocalPort|Lokaler Port)',
  remotePorts: 'RemotePort',
  icmpTypes: '(?:Protocol|Protokoll)',
  localAddresses: '(?:LocalIP|Lokales IP)',
  remoteAddresses: '(?:Remote-?IP)',
  program: 'Programm?',
  service: '(?:Service|Dienst)',
  interfaceTypes: '(?:InterfaceTypes|Schnittstellentypen)',
}
const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/Beliebig/g, 'Any'],
  [/: +Eingehend/g, ': In'],
  [/: +Aus\b/g, ': Out'],
  [/: +Zulassen/g, ': Allow'],
  [/: +Ja\b/g, ': Yes'],
  [/Dom..ne/g, 'Domain'],
  [/Privat\b/g, 'Private'],
]
const inEnglish = (text: string): string =>
  ENGLISH.reduce((changed, [german, english]) => changed.replace(german, english), text.replaceAll('\r', ''))

/** Objects of a listing; those that name the same instance are one. */
const objectsById = (format: string, text: string): readonly string[] => {
  const pieces = text.split(
    format === 'listing-json'
      ? /(?=\{\s*"(?:Name|Protocol|LocalAddress|Program|Service|Interface\w+|Authentication)")/
      : /(?=\n {2}<Obj )/,
  )
  const byId = new Map<string, string>()
  for (const piece of pieces) {
    const id = /(?:"InstanceID" *: *"|N="InstanceID">)([^"<]*)/.exec(piece)?.[1] ?? piece
    byId.set(id, `${byId.get(id) ?? ''}\n${piece}`)
  }
  return [...byId.values()]
}

/** The records of a damaged file that are whole, each as what stands in its fields. */
const records = (format: string, text: string): readonly Fields[] => {
  switch (format) {
    case 'csv': {
      const [head = '', ...lines] = text.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r?\n/)
      const cells = (line: string): readonly string[] =>
        [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((match) => (match[1] as string).replace(/^"|"$/g, ''))
      const columns = cells(head)
      return lines
        .filter((line) => cells(line).length === columns.length)
        .map((line) => (field) => cells(line)[columns.indexOf(field)] ?? null)
    }
    case 'listing-csv': {
      const cells = (line: string): readonly string[] =>
        [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((match) => (match[1] as string).replace(/^"|"$/g, ''))
      const [head = '', ...lines] = text.split(/\r?\n/)
      const columns = cells(head)
      const place = (field: Field): number =>
        columns.findIndex((name) => new RegExp(`^${CMDLET[field]}$`, 'i').test(name))
      return lines
        .filter((line) => cells(line).length === columns.length)
        .map((line) => (field) => cells(line)[place(field)] ?? null)
    }
    case 'listing-json':
      return objectsById(format, text).map((object) => (field) => {
        const pattern = `"${CMDLET[field]}" *: *("(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|[^,\\n}]*)`
        const found = all(object, new RegExp(pattern, 'gi'))
        return (field === 'interfaceTypes' || field === 'profiles') && found === '0' ? 'Any' : found
      })
    case 'listing-clixml':
      return objectsById(format, text).map((object) => (field) => {
        const found = all(object, new RegExp(`N="${CMDLET[field]}"[^>]*>(.*?)(?=<\\w+ N=|</MS>)`, 'gis'))
        const word = /<ToString>([^<]*)/.exec(found ?? '')?.[1]
        return word ?? found?.replace(/<[^>]*>/g, ' ') ?? null
      })
    case 'own-script':
      return text
        .replace(/ #.*/g, '')
        .replace(/`\r?\n/g, ' ')
        .split('\n')
        .map(
          (line) => (field) =>
            all(
              line,
              new RegExp(
                ` -${PARAMETER[field]}[ :]+((?:'[^']*'|(?:"[^"]*")+|[^\\s,]+)(?:, *(?:'[^']*'|(?:"[^"]*")+|[^\\s,]+))*)`,
                'gi',
              ),
            ),
        )
    case 'report':
      return text
        .split(/(?=<q1:(?:In|Out)boundFirewallRules>)/)
        .map((element) => (field) => all(element, new RegExp(`<q1:${WINDOWS[field]}[46]?>([^<]*)`, 'g')))
    case 'netsh-listing':
      return inEnglish(text)
        .split(/\n(?=[^\n]*\n-{50})/)
        .map(
          (block) => (field) =>
            all(
              block,
              new RegExp(`\\n${LISTED[field]}: +([^\\n]*${field === 'icmpTypes' ? '(?:\\n {20}[^\\n]*)*' : ''})`, 'gi'),
            ),
        )
    case 'netsh':
      return filledIn(text)
        .split(/\r?\n/)
        .filter((line) => / add rule | f a r /.test(line))
        .map((line) => (field) => all(line, new RegExp(`\\s${NETSH[field]}=("[^"]*"|\\S*)`, 'gi')))
    case 'wfp':
      return text.split(/(?=<item>\s*<filterKey>)/).map((item) => (field) => all(item, WFP[field]))
    case 'intune':
      return text
        .replaceAll('\\\\', '\\')
        .split(/(?=\n {10}\{)/)
        .map(
          (block) => (field) =>
            all(block, new RegExp(`\\}_${MANAGED[field]}",(.*?)(?="settingDefinitionId"|$)`, 'gis')),
        )
    case 'syncml':
      return [...new Set([...text.matchAll(/FirewallRules\/([^/]+)\//g)].map((match) => match[1] as string))].map(
        (node) => (field) =>
          all(
            text,
            new RegExp(
              `FirewallRules\\/${node.replace(/[^\w-]/g, '.')}\\/(?:App/|Action/)?${MANAGED[field].replace(/^(?:app|action)_/, '')}<.*?<Data>([^<]*)`,
              'gis',
            ),
          ),
      )
    case 'powershell':
    case 'dsc-script':
    case 'mof':
      // Literals of MOF that stand side by side are one.
      return (format === 'mof' ? text.replace(/(?<!\\)"\s*"/g, '') : text)
        .split(/\n\s*(?=@\{|Firewall |instance of )/)
        .map(
          (block) => (field) =>
            all(
              block,
              new RegExp(`(?<![\\w-])'?${CMDLET[field]}'?\\s*=\\s*([^\\n]*(?:\\n\\s+[^\\n=]*(?=\\n))*)`, 'gi'),
            ),
        )
    case 'dsc-document':
      return text
        .split(/\n\s*- (?=name: )|(?=\{\s*"name")/)
        .map(
          (block) => (field) =>
            all(
              block,
              new RegExp(
                `(?<!\\w)"?${CMDLET[field]}"?: *((?:"(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|[^,\\n]*(?:,[^\\n"]*)?)(?:\\n\\s*- [^\\n]*)*)`,
                'gi',
              ),
            ),
        )
    default:
      return (text.match(/v\d{1,3}\.\d{1,3}\|[^\n"]*\|/gi) ?? []).map(
        (string) => (field) =>
          all(string.replaceAll('\\\\', '\\'), new RegExp(`\\|${WINDOWS[field]}[0-9_]*=([^|]*)`, 'gi')),
      )
  }
}

const MASK = Array.from({ length: 33 }, (_, bits) =>
  [24, 16, 8, 0].map((shift) => ((bits === 0 ? 0 : (0xffff_ffff << (32 - bits)) >>> 0) >>> shift) & 255).join('.'),
)
const NUMBERS: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp4: '1', icmp6: '58', any: '256' }

/** The ways in which an entry is written. */
const spellings = (field: Field, entry: string): readonly string[] => {
  if (field === 'protocol') return [entry, NUMBERS[entry] ?? entry, entry.replace('icmp', 'icmpv')]
  const [base = '', bits] = entry.split('/')
  if (/Addresses$/.test(field)) {
    const range = entry.split('-')
    return [
      entry,
      base,
      ...(bits === undefined ? [] : [`/${bits}`, `/${MASK[Number(bits)] ?? bits}`]),
      ...(range.length === 2 ? [range[0] as string] : []),
      entry.replace(/^LocalSubnet[46]$/, 'LocalSubnet'),
    ]
  }
  if (field === 'icmpTypes')
    return [entry, entry.replace(':*', ''), entry.replace(':', ','), entry.split(':')[0] as string]
  if (field === 'direction') return entry === 'in' ? ['in', 'recv_accept'] : ['out', 'auth_connect']
  if (field === 'action') return [entry, entry === 'allow' ? 'permit' : entry]
  if (field === 'enabled') return ['true', 'yes']
  if (field === 'profiles') return [entry, 'all', 'any', { public: '1', private: '2', domain: '3' }[entry] as string]
  if (field === 'interfaceTypes') return [entry, entry === 'Lan' ? 'wired' : entry === 'RemoteAccess' ? 'ras' : entry]
  return [
    entry,
    entry.replace('-', ' '),
    entry.replace('RPC-EPMap', 'rpcepmap'),
    entry.replace(/^RPC$/, 'system_port'),
    ...entry.split('-').slice(0, 1),
  ]
}

const number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
/** Whether a network of IPv4 stands in a text by another of its addresses. */
const standsByHost = (entry: string, written: string): boolean => {
  const [base = '', bits = ''] = entry.split('/')
  if (bits === '' || base.includes(':')) return false
  const size = 2 ** (32 - Number(bits))
  return [...written.matchAll(/(\d+\.\d+\.\d+\.\d+)\/(\d+(?:\.\d+\.\d+\.\d+)?)/g)].some(
    ([, host = '', mask = '']) =>
      (mask === bits || mask === MASK[Number(bits)]) && Math.floor(number(host) / size) * size === number(base),
  )
}

const ANY = /^(?:any|\*|all|256|[\s"'@(){}[\],;-]|v4|v6)*$/i
/** Whether the letters and digits of a text stand in another in their order: characters beyond ASCII look different from encoding to encoding. */
const standsIn = (text: string, written: string): boolean => {
  const letters = (from: string): string => from.toLowerCase().replace(/[^a-z0-9]/g, '')
  const within = letters(written)
  let at = -1
  return [...letters(text)].every((letter) => {
    at = within.indexOf(letter, at + 1)
    return at >= 0
  })
}
/** What a format has in other words or bytes than the reading, so that only its presence can be looked at. */
const ENCODED: Readonly<Record<string, readonly Field[]>> = {
  wfp: ['program', 'service', 'enabled', 'interfaceTypes'],
  netsh: ['enabled'],
  'dsc-script': ['enabled', 'direction', 'action'],
  'listing-json': ['enabled', 'direction', 'action', 'profiles', 'interfaceTypes'],
  mof: ['enabled', 'direction', 'action'],
  intune: ['enabled', 'direction', 'action', 'profiles', 'interfaceTypes'],
  syncml: ['action', 'profiles'],
}

/** Conditions of a filter that are kept as they stand, where a field of the rule cannot say them. */
const KEPT: Readonly<Partial<Record<Field, RegExp>>> = { profiles: /_PROFILE_ID$/, service: /_ALE_USER_ID$/ }
const isKept = ({ other }: Rule, field: Field, written: string): boolean => {
  const kept = JSON.stringify(Object.entries(other ?? {}).filter(([key]) => KEPT[field]?.test(key)))
  const texts = [...written.matchAll(/>([^<>]+)</g)].map(([, text = '']) => text.trim()).filter((text) => text !== '')
  return texts.length > 0 && texts.every((text) => kept.includes(text))
}

const fits = (rule: Rule, kind: string, fields: Fields): boolean =>
  FIELDS.every((field) => {
    const value = rule[field]
    const entries = (Array.isArray(value) ? value : value === null ? [] : [String(value)]) as readonly string[]
    const written = fields(field)
    if (kind === 'wfp' && field === 'icmpTypes') return true
    if (kind === 'wfp' && entries.length === 0 && written !== null && isKept(rule, field, written)) return true
    // What the cmdlets give for a protocol that has no ports.
    if (
      /^listing/.test(kind) &&
      /^icmp/.test(String(rule.protocol)) &&
      field === 'localPorts' &&
      written?.match(/^"?RPC"?$/)
    )
      return entries.length === 0
    // What a call or a resource leaves out has the default of the cmdlet.
    if (
      /^(?:own-script|dsc-document)$/.test(kind) &&
      written === null &&
      ['direction', 'action', 'enabled'].includes(field)
    )
      return ['in', 'allow', 'true'].includes(String(value))
    if (ENCODED[kind]?.includes(field) && (written === null || entries.length > 0)) return true
    const isAny = entries.length === 0 || (field === 'protocol' && value === 'any')
    if (isAny || (field === 'profiles' && entries.length === 3 && written === null))
      return written === null || ANY.test(written) || (/^netsh/.test(kind) && field === 'icmpTypes')
    if (written === null)
      return entries.includes('0.0.0.0/0') || entries.includes('::/0') || (kind === 'wfp' && entries.includes('RPC'))
    if (field === 'program' || field === 'service') return standsIn(entries[0] as string, written)
    const said = written.toLowerCase()
    return entries.every(
      (entry) =>
        spellings(field, entry).some((word) => word !== '' && said.includes(word.toLowerCase())) ||
        (/Addresses$/.test(field) && standsByHost(entry, said)),
    )
  })

/** As bytes, and as UTF-16, of a rule’s string from either byte: half of a letter there may look like a bar or a quote. */
const views = (format: string, bytes: Uint8Array): readonly string[] =>
  format === 'string'
    ? [
        plain(bytes),
        ...[0, 1].map((from) => Buffer.from(bytes.subarray(from)).toString('utf16le').replaceAll('\0', '\n')),
      ]
    : bytes[0] === 0xff && bytes[1] === 0xfe
      ? [plain(bytes), Buffer.from(bytes.subarray(2)).toString('utf16le')]
      : [plain(bytes)]

export const isWrittenSo = (rule: Rule, format: string, bytes: Uint8Array): boolean =>
  views(format, bytes).some((text) => records(format, text).some((fields) => fits(rule, format, fields)))
