// SPDX-License-Identifier: MIT
import { createSocket } from 'node:dgram'
import { hostname } from 'node:os'
import { type HostRoute, hostRoute, type OwnComputer, type RouteOptions } from './host-route.ts'
import { startShell } from './host-shell.ts'
import { type ServerLink, serverLink } from './server-link.ts'
import type { ServerScripts } from './server-scripts.ts'

/** The names of this computer, as far as they are known for sure. */
export const ownComputer = (environment: Readonly<Record<string, string | undefined>>): OwnComputer => {
  const name = hostname()
  const domain = environment.USERDNSDOMAIN
  return {
    names: domain === undefined || domain === '' || name.includes('.') ? [name] : [name, `${name}.${domain}`],
    windows: process.platform === 'win32',
  }
}

export interface LinkOptions extends RouteOptions {
  readonly executable: string
  readonly scripts: ServerScripts
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly own: OwnComputer
  readonly password: string | null
}

export const routeTo = (host: string, options: LinkOptions): HostRoute => hostRoute(host, options, options.own)

export const linkTo = (host: string, options: LinkOptions): ServerLink =>
  serverLink(
    () => startShell(options.executable, options.scripts.here, options.environment),
    routeTo(host, options),
    options.scripts.there,
    options.password,
  )

const WINRM = 5985

/** Our end of a connection to a host by WinRM, as this computer would choose it; nothing is sent. */
export const ownEnd = (host: string): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    const done = (address: string | null): void => {
      socket.close()
      resolve(address)
    }
    socket.on('error', () => done(null))
    socket.connect(WINRM, host, () => done(socket.address().address))
  })
