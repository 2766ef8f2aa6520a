// SPDX-License-Identifier: MIT
import { existsSync, statSync } from 'node:fs'
import { nearName } from '../diagnostics/near-name.ts'
import { parseDuration } from '../servers/duration.ts'
import { type RouteOptions, TRANSPORTS, userFault } from '../servers/host-route.ts'
import type { RunMode } from '../servers/work-on-host.ts'
import { UsageError } from './exit-code.ts'

/** The options of a connection, as the command line gives them. */
export interface TransportOptions {
  readonly host?: string
  readonly transport: string
  readonly user?: string
  readonly key?: string
  readonly askPassword?: boolean
  readonly throttle: string
  readonly timeout: string
}

export interface ApplyOptions extends TransportOptions {
  readonly whatIf?: boolean
  readonly yes?: boolean
  readonly confirm: boolean
  readonly confirmWithin?: string
  readonly rollback?: boolean
  readonly test?: boolean
  readonly stopAfter?: string
  readonly journal?: string
  readonly resume?: boolean
  readonly json?: boolean
}

export interface TransportSettings {
  /** Null: all that there are. */
  readonly hosts: readonly string[] | null
  readonly route: RouteOptions
  readonly throttle: number
  readonly askPassword: boolean
}

export interface ApplySettings extends TransportSettings {
  readonly mode: RunMode
  readonly yes: boolean
  /** Milliseconds; null without a way back. */
  readonly confirmWithin: number | null
  readonly stopAfter: number | null
  readonly journal: string | null
  readonly resume: boolean
  readonly json: boolean
}

const CONFIRM_WITHIN = '5m'

const duration = (option: string, text: string): number => {
  const value = parseDuration(text)
  if (value === null)
    throw new UsageError(`${option} ${text} is no time`, 'write a number with s, m or h, such as 90s; a day at most')
  return value
}

const count = (option: string, text: string): number => {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new UsageError(`${option} ${text} is no number of hosts`, 'write a whole number from 1')
  return Number(text)
}

/** How hosts are reached; a wrong word ends the command. */
export const transportSettings = (options: TransportOptions): TransportSettings => {
  const { user = null, key = null } = options
  const transport = TRANSPORTS.find((name) => name === options.transport)
  if (transport === undefined) {
    const near = nearName(options.transport, TRANSPORTS)
    throw new UsageError(
      `unknown transport “${options.transport}”`,
      near === null ? `transports are ${TRANSPORTS.join(', ')}` : `did you mean “${near}”?`,
    )
  }
  const fault = user === null ? null : userFault(user)
  if (fault !== null) throw new UsageError(`--user: ${fault}`)
  if (key !== null) checkKey(key)
  const askPassword = options.askPassword === true
  if (askPassword && user === null) throw new UsageError('--ask-password needs --user', 'say whose password it is')
  if (askPassword && transport === 'ssh')
    throw new UsageError(
      '--ask-password is for WinRM',
      'ssh signs in with a key: --key FILE, or the configuration of ssh',
    )
  const hosts =
    options.host
      ?.split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '') ?? null
  if (hosts !== null && hosts.length === 0) throw new UsageError('--host names no host')
  return {
    hosts,
    route: { transport, user, key, timeout: duration('--timeout', options.timeout) },
    throttle: count('--throttle', options.throttle),
    askPassword,
  }
}

/** ssh passes over a key that others may read, and would sign in with another one. */
const checkKey = (key: string): void => {
  if (!existsSync(key) || !statSync(key).isFile()) throw new UsageError(`--key: there is no file ${key}`)
  if (process.platform !== 'win32' && (statSync(key).mode & 0o077) !== 0)
    throw new UsageError(`--key: others may read ${key}, so ssh does not take it`, `chmod 600 ${key}`)
}

export const applySettings = (options: ApplyOptions): ApplySettings => {
  const modes = (['whatIf', 'rollback', 'test'] as const).filter((name) => options[name] === true)
  if (modes.length > 1) throw new UsageError('--what-if, --rollback and --test exclude each other')
  const mode = ({ whatIf: 'what-if', rollback: 'rollback', test: 'test' } as const)[modes[0] as 'whatIf'] ?? 'apply'
  if (!options.confirm && options.confirmWithin !== undefined)
    throw new UsageError('--confirm-within and --no-confirm exclude each other')
  if (options.resume === true && (mode === 'what-if' || mode === 'test'))
    throw new UsageError(`--resume goes on with changes, and --${mode} makes none`)
  if (options.journal === '-')
    throw new UsageError('a journal is a file', 'give --journal a file; --json prints the results')
  return {
    ...transportSettings(options),
    mode,
    yes: options.yes === true,
    confirmWithin: options.confirm ? duration('--confirm-within', options.confirmWithin ?? CONFIRM_WITHIN) : null,
    stopAfter: options.stopAfter === undefined ? null : count('--stop-after', options.stopAfter),
    journal: options.journal ?? null,
    resume: options.resume === true,
    json: options.json === true,
  }
}
