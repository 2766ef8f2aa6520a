// SPDX-License-Identifier: MIT
import type { EstateResult } from '../../../src/compile/compile-estate.ts'
import type { Estate } from '../../../src/estate/estate.ts'
import type { ByteSource } from '../../../src/formats/traffic-log/byte-source.ts'
import { LOG_KINDS } from '../../../src/formats/traffic-log/log-formats.ts'
import { type LogKind, logKind } from '../../../src/formats/traffic-log/log-kind.ts'
import { unpack } from '../../../src/formats/traffic-log/unpack.ts'
import { readLog } from '../../../src/traffic/read-log.ts'
import type { Traffic } from '../../../src/traffic/traffic.ts'
import { type TrafficCounter, trafficCounter } from '../../../src/traffic/traffic-counter.ts'
import { catalog } from '../catalog.ts'

/** Bytes in pieces of so many. */
export const byteSource = (bytes: Uint8Array, size = 65_536): ByteSource => {
  let at = 0
  return {
    read: async (into) => {
      const count = Math.min(size, into.length, bytes.length - at)
      into.set(bytes.subarray(at, at + count))
      at += count
      return count
    },
  }
}

export const counterFor = (
  { estate, compiled }: { readonly estate: Estate; readonly compiled: EstateResult },
  options: { readonly host?: string; readonly since?: number } = {},
): TrafficCounter =>
  trafficCounter({
    estate,
    catalog,
    parties: compiled.parties,
    flows: compiled.flows,
    ruleName: (id) => compiled.policies.flatMap(({ rules }) => rules).find((rule) => rule.id === id)?.displayName,
    host: compiled.parties.find(({ kind, name }) => kind === 'host' && name === options.host) ?? null,
    since: options.since ?? null,
  })

/** Counts one log of a kind that is found out. */
export const countLog = async (
  counter: TrafficCounter,
  path: string,
  bytes: Uint8Array,
  size = 65_536,
): Promise<LogKind> => {
  const chunks: Buffer[] = []
  for await (const chunk of unpack(byteSource(bytes, size))) chunks.push(Buffer.from(chunk))
  const kind = logKind((chunks[0] ?? Buffer.alloc(0)).toString('latin1'))
  if (!Object.hasOwn(LOG_KINDS, kind)) throw new Error(`${path} is ${kind}`)
  await readLog(path, kind as LogKind, unpack(byteSource(bytes, size)), counter)
  return kind as LogKind
}

export const trafficOf = async (
  result: { readonly estate: Estate; readonly compiled: EstateResult },
  logs: readonly (string | Uint8Array)[],
  options: { readonly host?: string; readonly since?: number } = {},
): Promise<Traffic> => {
  const counter = counterFor(result, options)
  for (const [index, log] of logs.entries())
    await countLog(counter, `log-${index}`, typeof log === 'string' ? Buffer.from(log) : log)
  return counter.finish()
}
