// SPDX-License-Identifier: MIT
import { Document, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { EstateDraft } from './estate-draft.ts'
import { excerpt, oneLine } from './safe-text.ts'

/** Writes the estate file. Every key and value is a node of the YAML encoder, every comment one line of printable text. */
export const writeEstate = (draft: EstateDraft): string => {
  const root = new YAMLMap()
  root.flow = false
  add(root, 'name', text(draft.name))
  add(
    root,
    'product',
    text('cmcb'),
    'The peer does not know the build in production: without `version` the newest one counts.',
  )
  if (draft.features.length > 0)
    add(root, 'features', block(draft.features.map(({ id, comment }) => commented(text(id), comment))))
  add(
    root,
    'sites',
    map(
      draft.sites.map((site) => [
        site.code,
        flow({ type: site.type, ...(site.parent === null ? {} : { parent: site.parent }) }),
      ]),
    ),
    '',
    true,
  )
  add(root, 'hosts', map(draft.hosts.map((host) => [host.name, hostNode(host), host.comment])), '', true)
  if (draft.clients.length > 0)
    add(
      root,
      'clients',
      map(
        draft.clients.map((group) => [
          group.name,
          map([...site(group.site), ['networks', list(group.networks)]]),
          group.comment,
        ]),
      ),
      '',
      true,
    )
  add(root, 'firewall', map([['profiles', list(draft.profiles)]]), '', true)
  if (draft.services.length > 0)
    add(
      root,
      'services',
      map(
        draft.services.map((service) => [
          service.name,
          flow({ protocol: service.protocol, ports: list(service.ports) }),
          service.comment,
        ]),
      ),
      'The services of the file that an estate can say.',
      true,
    )
  if (draft.flows.length > 0)
    add(root, 'flows', block(draft.flows.map(flowNode)), 'What the catalogue does not open by itself.', true)
  const document = new Document(root)
  document.commentBefore = ` Imported from ${excerpt(draft.file)}, a configuration of New-ConfigMgrFirewallRuleDefinition.ps1.\n What was left out stands in the report that the import prints. Read it, then check: portwright check ESTATE`
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: true })
}

type Entry = readonly [key: string, value: Node, comment?: string]

const add = (target: YAMLMap, key: string, value: Node, comment = '', spaced = false): void => {
  const name = text(key)
  const line = oneLine(comment)
  if (line !== '') name.commentBefore = ` ${line}`
  if (spaced) name.spaceBefore = true
  target.add(new Pair(name, value))
}

const map = (entries: readonly Entry[]): YAMLMap => {
  const result = new YAMLMap()
  for (const [key, value, comment] of entries) add(result, key, value, comment)
  return result
}

const flow = (values: Readonly<Record<string, string | Node>>): YAMLMap => {
  const result = map(
    Object.entries(values).map(([key, value]) => [key, typeof value === 'string' ? text(value) : value]),
  )
  result.flow = true
  return result
}

const block = (items: readonly Node[]): YAMLSeq => {
  const result = new YAMLSeq()
  result.items = [...items]
  return result
}

const list = (items: readonly string[]): YAMLSeq => {
  const result = block(items.map(portOrText))
  result.flow = true
  return result
}

const text = (value: string): Scalar<string> => new Scalar(value)
/** A port is written as the number that a person would write. */
const portOrText = (value: string): Scalar => (/^[1-9]\d{0,4}$/.test(value) ? new Scalar(Number(value)) : text(value))

const commented = (node: Scalar<string>, comment: string): Scalar<string> => {
  const line = oneLine(comment)
  if (line !== '') node.comment = ` ${line}`
  return node
}

const site = (code: string | null): readonly Entry[] => (code === null ? [] : [['site', text(code)]])

const hostNode = (host: EstateDraft['hosts'][number]): YAMLMap =>
  map([
    ['addresses', list(host.addresses)],
    ...site(host.site),
    ...(host.roles.length === 0 ? [] : [['roles', list(host.roles)] as const]),
  ])

const ends = (names: readonly string[]): Node => {
  const [only, ...others] = names
  return only !== undefined && others.length === 0 ? text(only) : list(names)
}

const flowNode = (own: EstateDraft['flows'][number]): YAMLMap =>
  map([
    ['name', text(own.name)],
    ['from', ends(own.from)],
    ['to', ends(own.to)],
    ...(own.service === null
      ? ([
          ['protocol', text(own.protocol)],
          ['ports', list(own.ports)],
        ] as const)
      : ([['service', text(own.service)]] as const)),
    ['reason', text(own.reason)],
  ])
