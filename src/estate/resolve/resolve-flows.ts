// SPDX-License-Identifier: MIT

import { quote } from '../../diagnostics/quote.ts'
import { normalize, type Range } from '../../formats/address/range.ts'
import { formatPortSet } from '../../formats/port/port-set.ts'
import type { OwnFlow } from '../estate.ts'
import type { EstateFile } from '../estate-schema.ts'
import type { Path, Report } from '../problem.ts'
import { isLeftOut } from '../shape/check-shape.ts'
import { checkExpiry } from './check-expiry.ts'
import { checkName, plainText } from './check-name.ts'
import { checkReason } from './check-reason.ts'
import { readPorts } from './read-port.ts'
import { type EndNames, resolveEnds } from './resolve-ends.ts'

type FlowEntry = NonNullable<EstateFile['flows']>[number]
type Service = Pick<OwnFlow, 'protocol' | 'ports'>

/** Ports as the file has them: `443`, `50000-50199`, a list of both, or `dynamic` for dynamic RPC. */
const portsOf = (given: NonNullable<FlowEntry['ports']>, path: Path, report: Report): readonly string[] => {
  const ranges: Range<number>[] = []
  const list = Array.isArray(given) ? given : [given]
  if (list.length === 0 && !isLeftOut(list)) report('empty-list', { key: 'ports' }, path, 'key')
  for (const [index, value] of list.entries()) {
    if (value === 'dynamic') continue
    const range = readPorts(value, report, Array.isArray(given) ? [...path, index] : path)
    if (range !== null) ranges.push(range)
  }
  return [...formatPortSet(normalize(ranges)), ...(isDynamic(given) ? ['dynamic'] : [])]
}

const isDynamic = (given: FlowEntry['ports']): boolean =>
  given === 'dynamic' || (Array.isArray(given) && given.includes('dynamic'))

const serviceOf = (protocol: OwnFlow['protocol'], ports: FlowEntry['ports'], path: Path, report: Report): Service => {
  if (protocol === 'icmp') {
    if (ports !== undefined)
      report('invalid-flow', { reason: 'ICMP has no ports', remedy: 'Delete `ports`.' }, [...path, 'ports'], 'key')
    return { protocol, ports: [] }
  }
  if (ports === undefined) {
    const remedy = 'Add `ports`: 443, 50000-50199, or a list of both.'
    report('invalid-flow', { reason: `${protocol.toUpperCase()} needs ports`, remedy }, [...path, 'protocol'])
    return { protocol, ports: [] }
  }
  if (isDynamic(ports) && protocol === 'udp')
    report('invalid-flow', { reason: 'Dynamic RPC uses TCP', remedy: null }, [...path, 'ports'])
  return { protocol, ports: portsOf(ports, [...path, 'ports'], report) }
}

export const resolveServices = (services: EstateFile['services'], report: Report): ReadonlyMap<string, Service> => {
  const resolved = new Map<string, Service>()
  for (const [name, { protocol, ports }] of Object.entries(services ?? {})) {
    const path = ['services', name]
    checkName(name, 'a service', report, path)
    resolved.set(name, serviceOf(protocol, ports, path, report))
  }
  return resolved
}

const NOTHING: Service = { protocol: 'tcp', ports: [] }

const resolveService = (
  entry: FlowEntry,
  path: Path,
  services: ReadonlyMap<string, Service>,
  ends: EndNames,
): Service => {
  const { names, report, suggest } = ends.context
  const { service, protocol, ports } = entry
  if (service === undefined) {
    if (protocol !== undefined) return serviceOf(protocol, ports, path, report)
    const remedy = 'Add `protocol` and `ports`, or `service`.'
    report('invalid-flow', { reason: 'This flow does not say what passes', remedy }, path)
    return NOTHING
  }
  if (protocol !== undefined || ports !== undefined) {
    const remedy = 'Delete `service`, or `protocol` and `ports`.'
    const reason = 'A flow has either a service or a protocol with ports'
    report('invalid-flow', { reason, remedy }, [...path, 'service'], 'key')
  }
  if (!names.services.has(service))
    report('unknown-service', () => ({ word: service, nearest: suggest(service, names.services) }), [
      ...path,
      'service',
    ])
  return services.get(service) ?? NOTHING
}

export const resolveFlows = (file: EstateFile, ends: EndNames): readonly OwnFlow[] => {
  const { report } = ends.context
  const services = resolveServices(file.services, report)
  const seen = new Map<string, Path>()
  return (file.flows ?? []).map((entry, index): OwnFlow => {
    const path = ['flows', index]
    const { name } = entry
    checkName(name, 'a flow', report, [...path, 'name'], 'value')
    const first = seen.get(name)
    if (first !== undefined)
      report('duplicate-flow', { name }, [...path, 'name'], 'value', [
        { message: 'The first one stands here.', path: first },
      ])
    seen.set(name, [...path, 'name'])
    return {
      name,
      from: resolveEnds(entry.from, [...path, 'from'], ends),
      to: resolveEnds(entry.to, [...path, 'to'], ends),
      ...resolveService(entry, path, services, ends),
      service: entry.service ?? null,
      reason: checkReason(entry.reason, report, [...path, 'reason']),
      owner: plainText(entry.owner, 'owner', report, [...path, 'owner']),
      ticket: plainText(entry.ticket, 'ticket', report, [...path, 'ticket']),
      expires: checkExpiry(entry.expires, `The flow ${quote(name)}`, [...path, 'expires'], ends.context),
      path,
    }
  })
}
