// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { ExecutionContext } from 'ava'
import { required, skip } from '../shared.ts'

/** Path of a program on PATH. Where there is none, the test fails if `tool` is required, else it is left out. */
export const findProgram = (t: ExecutionContext, program: string, tool: string): string | null => {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program))
  const path = found.find((file) => existsSync(file))
  if (path !== undefined) return path
  if (required(t, tool)) t.fail(`${program} is required and missing`)
  else skip(t, `${program} is not on this machine`)
  return null
}
