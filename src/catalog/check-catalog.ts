// SPDX-License-Identifier: MIT
import { type Catalog, ENDPOINTS, INSTALL_METHODS, JOINS, type Parameter, type Role } from './catalog-flow.ts'

const KINDS = ['flow', 'reference', 'not-required', 'not-recommended']
const MODES = ['mixed', 'native', 'http', 'https']
const PORTS = /^(\d{1,5}(-\d{1,5})?|dynamic)$/

/** Throws where the catalogue names something that it does not define. It is our own data: a fault ends the build. */
export const checkCatalog = (catalog: Catalog): void => {
  checkMethods(catalog)
  for (const role of catalog.roles.values()) checkRole(catalog, role)
  for (const parameter of catalog.parameters.values()) checkParameter(catalog, parameter)
  for (const { id, askedBy } of catalog.features.values())
    for (const role of askedBy) if (!catalog.roles.has(role)) throw new Error(`${id}: unknown role ${role}`)
  for (const { id, when, sources } of catalog.pageNotes) {
    if (when !== null && !catalog.features.has(when)) throw new Error(`${id}: unknown feature ${when}`)
    for (const { document } of sources) if (!catalog.documents.has(document)) throw new Error(`${id}: unknown document`)
  }
  const seen = new Set<string>()
  for (const flow of catalog.flows) {
    const fail = (what: string): never => {
      throw new Error(`${flow.id}: ${what}`)
    }
    if (seen.has(flow.id)) fail('this id stands twice')
    seen.add(flow.id)
    if (!KINDS.includes(flow.kind)) fail(`unknown kind ${flow.kind}`)
    if (flow.kind === 'flow' && flow.from === null) fail('a flow needs a sender')
    for (const role of [flow.from, flow.to]) {
      if (role === null) continue
      const known = catalog.roles.get(role) ?? fail(`unknown role ${role}`)
      if (!known.products.includes(flow.product)) fail(`${role} is no role of ${flow.product}`)
    }
    if (flow.direction !== 'initiates' && flow.direction !== 'either') fail(`unknown direction ${flow.direction}`)
    for (const join of flow.join) if (!JOINS.includes(join)) fail(`unknown join ${join}`)
    for (const port of flow.firstPacket) if (!flow.ports.includes(port)) fail(`${port} is no port of the row`)
    if (flow.firstPacket.length > 0 && ![flow.from, flow.to].some((role) => catalog.roles.get(role ?? '')?.networkBoot))
      fail('a first packet is for a role with networkBoot')
    if (flow.sites !== null && flow.sites !== 'top') fail(`unknown sites ${flow.sites}`)
    if (flow.members !== null && flow.members !== 'domain') fail(`unknown members ${flow.members}`)
    if (flow.mode !== null && !MODES.includes(flow.mode)) fail(`unknown mode ${flow.mode}`)
    if (flow.when !== null && !catalog.features.get(flow.when)?.products.includes(flow.product))
      fail(`unknown feature ${flow.when}`)
    if (flow.parameter !== null && !catalog.parameters.get(flow.parameter)?.products.includes(flow.product))
      fail(`unknown parameter ${flow.parameter}`)
    for (const method of flow.installMethods) if (!INSTALL_METHODS.includes(method)) fail(`unknown method ${method}`)
    for (const ports of [...flow.ports, ...flow.alternates]) if (!PORTS.test(ports)) fail(`“${ports}” is no port`)
    if (flow.protocol !== 'icmp' && flow.ports.length === 0) fail('no port')
    for (const note of flow.notes) if (!catalog.notes.has(note)) fail(`unknown note ${note}`)
    if (flow.sources.length === 0) fail('no source')
    for (const { document } of flow.sources) if (!catalog.documents.has(document)) fail(`unknown document ${document}`)
  }
}

const checkMethods = ({ methods }: Catalog): void => {
  for (const method of INSTALL_METHODS) if (!methods.has(method)) throw new Error(`methods.yaml: ${method} is missing`)
  for (const [id, { short }] of methods) {
    if (!INSTALL_METHODS.includes(id)) throw new Error(`methods.yaml: unknown method ${id}`)
    if (short.length > 4) throw new Error(`methods.yaml: ${id}: “${short}” is longer than four letters`)
  }
}

const ROLE_KINDS = ['server', 'site-system', 'client', 'infrastructure', 'external', 'group', 'derived']
const FAMILIES = ['server', 'client']

const checkRole = (catalog: Catalog, role: Role): void => {
  const fail = (what: string): never => {
    throw new Error(`roles.yaml: ${role.id}: ${what}`)
  }
  const { kind, members, standsInFor, servedBy } = role
  if (!ROLE_KINDS.includes(kind)) fail(`unknown kind ${kind}`)
  const others = [...role.is, ...Object.values(role.bySiteType), standsInFor, servedBy.parent, servedBy.first]
  for (const other of others) if (other !== null && !catalog.roles.has(other)) fail(`unknown role ${other}`)
  if (members === null) return
  if ((members.kind === null) === (members.family === null)) fail('members are of one kind or of one family of systems')
  if (members.kind !== null && !ROLE_KINDS.includes(members.kind)) fail(`unknown kind ${members.kind}`)
  if (members.family !== null && !FAMILIES.includes(members.family)) fail(`unknown family ${members.family}`)
}

const checkParameter = (catalog: Catalog, parameter: Parameter): void => {
  const fail = (what: string): never => {
    throw new Error(`parameters.yaml: ${parameter.id}: ${what}`)
  }
  for (const role of [...parameter.roles, ...parameter.unlessHeld])
    if (!catalog.roles.has(role)) fail(`unknown role ${role}`)
  for (const other of [parameter.pair, parameter.elsewhere, parameter.siteDefault])
    if (other !== null && !catalog.parameters.has(other)) fail(`unknown parameter ${other}`)
  if (parameter.endpoint !== null && !ENDPOINTS.includes(parameter.endpoint))
    fail(`unknown endpoint ${parameter.endpoint}`)
}
