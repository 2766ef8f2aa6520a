// SPDX-License-Identifier: MIT
import type { JsonNode } from '../json/json-node.ts'
import type { WmiAnswers, WmiInstance, WmiPage, WmiRefusal } from './wmi-instance.ts'

type Members = ReadonlyMap<string, JsonNode>

const membersOf = (node: JsonNode): Members =>
  new Map(node.kind === 'object' ? node.members.map(({ key, value }) => [key.toLowerCase(), value]) : [])

const scalar = (node: JsonNode | undefined): string | null => {
  if (node === undefined || node.kind === 'object' || node.kind === 'array' || node.kind === 'null') return null
  return node.kind === 'truth' ? (node.value ? '1' : '0') : String(node.value)
}

/** `…$metadata#SMS_Boundary(Value)/$entity`, `root/sms/site_PS1:SMS_Boundary`, `SMS_Boundary.BoundaryID=1`. */
const classIn = (text: string | null): string | null =>
  text === null
    ? null
    : (/^(?:.*[#:])?(?:Collection\()?(?:[\w-]+\.)*([A-Za-z]\w*)(?:[(/)].*)?$/.exec(text)?.[1] ?? null)

/** Where an answer of the administration service, a CIM object, a WMI object and an object of the console name their class. */
const classOf = (members: Members): string | null => {
  const system = members.get('cimsystemproperties')
  const cim = members.get('cimclass')
  return (
    classIn(scalar(members.get('@odata.type'))) ??
    classIn(scalar(members.get('@odata.context'))) ??
    scalar(membersOf(system ?? { kind: 'null', offset: 0 }).get('classname')) ??
    (cim?.kind === 'object' ? scalar(membersOf(cim).get('cimclassname')) : classIn(scalar(cim))) ??
    scalar(members.get('__class')) ??
    scalar(members.get('objectclassname')) ??
    /^([A-Za-z]\w*)\./.exec(scalar(members.get('smsproviderobjectpath')) ?? '')?.[1] ??
    null
  )
}

/** What frames an object and is none of its properties. */
const isFrame = (name: string): boolean =>
  /^(@odata\..*|cim(class|instanceproperties|systemproperties)|__.*)$/.test(name)

const instanceOf = (node: JsonNode, className: string | null): WmiInstance => {
  const members = membersOf(node)
  const values = new Map<string, string>()
  const lists = new Map<string, readonly string[]>()
  const embedded = new Map<string, readonly WmiInstance[]>()
  for (const [name, value] of members) {
    if (isFrame(name)) continue
    const text = scalar(value)
    if (text !== null) values.set(name, text)
    // Windows PowerShell wraps some lists: { "value": […], "Count": n }.
    const inner = value.kind === 'object' ? membersOf(value).get('value') : undefined
    const items = value.kind === 'array' ? value.items : inner?.kind === 'array' ? inner.items : null
    const objects = (items ?? (value.kind === 'object' ? [value] : [])).filter(({ kind }) => kind === 'object')
    if (objects.length > 0)
      embedded.set(
        name,
        objects.map((item) => instanceOf(item, null)),
      )
    else if (items !== null)
      lists.set(
        name,
        items.flatMap((item) => scalar(item) ?? []),
      )
  }
  return { className, offset: node.offset, values, lists, embedded }
}

const reasonIn = (error: JsonNode): string => {
  const members = membersOf(error)
  const message = members.get('message')
  return (
    scalar(error) ??
    scalar(message) ??
    scalar(membersOf(message ?? error).get('value')) ??
    scalar(members.get('code')) ??
    'the answer is an error'
  )
}

/**
 * Objects of WMI classes from JSON: answers of an OData service, `ConvertTo-Json` of Windows PowerShell 5.1 and of
 * PowerShell 7, lists of both, and an object that has one list a class.
 */
export const readWmiJson = (nodes: readonly JsonNode[]): WmiAnswers => {
  const instances: WmiInstance[] = []
  const refusals: WmiRefusal[] = []
  const answered = new Set<string>()
  const pages: WmiPage[] = []
  const strays: number[] = []
  const read = (node: JsonNode, className: string | null): void => {
    if (node.kind === 'array') {
      for (const item of node.items) read(item, className)
      return
    }
    if (node.kind !== 'object') {
      strays.push(node.offset)
      return
    }
    const members = membersOf(node)
    const own = classOf(members) ?? className
    const error = members.get('error')
    const value = members.get('value')
    const properties = [...members.keys()].filter((name) => !isFrame(name))
    const isAnswer =
      value?.kind === 'array' && properties.every((name) => name === 'value' || name === 'count' || name === 'error')
    const isByClass =
      properties.length > 0 &&
      node.members.every(
        ({ key, value: rows }) => /^[A-Z]\w*_\w+$/.test(key) && (rows.kind === 'array' || rows.kind === 'object'),
      )
    const isRefusal =
      error !== undefined && error.kind !== 'null' && properties.every((name) => name === 'error' || name === 'value')
    if (isRefusal) refusals.push({ className: own, offset: node.offset, reason: reasonIn(error) })
    if (isAnswer || (own !== null && !isRefusal)) answered.add(own ?? '')
    if (isAnswer) {
      const next = scalar(members.get('@odata.nextlink')) ?? ''
      const before = Number(/(?:\$|%24)skip=(\d{1,9})/i.exec(next)?.[1] ?? 0)
      const first = instances.length
      read(value, own)
      const rows = value.items.length
      pages.push({ className: own, rows, isLast: next === '', before, instances: instances.slice(first) })
    } else if (isByClass)
      for (const { key, value: rows } of node.members) {
        answered.add(key)
        read(rows, key)
      }
    else if (!isRefusal) {
      if (properties.length === 0) strays.push(node.offset)
      else instances.push(instanceOf(node, own))
    }
  }
  for (const node of nodes) read(node, null)
  answered.delete('')
  return { instances, refusals, answered: [...answered], pages, strays }
}
