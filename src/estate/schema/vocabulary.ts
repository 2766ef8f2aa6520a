// SPDX-License-Identifier: MIT
import * as z from 'zod'

/** Codes of diagnostics for a word that is not in a list; every other list uses `unknown-value`. */
export type WordCode =
  | 'unknown-role'
  | 'role-not-client'
  | 'unknown-feature'
  | 'unknown-method'
  | 'unknown-target'
  | 'unknown-os'
  | 'unknown-product'

/** How diagnostics speak of a mapping (`a host`), and which code a misspelled word gets. */
export const speech = z.registry<{ readonly name?: string; readonly code?: WordCode }>()

/** A mapping with exactly these keys. */
export const keys = <S extends z.core.$ZodLooseShape>(name: string, shape: S) =>
  z.strictObject(shape).register(speech, { name })

/** A word out of a list. */
export const word = <const W extends string>(words: readonly W[], code?: WordCode) =>
  z.enum(words as unknown as readonly [W, ...W[]]).register(speech, code === undefined ? {} : { code })

export const text = z.string()
export const flag = z.boolean()
export const listOf = <S extends z.ZodType>(item: S) => z.array(item)

const PORT = /^[1-9][0-9]{0,4}$/
const PORTS = /^[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?$/

export const port = z.union([z.int().min(1).max(65535), z.string().regex(PORT)])
export const ports = z.union([z.int().min(1).max(65535), z.string().regex(PORTS)])
/** One port or range, or several. */
export const portList = z.union([ports, z.array(ports).min(1)])
const flowPort = z.union([ports, z.literal('dynamic')])
/** Ports of a flow: `dynamic` stands for dynamic RPC. */
export const flowPortList = z.union([flowPort, z.array(flowPort).min(1)])
export const date = z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
/** One name or address, or several. */
export const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)])
