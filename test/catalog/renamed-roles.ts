// SPDX-License-Identifier: MIT
import { parse } from 'yaml'
import type { Catalog, CatalogFlow, Role } from '../../src/catalog/catalog-flow.ts'

/** Of the same length and order, so that what is cut or sorted stays as it is. */
const rename = (role: string): string => role.toUpperCase()
const maybe = <T extends string | null>(role: T): T => (role === null ? role : (rename(role) as T))

const renamedRole = (role: Role): Role => ({
  ...role,
  id: rename(role.id),
  is: role.is.map(rename),
  bySiteType: Object.fromEntries(Object.entries(role.bySiteType).map(([type, other]) => [type, rename(other)])),
  standsInFor: maybe(role.standsInFor),
  servedBy: Object.fromEntries(
    Object.entries(role.servedBy).map(([who, other]) => [who, maybe(other as string | null)]),
  ) as unknown as Role['servedBy'],
})

const renamedFlow = (flow: CatalogFlow): CatalogFlow => {
  const [product, ...words] = flow.id.split('/')
  const row = words.pop()
  return {
    ...flow,
    id: [product, ...words.map(rename), row].join('/'),
    from: maybe(flow.from),
    to: rename(flow.to),
  }
}

const mapValues = <T>(map: ReadonlyMap<string, T>, change: (value: T) => T): ReadonlyMap<string, T> =>
  new Map([...map].map(([key, value]) => [key, change(value)]))

/** The catalogue with another id for every role. */
export const renamedCatalog = (catalog: Catalog): Catalog => ({
  ...catalog,
  roles: new Map([...catalog.roles.values()].map((role) => [rename(role.id), renamedRole(role)])),
  flows: catalog.flows.map(renamedFlow),
  features: mapValues(catalog.features, (feature) => ({
    ...feature,
    roles: feature.roles.map(rename),
    askedBy: feature.askedBy.map(rename),
  })),
  parameters: mapValues(catalog.parameters, (parameter) => ({
    ...parameter,
    roles: parameter.roles.map(rename),
    unlessHeld: parameter.unlessHeld.map(rename),
  })),
  listeners: catalog.listeners.map((listener) => ({ ...listener, roles: listener.roles.map(rename) })),
  baseline: catalog.baseline.map((row) => ({
    ...row,
    from: row.from.map((word) => (catalog.roles.has(word) ? rename(word) : word)),
    to: row.to.map((word) => (catalog.roles.has(word) ? rename(word) : word)),
  })),
})

type Raw = Record<string, unknown>

/** An estate file for that catalogue. */
export const renamedEstate = (text: string, catalog: Catalog): string => {
  const word = (one: string): string => (catalog.roles.has(one) ? rename(one) : one)
  const end = (given: unknown): unknown => (Array.isArray(given) ? given.map((one) => word(one)) : word(String(given)))
  const host = (given: unknown): unknown => {
    const { roles = [], ...rest } = given as Raw & { roles?: readonly (string | Raw)[] }
    return {
      ...rest,
      roles: roles.map((role) =>
        typeof role === 'string' ? rename(role) : { ...role, role: rename(String(role.role)) },
      ),
    }
  }
  const group = (given: unknown): unknown => {
    const { role, ...rest } = given as Raw
    return role === undefined ? rest : { ...rest, role: rename(String(role)) }
  }
  const exception = (given: unknown): unknown => {
    const { flow, ...rest } = given as { flow: string | Raw }
    if (typeof flow !== 'string') return { ...rest, flow: { ...flow, from: end(flow.from), to: end(flow.to) } }
    const [product, ...words] = flow.split('/')
    const row = words.pop()
    return { ...rest, flow: [product, ...words.map(rename), row].join('/') }
  }
  const sentence = (given: unknown): unknown =>
    Object.fromEntries(
      Object.entries(given as Record<string, string>).map(([key, says]) => [key, says.split(' ').map(word).join(' ')]),
    )
  const entries = (given: unknown, change: (value: unknown) => unknown): Raw =>
    Object.fromEntries(Object.entries((given ?? {}) as Raw).map(([name, value]) => [name, change(value)]))
  const list =
    (change: (value: unknown) => unknown) =>
    (given: unknown): unknown =>
      (given as readonly unknown[]).map(change)
  const flow = (given: unknown): unknown => ({
    ...(given as Raw),
    from: end((given as Raw).from),
    to: end((given as Raw).to),
  })
  const firewall = (given: unknown): unknown => {
    const { rpc } = given as { rpc?: Raw }
    return rpc?.on === undefined ? given : { ...(given as Raw), rpc: { ...rpc, on: end(rpc.on) } }
  }
  const changes: Readonly<Record<string, (given: unknown) => unknown>> = {
    hosts: (given) => entries(given, host),
    clients: (given) => entries(given, group),
    flows: list(flow),
    except: list(exception),
    tests: list(sentence),
    firewall,
  }
  // Keys stay where they are: the order of diagnostics is that of the file.
  return JSON.stringify(
    Object.fromEntries(Object.entries(parse(text) as Raw).map(([key, value]) => [key, changes[key]?.(value) ?? value])),
  )
}

/** What stands behind a name that an id or a text was cut in: an ellipsis, or a hash of the whole. */
const CUT = /(?<![A-Z])[A-Z]+(?:-[A-Z]+)*(?=-?…|-?-[0-9a-f]{8}(?![0-9a-f]))/g

/** Output with the roles' own names again, and with what is left of those that were cut. */
export const namedBack = (text: string, catalog: Catalog): string => {
  const names = [...catalog.roles.keys()].map(rename).sort((a, b) => b.length - a.length)
  const whole = new RegExp(`(?<![A-Z])(?:${names.join('|')})(?![A-Z])`, 'g')
  return text
    .replace(whole, (name) => name.toLowerCase())
    .replace(CUT, (word) => (names.some((name) => name.startsWith(word)) ? word.toLowerCase() : word))
}
