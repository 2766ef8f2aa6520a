// SPDX-License-Identifier: MIT
import type { PeerService } from './peer-config.ts'
import type { PeerPorts } from './peer-ports.ts'

/** Ports that the peer opens towards a role by mistake: nobody listens there, and no flow is made of them. */
const WRONG: readonly { readonly to: string; readonly port: number; readonly why: string }[] = [
  {
    to: 'state-migration-point',
    port: 10123,
    why: 'Port 10123 is the client notification of management points. A state migration point takes SMB on 445, which the peer never opens for clients; the catalogue opens 80, 443 and 445',
  },
  {
    to: 'distribution-point',
    port: 8005,
    why: 'Port 8005 is a listener of the client on itself (delta download). Nothing on a distribution point answers there; the feature express-updates opens it all the same',
  },
]

/** The wrong port of a need, if one of its ends is a role that does not listen on it. */
export const wrongPorts = (to: readonly string[], { protocol }: PeerPorts): ReadonlyMap<number, string> =>
  new Map(WRONG.filter((fault) => protocol === 'tcp' && to.includes(fault.to)).map(({ port, why }) => [port, why]))

/** What is wrong with a service of the peer wherever it is used. */
export const serviceFaults = (service: PeerService, ports: PeerPorts): readonly string[] => {
  const single = ports.ports === 'dynamic' ? [] : ports.ports
  const is = (first: number, last: number): boolean =>
    single.length === 1 && single[0]?.first === first && single[0].last === last
  const faults: string[] = []
  if (ports.ports === 'dynamic' && service.program.value.toLowerCase().endsWith('\\svchost.exe'))
    faults.push(
      'Dynamic RPC is limited to svchost.exe: services of Configuration Manager and SQL Server that answer from a program of their own stay closed. The program is left out',
    )
  else if (service.program.value !== '')
    faults.push(
      'The program of a service has no counterpart: it is left out, and the catalogue names the programs that it knows',
    )
  if (is(8530, 8531))
    faults.push(
      'WSUS is fixed to 8530 and 8531. Where it listens on 80 and 443, set wsusHttp and wsusHttps under `ports` of the site',
    )
  if (is(1433, 1433))
    faults.push(
      'Every SQL Server is taken to listen on 1433. Where a named instance has a port of its own, set `port` of the role sql-server on its host',
    )
  if (is(80, 80) || is(443, 443))
    faults.push(
      `Port ${single[0]?.first} is fixed. Where a site uses another one for its clients, set ${single[0]?.first === 80 ? 'clientHttp' : 'clientHttps'} under \`ports\` of the site`,
    )
  return faults
}
