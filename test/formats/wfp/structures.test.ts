// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'ava'
import { STRUCTURES } from '../../../src/formats/wfp/structures.ts'
import {
  FWP_ACTION_TYPE,
  FWP_CONDITION_FLAG_IS_LOOPBACK,
  FWP_DATA_TYPE,
  FWP_MATCH_TYPE,
} from '../../../src/formats/wfp/types.ts'
import { findProgram } from '../../support/wfp/find-program.ts'

const COMPILER = 'x86_64-w64-mingw32-gcc'
const HEAD =
  '#define _WIN32_WINNT 0x0A00\n#define WIN32_LEAN_AND_MEAN\n#include <windows.h>\n#include <fwpmu.h>\n#include <sddl.h>\n#include <stddef.h>\n'

const compile = (
  compiler: string,
  source: string,
  options: readonly string[],
  libraries: readonly string[] = [],
): void => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-'))
  const file = join(folder, 'check.c')
  writeFileSync(file, source)
  execFileSync(compiler, [...options, '-o', join(folder, 'check.out'), file, ...libraries], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  })
}

const is = (expression: string, value: number): string =>
  `_Static_assert((${expression}) == ${value}, "${expression}");`

const layoutSource = (): string =>
  [
    HEAD,
    ...Object.entries(STRUCTURES).flatMap(([name, { size, fields }]) => [
      is(`sizeof(${name})`, size),
      ...Object.entries(fields).map(([field, offset]) => is(`offsetof(${name}, ${field})`, offset as number)),
    ]),
  ].join('\n')

test('sizes and offsets of the structures are those of the Windows headers on x64', (t) => {
  const compiler = findProgram(t, COMPILER, 'mingw')
  if (compiler === null) return
  t.notThrows(() => compile(compiler, layoutSource(), ['-fsyntax-only']))
})

test('a wrong size or offset would be found', (t) => {
  const compiler = findProgram(t, COMPILER, 'mingw')
  if (compiler === null) return
  const wrong = [is('sizeof(FWPM_FILTER0)', 208), is('offsetof(FWPM_FILTER0, rawContext)', 148)]
  const { message } = t.throws(() => compile(compiler, [HEAD, ...wrong].join('\n'), ['-fsyntax-only'])) as Error
  t.is(message.match(/static assertion failed/g)?.length, 2, message)
})

test('numbers of types, matches and actions are those of the Windows headers', (t) => {
  const compiler = findProgram(t, COMPILER, 'mingw')
  if (compiler === null) return
  const numbers = Object.entries({ ...FWP_DATA_TYPE, ...FWP_MATCH_TYPE, ...FWP_ACTION_TYPE })
  const source = [
    HEAD,
    ...numbers.map(([name, value]) => is(name, value)),
    is('FWP_CONDITION_FLAG_IS_LOOPBACK', FWP_CONDITION_FLAG_IS_LOOPBACK),
    is('FWP_E_PROVIDER_NOT_FOUND', 0x80320005 | 0),
    is('FWP_E_SUBLAYER_NOT_FOUND', 0x80320007 | 0),
    is('FWP_FILTER_ENUM_OVERLAPPING', 1),
    is('FWP_FILTER_ENUM_FLAG_INCLUDE_BOOTTIME', 8),
    is('FWP_FILTER_ENUM_FLAG_INCLUDE_DISABLED', 16),
  ].join('\n')
  t.notThrows(() => compile(compiler, source, ['-fsyntax-only']))
})

test('every function that the installer calls is in the Windows libraries', (t) => {
  const compiler = findProgram(t, COMPILER, 'mingw')
  if (compiler === null) return
  const engine = readFileSync(new URL('../../../templates/wfp/engine.hbs', import.meta.url), 'utf8')
  const functions = [...engine.matchAll(/internal static extern \w+ (\w+)\(/g)].map((match) => match[1] as string)
  t.is(functions.length, 21)
  const source = `${functions.map((name) => `extern void ${name}(void);`).join('\n')}
int main(void) { void *used[] = { ${functions.map((name) => `(void *)${name}`).join(', ')} }; return used[0] == 0; }`
  t.notThrows(() => compile(compiler, source, ['-w'], ['-lfwpuclnt', '-ladvapi32', '-lkernel32']))
})
