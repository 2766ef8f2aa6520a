// SPDX-License-Identifier: MIT

export const TRANSPORTS = ['auto', 'local', 'winrm', 'ssh'] as const
export type Transport = (typeof TRANSPORTS)[number]

export interface RouteOptions {
  readonly transport: Transport
  readonly user: string | null
  readonly key: string | null
  /** Milliseconds until the connection has to stand. */
  readonly timeout: number
}

/** What is known of the computer that we are on. */
export interface OwnComputer {
  readonly names: readonly string[]
  readonly windows: boolean
}

/** How a host is reached; ssh keeps to the user's own configuration but for these options. */
export type HostRoute =
  | { readonly kind: 'local'; readonly host: string }
  | { readonly kind: 'winrm'; readonly host: string; readonly user: string | null; readonly milliseconds: number }
  | {
      readonly kind: 'ssh'
      readonly host: string
      readonly user: string | null
      readonly key: string | null
      readonly milliseconds: number
      readonly options: Readonly<Record<string, string>>
    }

/** Never asks, never takes a key that is not known, and is never a channel of a connection that stands already. */
const SSH_OPTIONS = {
  BatchMode: 'yes',
  StrictHostKeyChecking: 'yes',
  ControlMaster: 'no',
  ControlPath: 'none',
} as const

export const hostRoute = (host: string, options: RouteOptions, own: OwnComputer): HostRoute => {
  const { user, key, timeout: milliseconds } = options
  const isOwn = own.names.some((name) => name.toLowerCase() === host.toLowerCase())
  const auto = isOwn ? 'local' : own.windows ? 'winrm' : 'ssh'
  const kind = options.transport === 'auto' ? auto : options.transport
  if (kind === 'local') return { kind, host }
  if (kind === 'winrm') return { kind, host, user, milliseconds }
  return {
    kind,
    host,
    user,
    key,
    milliseconds,
    options: {
      ...SSH_OPTIONS,
      ConnectTimeout: String(Math.max(1, Math.ceil(milliseconds / 1_000))),
      ...(key !== null && { IdentitiesOnly: 'yes' }),
    },
  }
}

/** Why a name cannot be handed to ssh or WinRM as a user; null where it can. */
export const userFault = (user: string): string | null =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  /^-|[\s\x00-\x1f\x7f"']/.test(user) || user === ''
    ? 'a user name begins with no dash and has no blanks or quotes'
    : null
