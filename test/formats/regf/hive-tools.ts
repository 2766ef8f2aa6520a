// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { required, skip } from '../../support/shared.ts'

export interface ToolRun {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a program on bytes in a file; null with a visible skip where the program is not installed. PORTWRIGHT_REQUIRE
 * names the three readers of hives together: `hivex`.
 */
export const runTool = (t: ExecutionContext, program: string, bytes: Uint8Array): ToolRun | null => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-hive-'))
  try {
    const file = join(folder, 'hive')
    writeFileSync(file, bytes)
    // hivexml opens its output by name and cannot write to the socket that a child is given for a pipe.
    const output = openSync(join(folder, 'output'), 'w')
    const run = spawnSync(program, [file], { encoding: 'utf8', stdio: ['ignore', output, 'pipe'] })
    closeSync(output)
    if (run.error === undefined)
      return { status: run.status, stdout: readFileSync(join(folder, 'output'), 'utf8'), stderr: run.stderr }
    if (required(t, 'hivex')) t.fail(`${program} is required, but not there`)
    else skip(t, `${program} is not there`)
    return null
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unquote = (xml: string): string =>
  xml.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (_, decimal, hex, name) =>
    name !== undefined
      ? (ENTITIES[name] as string)
      : String.fromCodePoint(hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal)),
  )

export interface XmlValue {
  /** Names of the keys from the root, joined by `/`. */
  readonly path: string
  readonly type: string
  readonly name: string
  readonly value: string
}

/** The values of a hive as hivexml shows them, in their order. */
export const xmlValues = (xml: string): readonly XmlValue[] => {
  const path: string[] = []
  const values: XmlValue[] = []
  for (const match of xml.matchAll(/<(\/?)(node|value)\b([^>]*)>/g)) {
    const attribute = (name: string): string =>
      unquote(new RegExp(`\\b${name}="([^"]*)"`).exec(match[3] as string)?.[1] ?? '')
    if (match[2] === 'node') {
      if (match[1] === '/') path.pop()
      else if (!match[3]?.endsWith('/')) path.push(attribute('name'))
    } else if (match[1] === '')
      values.push({
        path: path.slice(1).join('/'),
        type: attribute('type'),
        name: attribute('key'),
        value: attribute('value'),
      })
  }
  return values
}
