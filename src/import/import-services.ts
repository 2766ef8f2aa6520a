// SPDX-License-Identifier: MIT
import { formatPortSet } from '../formats/port/port-set.ts'
import type { DraftService } from './estate-draft.ts'
import type { PeerService } from './peer-config.ts'
import { serviceFaults } from './peer-faults.ts'
import { peerPorts } from './peer-ports.ts'
import type { Report } from './read-peer.ts'
import { excerpt, isName } from './safe-text.ts'

/** Services with ports become services of the estate; the others, and what is wrong with them, are reported. */
export const importServices = (
  services: readonly PeerService[],
  report: Report,
  lineOf: (offset: number) => number,
): readonly DraftService[] => {
  const seen = new Map<string, PeerService>()
  return services.flatMap((service): readonly DraftService[] => {
    const { name, description } = service
    if (name.value === '') return []
    if (!isName(name.value))
      report('error', name.offset, name.value, 'A service name must be 1 to 200 printable characters without “|”')
    const first = seen.get(name.value.toLowerCase())
    if (first !== undefined) {
      report(
        'error',
        name.offset,
        name.value,
        `The service “${excerpt(name.value)}” stands twice, first in line ${lineOf(first.name.offset)}`,
      )
      return []
    }
    seen.set(name.value.toLowerCase(), service)
    const ports = peerPorts(service)
    if (typeof ports === 'string') {
      const known = /no counterpart/.test(ports)
      if (service.port.value !== '' && service.protocol.value !== '')
        report(known ? 'warning' : 'error', known ? service.protocol.offset : service.port.offset, name.value, ports)
      return []
    }
    for (const fault of serviceFaults(service, ports)) report('warning', service.port.offset, name.value, fault)
    const list = ports.ports === 'dynamic' ? ['dynamic'] : formatPortSet(ports.ports)
    return [
      {
        name: name.value,
        protocol: ports.protocol,
        ports: list,
        comment: description.value === name.value ? '' : excerpt(description.value),
      },
    ]
  })
}
