// SPDX-License-Identifier: MIT
import { type Catalog, INSTALL_METHODS, type InstallMethod } from '../../catalog/catalog-flow.ts'
import { methodFacts } from '../../catalog/method-facts.ts'
import { count } from '../../diagnostics/count.ts'
import type { ClientGroup } from '../../estate/estate.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { type InstallPreview, prepareInstalls } from '../install-preview.ts'
import type { PageFocus, PageInput } from '../page-input.ts'
import type { PredefinedGroup } from '../predefined-groups.ts'
import type { PreviewNote } from '../preview-note.ts'
import { flowsById } from '../rule-reasons.ts'
import { serverSets } from '../server-sets.ts'
import { portWords, protocolWord } from '../words.ts'
import { nameList } from './name-list.ts'
import { type NoteView, noteView } from './note-view.ts'
import { type RuleTable, ruleTable } from './rule-table.ts'

export interface InstallPanel {
  readonly group: string
  readonly method: InstallMethod
  readonly title: string
  readonly word: string
  readonly summary: string
  readonly client: readonly RuleTable[]
  readonly servers: readonly RuleTable[]
  readonly gaps: readonly NoteView[]
}

interface MatrixView {
  readonly group: string
  readonly rows: readonly {
    readonly method: string
    readonly name: string
    readonly clientIn: string
    readonly clientOut: string
    readonly servers: string
  }[]
}

export interface InstallSection {
  readonly groups: readonly { readonly name: string; readonly chosen: boolean }[]
  readonly methods: readonly {
    readonly id: InstallMethod
    readonly name: string
    readonly chosen: boolean
    readonly prerequisites: readonly string[]
    readonly alternatives: readonly PredefinedGroup[]
    readonly notes: readonly NoteView[]
  }[]
  readonly matrices: readonly MatrixView[]
  readonly panels: readonly InstallPanel[]
  readonly running: boolean
  /** Groups that the page has no room for. */
  readonly left: string
}

const MOST_GROUPS = 100
const MOST_IN_FULL = 40

/** Every client group by every method: what the page hides and shows. Null where the estate has no clients. */
export const installSection = (input: PageInput, focus: PageFocus | null): InstallSection | null => {
  const { estate, catalog } = input
  const wanted = focus?.kind === 'client' ? focus : null
  const all = [...estate.clients.values()].filter((group) => wanted === null || group.name === wanted.name)
  const groups = all.slice(0, MOST_GROUPS)
  const first = groups[0]
  if (first === undefined) return null
  const running = wanted?.running ?? false
  const previewOf = prepareInstalls(estate, catalog, { running, policies: input.policies })
  const byMethod = new Map(
    INSTALL_METHODS.map((method): [InstallMethod, readonly InstallPreview[]] => [
      method,
      groups.map((group) => previewOf(group, method)),
    ]),
  )
  const previews = [...byMethod.values()].flat()
  const chosen = wanted?.method ?? first.install[0]?.method ?? 'push'
  const shared = new Map(INSTALL_METHODS.map((method) => [method, sharedNotes(byMethod.get(method) ?? [])]))
  return {
    groups: groups.map(({ name }) => ({ name, chosen: name === first.name })),
    methods: INSTALL_METHODS.map((id) => {
      const own = byMethod.get(id) ?? []
      return {
        id,
        name: methodFacts(catalog, id).name,
        chosen: id === chosen,
        prerequisites: own[0]?.prerequisites ?? [],
        alternatives: own.find(({ alternatives }) => alternatives.length > 0)?.alternatives ?? [],
        notes: [...(shared.get(id) ?? new Map()).values()].map(noteView),
      }
    }),
    matrices: groups.map((group) => matrixOf(catalog, group, previews)),
    panels: groups.flatMap((group) =>
      previews
        .filter(({ clients }) => clients === group.name)
        .map((preview) =>
          panelOf(catalog, preview, shared.get(preview.method) ?? new Map(), groups.length > MOST_IN_FULL),
        ),
    ),
    running,
    left: all.length > groups.length ? count(all.length - groups.length, 'more client group') : '',
  }
}

/** Notes that every group shares stand once a method, not once a group. */
const sharedNotes = (previews: readonly InstallPreview[]): ReadonlyMap<string, PreviewNote> => {
  const [first, ...others] = previews
  const texts = others.map(({ notes }) => new Set(notes.map(({ text }) => text)))
  return new Map(
    (first?.notes ?? [])
      .filter(({ text }) => texts.every((known) => known.has(text)))
      .map((note): [string, PreviewNote] => [note.text, note]),
  )
}

const panelOf = (
  catalog: Catalog,
  preview: InstallPreview,
  shared: ReadonlyMap<string, PreviewNote>,
  brief: boolean,
): InstallPanel => {
  const flows = flowsById(preview.flows)
  const word = methodFacts(catalog, preview.method).name
  const rules = preview.servers.reduce((sum, one) => sum + one.inbound.length + one.outbound.length, 0)
  const { inbound, outbound } = preview.client
  const subject = `${preview.clients}, ${word}`
  return {
    group: preview.clients,
    method: preview.method,
    title: preview.clients,
    word,
    summary: `${count(inbound.length, 'rule')} inbound and ${outbound.length} outbound on the clients, ${count(rules, 'rule')} on ${count(preview.servers.length, 'server')}`,
    client: [
      ruleTable(`Client inbound: ${subject}`, 'in', inbound, { flows, holder: 'client', brief }),
      ruleTable(`Client outbound: ${subject}`, 'out', outbound, { flows, holder: 'client', brief }),
    ],
    servers: serverSets(preview.servers).flatMap((set) => {
      const holder = set.hosts.join(' ')
      const holders = nameList(set.hosts, 6)
      return [
        ...(set.inbound.length > 0
          ? [ruleTable(': inbound', 'in', set.inbound, { flows, holder, holders, brief })]
          : []),
        ...(set.outbound.length > 0
          ? [ruleTable(': outbound', 'out', set.outbound, { flows, holder, holders, brief })]
          : []),
      ]
    }),
    gaps: preview.notes.filter(({ text }) => !shared.has(text)).map(noteView),
  }
}

/** What each way of installing opens, a line a way: on the clients, from the clients, and on servers. */
const matrixOf = (catalog: Catalog, group: ClientGroup, previews: readonly InstallPreview[]): MatrixView => ({
  group: group.name,
  rows: previews
    .filter(({ clients }) => clients === group.name)
    .map(({ method, client, servers }) => ({
      method,
      name: methodFacts(catalog, method).name,
      clientIn: portList(client.inbound),
      clientOut: portList(client.outbound),
      servers: portList(servers.flatMap(({ inbound }) => inbound)),
    })),
})

const portList = (rules: readonly Rule[]): string => {
  const words = new Set(rules.map((rule) => `${protocolWord(rule)} ${portWords(rule).join(', ')}`))
  return words.size === 0 ? 'nothing' : [...words].join('; ')
}
