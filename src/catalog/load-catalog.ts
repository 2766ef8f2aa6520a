// SPDX-License-Identifier: MIT
import { parse } from 'yaml'
import type {
  BaselineFlow,
  Catalog,
  CatalogDocument,
  CatalogFlow,
  Endpoint,
  Feature,
  Listener,
  MethodFacts,
  PageNote,
  Parameter,
  Product,
  Role,
  Source,
} from './catalog-flow.ts'
import { PRODUCTS, SITE_TYPES } from './catalog-flow.ts'
import { checkCatalog } from './check-catalog.ts'
import { fields, listOf, type Raw, textOf } from './raw.ts'
import { readProduct } from './read-product.ts'

/** Reads the catalogue from its YAML files; `readFile` takes a name such as `cm2007.yaml`. Throws on any fault in it. */
export const loadCatalog = (readFile: (name: string) => string): Catalog => {
  const yaml = (name: string): unknown => parse(readFile(name))
  const versions = fields('versions.yaml', yaml('versions.yaml'), ['oldest', 'newest', 'httpUntil'])
  const notes = yaml('notes.yaml')
  const baseline = yaml('baseline.yaml') as Raw
  const catalog: Catalog = {
    flows: PRODUCTS.flatMap((product): readonly CatalogFlow[] =>
      readProduct(`${product}.yaml`, yaml(`${product}.yaml`)),
    ),
    roles: entries('roles.yaml', yaml('roles.yaml'), readRole),
    features: entries('features.yaml', yaml('features.yaml'), readFeature),
    parameters: entries('parameters.yaml', yaml('parameters.yaml'), readParameter),
    notes: entries('notes.yaml', notes, (where, _, value) => textOf(where, fields(where, value, NOTE_KEYS).text)),
    pageNotes: pageNotes(notes as Readonly<Record<string, Raw>>),
    documents: entries('documents.yaml', yaml('documents.yaml'), (where, id, value) => ({
      ...(value as Raw),
      id,
      title: textOf(where, (value as Raw).title),
    })) as ReadonlyMap<string, CatalogDocument>,
    baseline: (['management', 'core'] as const).flatMap((set) =>
      listOf(baseline[set]).map((row) => readBaseline(set, row)),
    ),
    listeners: listOf(yaml('listeners.yaml')).map(readListener),
    methods: entries('methods.yaml', yaml('methods.yaml'), readMethod) as Catalog['methods'],
    newest: versions.newest as number,
    httpUntil: versions.httpUntil as number,
  }
  checkCatalog(catalog)
  return catalog
}

const readMethod = (where: string, _: string, value: unknown): MethodFacts => {
  const raw = fields(where, value, ['name', 'short', 'needs'])
  return {
    name: textOf(where, raw.name),
    short: textOf(where, raw.short),
    needs: listOf(raw.needs).map((need) => {
      const said = fields(where, need, ['text', 'products'])
      return { text: textOf(where, said.text), products: products(said.products) }
    }),
  }
}

const NOTE_KEYS = ['text', 'page', 'when', 'sources']

const pageNotes = (notes: Readonly<Record<string, Raw>>): readonly PageNote[] =>
  Object.entries(notes)
    .filter(([, { page }]) => page === true)
    .map(([id, { when, sources }]) => ({
      id,
      when: (when ?? null) as string | null,
      sources: listOf(sources).map((source): Source => {
        const [document = '', line = ''] = String(source).split(':')
        return { document, section: '', line: Number(line) }
      }),
    }))

const entries = <T>(
  file: string,
  data: unknown,
  read: (where: string, id: string, value: unknown) => T,
): ReadonlyMap<string, T> =>
  new Map(Object.entries(data as Raw).map(([id, value]) => [id, read(`${file}: ${id}`, id, value)]))

const products = (value: unknown): readonly Product[] =>
  value === undefined ? PRODUCTS : (listOf(value) as readonly Product[])

const ROLE_KEYS = [
  'name',
  'noun',
  'kind',
  'products',
  'note',
  'is',
  'directory',
  'internetFacing',
  'networkBoot',
  'proxy',
  'servesClients',
  'firewall',
  'anywhere',
  'bySiteType',
  'members',
  'onServers',
  'standsInFor',
  'servedBy',
  'onePerSite',
  'callsSiteSystems',
  'installOption',
]

const readRole = (where: string, id: string, value: unknown): Role => {
  const raw = fields(where, value, ROLE_KEYS)
  const members = raw.members === undefined ? null : fields(where, raw.members, ['kind', 'family'])
  const servedBy = fields(where, raw.servedBy ?? {}, ['parent', 'first'])
  return {
    id,
    name: textOf(where, raw.name),
    noun: textOf(where, raw.noun),
    kind: raw.kind as Role['kind'],
    products: products(raw.products),
    note: (raw.note ?? null) as string | null,
    is: listOf(raw.is) as readonly string[],
    directory: raw.directory === true,
    internetFacing: raw.internetFacing === true,
    networkBoot: raw.networkBoot === true,
    proxy: raw.proxy === true,
    servesClients: raw.servesClients === true,
    firewall: raw.firewall !== false,
    anywhere: raw.anywhere === true,
    bySiteType: fields(where, raw.bySiteType ?? {}, SITE_TYPES) as Role['bySiteType'],
    members:
      members === null
        ? null
        : ({ kind: members.kind ?? null, family: members.family ?? null } as NonNullable<Role['members']>),
    onServers: raw.onServers === true,
    standsInFor: (raw.standsInFor ?? null) as string | null,
    servedBy: {
      parent: (servedBy.parent ?? null) as string | null,
      first: (servedBy.first ?? null) as string | null,
    },
    onePerSite: raw.onePerSite === true,
    callsSiteSystems: raw.callsSiteSystems === true,
    installOption: (raw.installOption ?? null) as string | null,
  }
}

const readFeature = (where: string, id: string, value: unknown): Feature => {
  const raw = fields(where, value, [
    'products',
    'text',
    'roles',
    'internetFacing',
    'option',
    'askedBy',
    'otherwise',
    'remedy',
  ])
  const options = Object.entries((raw.option ?? {}) as Record<string, string | boolean>)
  if (options.length > 1) throw new Error(`${where}: a feature has one option`)
  return {
    id,
    products: products(raw.products),
    text: textOf(where, raw.text),
    roles: listOf(raw.roles) as readonly string[],
    internetFacing: raw.internetFacing === true,
    option: options.map(([key, value]) => ({ key, value }))[0] ?? null,
    askedBy: listOf(raw.askedBy) as readonly string[],
    otherwise: (raw.otherwise ?? null) as string | null,
    remedy: (raw.remedy ?? null) as string | null,
  }
}

const readParameter = (where: string, id: string, value: unknown): Parameter => {
  const raw = fields(where, value, [
    'scope',
    'key',
    'roles',
    'default',
    'products',
    'text',
    'pair',
    'elsewhere',
    'siteDefault',
    'unlessHeld',
    'endpoint',
  ])
  return {
    id,
    scope: raw.scope as Parameter['scope'],
    key: (raw.key ?? id) as string,
    roles: listOf(raw.roles) as readonly string[],
    default: String(raw.default),
    products: products(raw.products),
    text: textOf(where, raw.text),
    pair: (raw.pair ?? null) as string | null,
    elsewhere: (raw.elsewhere ?? null) as string | null,
    siteDefault: (raw.siteDefault ?? null) as string | null,
    unlessHeld: listOf(raw.unlessHeld) as readonly string[],
    endpoint: (raw.endpoint ?? null) as Endpoint | null,
  }
}

const readListener = (value: unknown): Listener => {
  const raw = fields('listeners.yaml', value, [
    'services',
    'roles',
    'products',
    'protocol',
    'program',
    'service',
    'source',
  ])
  return {
    services: listOf(raw.services) as readonly string[],
    roles: listOf(raw.roles) as readonly string[],
    products: products(raw.products),
    protocol: raw.protocol as Listener['protocol'],
    program: textOf('listeners.yaml', raw.program),
    service: (raw.service ?? null) as string | null,
    source: textOf('listeners.yaml', raw.source),
  }
}

const readBaseline = (set: BaselineFlow['set'], value: unknown): BaselineFlow => {
  const raw = fields('baseline.yaml', value, [
    'id',
    'members',
    'service',
    'from',
    'to',
    'else',
    'tcp',
    'udp',
    'icmp4',
    'icmp6',
    'text',
  ])
  const protocol = raw.tcp !== undefined ? 'tcp' : raw.udp !== undefined ? 'udp' : 'icmp'
  return {
    id: textOf('baseline.yaml', raw.id),
    set,
    members: (raw.members ?? null) as 'domain' | null,
    service: textOf('baseline.yaml', raw.service),
    from: listOf(raw.from) as readonly string[],
    to: listOf(raw.to) as readonly string[],
    otherwise: (raw.else ?? null) as string | null,
    protocol,
    ports: protocol === 'icmp' ? [] : listOf(raw[protocol]).map(String),
    icmp4: listOf(raw.icmp4) as readonly string[],
    icmp6: listOf(raw.icmp6) as readonly string[],
    text: textOf('baseline.yaml', raw.text),
  }
}
