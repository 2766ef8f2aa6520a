// SPDX-License-Identifier: MIT
import { fromMdmDraft } from '../mdm-rule/from-mdm-rule.ts'
import type { Loss } from '../rule/loss.ts'
import type { Rule } from '../rule/rule.ts'
import { joinRules } from '../rule/rule-or-losses.ts'
import { readXml } from '../xml/read-xml.ts'
import { childrenOf, childText, type XmlElement } from '../xml/xml-element.ts'
import { nodeId, SYNCML } from './syncml.ts'

export interface SyncmlRules {
  readonly rules: readonly Rule[]
  readonly losses: readonly Loss[]
}

type Fault = Omit<Loss, 'rule' | 'text'>

const LEAF = /^\.\/(?:Device\/)?Vendor\/MSFT\/Firewall\/MdmStore\/FirewallRules\/([^/]+)(?:\/(.+))?$/
const FIELDS: Readonly<Record<string, string>> = {
  'App/FilePath': 'filepath',
  'App/ServiceName': 'servicename',
  'Action/Type': 'action',
}

interface Draft {
  readonly fields: Map<string, readonly string[]>
  readonly faults: Fault[]
  readonly lines: string[]
}

const SETS = new Set(['Add', 'Replace'])
const WITHOUT_MEANING = new Set(['CmdID', 'Final', 'Status', 'SyncHdr'])

/** The commands of a body in their order, those of its atomic blocks among them. */
const commandsOf = (element: XmlElement): readonly XmlElement[] =>
  element.children.flatMap((child) =>
    child.name === 'Atomic' || child.name === 'Sequence' ? [child, ...commandsOf(child)] : [child],
  )

/** Reads what a device management is given for the firewall: a SyncML document, or its body alone. */
export const readSyncml = (bytes: Uint8Array): SyncmlRules | { readonly reason: string } => {
  const xml = readXml(bytes)
  if ('reason' in xml) return xml
  const { root } = xml
  const bodies = root.name === 'SyncML' ? root.children.filter(({ name }) => name === 'SyncBody') : [root]
  if (bodies.some(({ name }) => name !== 'SyncBody') || bodies.length === 0) return { reason: 'there is no SyncBody' }
  const drafts = new Map<string, Draft>()
  const losses: Loss[] = []
  const draftOf = (id: string): Draft => {
    const draft = drafts.get(id) ?? { fields: new Map(), faults: [], lines: [] }
    drafts.set(id, draft)
    return draft
  }
  const order: (Draft | 'lost' | 'elsewhere')[] = []
  let last = Number.NaN
  for (const command of bodies.flatMap(commandsOf)) {
    if (WITHOUT_MEANING.has(command.name)) continue
    const number = Number(childText(command, command.namespace, 'CmdID') ?? Number.NaN)
    // Numbers count up: where one is left out a command is gone.
    if (number > last + 1) order.push('lost')
    last = number
    if (command.name !== 'Atomic' && command.name !== 'Sequence') order.push(readCommand(command, draftOf, losses))
  }
  blameNeighbours(order)
  const joined = joinRules(
    [...drafts].map(([id, { fields, faults, lines }]) =>
      fromMdmDraft({ id, fields, faults, text: lines.join('\n').slice(0, 4_000) }),
    ),
  )
  return { rules: joined.rules, losses: [...losses, ...joined.losses] }
}

/**
 * A command that is gone, or whose place is damaged, belonged to the rule before or behind it, which is wider without it. So
 * did one under a name of its own.
 */
const blameNeighbours = (order: readonly (Draft | 'lost' | 'elsewhere')[]): void => {
  const blamed = new Set<Draft>()
  const done = new Set<Draft>()
  for (const [index, one] of order.entries()) {
    if (one === 'elsewhere') continue
    const [before, behind] = [order[index - 1], order[index + 1]]
    const again = one !== 'lost' && one !== before && done.has(one)
    if (one !== 'lost') done.add(one)
    if (one === 'lost' || again || !one.fields.has('direction'))
      for (const other of [before, one, behind]) if (typeof other === 'object') blamed.add(other)
  }
  for (const { faults } of blamed) faults.push({ field: 'rule', reason: 'a command beside it is missing or damaged' })
}

/** A place of something else than rules, whole as far as can be seen. */
const isElsewhere = (place: string): boolean =>
  /^\.\/(?:Device\/|User\/)?Vendor\/MSFT\/[\w./~{}%-]+$/.test(place) &&
  (/\/Firewall\/MdmStore\/(?:Global|DomainProfile|PrivateProfile|PublicProfile|HyperV\w+|DynamicKeywords)\//.test(
    place,
  ) ||
    !/MdmStore|FirewallRules|\/Firewall\//.test(place))

/** Puts a command into the draft of its rule. */
const readCommand = (
  command: XmlElement,
  draftOf: (id: string) => Draft,
  losses: Loss[],
): Draft | 'lost' | 'elsewhere' => {
  const { namespace, name } = command
  const lose = (reason: string): 'lost' => {
    losses.push({ rule: null, field: name, reason })
    return 'lost'
  }
  if (namespace !== SYNCML && namespace !== '') return lose('the command is not known')
  const items = childrenOf(command, namespace, 'Item')
  const [item] = items
  if (item === undefined || items.length > 1) return lose('the command has not one item')
  const target = childrenOf(item, namespace, 'Target')[0]
  const place = target === undefined ? null : childText(target, namespace, 'LocURI')
  const [, node, leaf] = LEAF.exec(place?.trim() ?? '') ?? []
  if (node === undefined) {
    lose(`${place ?? 'a command without a place'} is not read`)
    return isElsewhere(place?.trim() ?? '') ? 'elsewhere' : 'lost'
  }
  const id = nodeId(node)
  if (id === null) return lose(`${place} is damaged`)
  const draft = draftOf(id)
  const [data, ...more] = childrenOf(item, namespace, 'Data')
  draft.lines.push(`${name} ${place} ${data?.text ?? ''}`)
  if (!SETS.has(name) || leaf === undefined || data === undefined || more.length > 0) {
    draft.faults.push({ field: leaf ?? 'rule', reason: `${name} of it is not read` })
    return draft
  }
  const field = FIELDS[leaf] ?? leaf.toLowerCase()
  if (draft.fields.has(field)) draft.faults.push({ field: leaf, reason: 'stands twice' })
  if (data.children.length > 0 || data.text === '') draft.faults.push({ field: leaf, reason: 'is empty' })
  draft.fields.set(field, [data.text])
  return draft
}
