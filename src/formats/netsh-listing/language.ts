// SPDX-License-Identifier: MIT

export const LISTING_LABELS = [
  'name',
  'description',
  'enabled',
  'direction',
  'profiles',
  'group',
  'localIp',
  'remoteIp',
  'protocol',
  'localPort',
  'remotePort',
  'edge',
  'program',
  'service',
  'interfaceTypes',
  'security',
  'source',
  'action',
] as const
export type ListingLabel = (typeof LISTING_LABELS)[number]

/** The words of a listing in one language, without regard to case; the values are those of the model. */
export interface ListingLanguage {
  readonly labels: Readonly<Record<ListingLabel, readonly string[]>>
  readonly any: readonly string[]
  readonly yes: string
  readonly no: string
  readonly directions: Readonly<Record<string, 'in' | 'out'>>
  readonly actions: Readonly<Record<string, 'allow' | 'block' | 'bypass'>>
  readonly profiles: Readonly<Record<string, 'domain' | 'private' | 'public'>>
  /** Beside yes and no. */
  readonly edge: Readonly<Record<string, 'app' | 'user'>>
  readonly notRequired: readonly string[]
  /** First word of the two columns below an ICMP protocol. */
  readonly type: string
}

/** Every version of netsh has these in English too. */
const NOT_REQUIRED = 'notrequired'

const ENGLISH: ListingLanguage = {
  labels: {
    name: ['rule name'],
    description: ['description'],
    enabled: ['enabled'],
    direction: ['direction'],
    profiles: ['profiles'],
    group: ['grouping'],
    localIp: ['localip'],
    remoteIp: ['remoteip'],
    protocol: ['protocol'],
    localPort: ['localport'],
    remotePort: ['remoteport'],
    edge: ['edge traversal'],
    program: ['program'],
    service: ['service'],
    interfaceTypes: ['interfacetypes'],
    security: ['security'],
    source: ['rule source'],
    action: ['action'],
  },
  any: ['any'],
  yes: 'yes',
  no: 'no',
  directions: { in: 'in', out: 'out' },
  actions: { allow: 'allow', block: 'block', bypass: 'bypass' },
  profiles: { domain: 'domain', private: 'private', public: 'public' },
  edge: { 'defer to application': 'app', 'defer to user': 'user' },
  notRequired: [NOT_REQUIRED],
  type: 'type',
}

const GERMAN: ListingLanguage = {
  labels: {
    name: ['regelname'],
    description: ['beschreibung'],
    enabled: ['aktiviert'],
    direction: ['richtung'],
    profiles: ['profile'],
    group: ['gruppierung'],
    localIp: ['lokales ip', 'lokaleip'],
    remoteIp: ['remote-ip', 'remoteip'],
    protocol: ['protokoll'],
    localPort: ['lokaler port'],
    remotePort: ['remoteport'],
    edge: ['edgeausnahme'],
    program: ['programm'],
    service: ['dienst'],
    interfaceTypes: ['schnittstellentypen'],
    security: ['sicherheit'],
    source: ['regelquelle'],
    action: ['aktion'],
  },
  any: ['beliebig', 'any'],
  yes: 'ja',
  no: 'nein',
  directions: { eingehend: 'in', aus: 'out', ausgehend: 'out' },
  actions: { zulassen: 'allow', blockieren: 'block' },
  profiles: { domäne: 'domain', privat: 'private', öffentlich: 'public' },
  edge: {
    'benutzer zurückstellen': 'user',
    'auf benutzer zurückstellen': 'user',
    'anwendung verzögert': 'app',
  },
  notRequired: [NOT_REQUIRED, 'nicht erforderlich'],
  type: 'typ',
}

/** Languages of which public listings show the words. */
const LANGUAGES: readonly ListingLanguage[] = [ENGLISH, GERMAN]

/** A rule begins with its name and a line of dashes; nothing else of netsh looks like it. */
const HEAD = /^[ \t]*([^\s:][^:\r\n]{0,60}?)\s?:[ \t]+\S[^\r\n]*\r?\n[ \t]*-{50,}[ \t]*\r?$/m

const firstLabel = (text: string): string | null => HEAD.exec(text)?.[1]?.trim().toLowerCase() ?? null

/** Whether a text is a listing of `netsh advfirewall firewall show rule`, in whatever language. */
export const isNetshListing = (text: string): boolean => firstLabel(text) !== null

/** The language of a listing; null where its words are not known. */
export const languageOf = (text: string): ListingLanguage | null => {
  const known = (label: string): ListingLanguage | undefined =>
    LANGUAGES.find(({ labels }) => labels.name.includes(label))
  const heads = [...text.matchAll(new RegExp(HEAD, 'gm'))].map(([, label = '']) => label.trim().toLowerCase())
  return heads.map(known).find((language) => language !== undefined) ?? null
}
