// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { STRUCTURES } from '../../../src/formats/wfp/structures.ts'
import { findProgram } from '../../support/wfp/find-program.ts'

const engine = readFileSync(new URL('../../../templates/wfp/engine.hbs', import.meta.url), 'utf8')

interface Sdk {
  readonly dotnet: string
  readonly compiler: string
  readonly references: readonly string[]
  readonly framework: string
}

const findSdk = (t: ExecutionContext): Sdk | null => {
  const dotnet = findProgram(t, 'dotnet', 'dotnet')
  if (dotnet === null) return null
  const root = dirname(realpathSync(dotnet))
  const compiler = globSync('sdk/*/Roslyn/bincore/csc.dll', { cwd: root }).sort().at(-1)
  const pack = globSync('packs/Microsoft.NETCore.App.Ref/*/ref/net*', { cwd: root }).sort().at(-1)
  const framework = globSync('shared/Microsoft.NETCore.App/*', { cwd: root }).sort().at(-1)
  if (compiler === undefined || pack === undefined || framework === undefined) {
    t.fail('the .NET SDK has no compiler, no reference assemblies or no runtime')
    return null
  }
  const references = globSync('*.dll', { cwd: join(root, pack) }).map((file) => join(root, pack, file))
  return { dotnet, compiler: join(root, compiler), references, framework: basename(framework) }
}

const compile = (sdk: Sdk, source: string, target: 'library' | 'exe'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-'))
  writeFileSync(join(folder, 'engine.cs'), source)
  const output = join(folder, 'engine.dll')
  const options = [
    '-nologo',
    '-langversion:5',
    '-warnaserror',
    '-warn:4',
    `-target:${target}`,
    '-nostdlib',
    `-out:${output}`,
  ]
  const references = sdk.references.map((file) => `-r:${file}`)
  execFileSync(sdk.dotnet, [sdk.compiler, ...options, ...references, join(folder, 'engine.cs')], { encoding: 'utf8' })
  return output
}

test('the C# of the installer compiles as C# 5 without a warning', (t) => {
  const sdk = findSdk(t)
  if (sdk === null) return
  t.notThrows(() => compile(sdk, engine, 'library'))
})

test('the C# of the installer is without unsafe code and without words of a template', (t) => {
  t.notRegex(engine, /\bunsafe\b/)
  t.notRegex(engine, /\{\{|\}\}/)
  t.notRegex(engine, /^['‘’‚‛]@/m)
})

test('the structures in C# have the sizes and offsets of the table', (t) => {
  const sdk = findSdk(t)
  if (sdk === null) return
  const checks = Object.entries(STRUCTURES).map(
    ([name, { size, fields }]) =>
      `Show("${name}", ${size}, new string[] { ${Object.keys(fields).map((field) => `"${field}"`)} }, new int[] { ${Object.values(fields)} });`,
  )
  const program = `public static class Program {
    static void Show(string name, int size, string[] fields, int[] offsets) {
      Console.WriteLine(Engine.FindLayoutFault(name, size, fields, offsets) ?? name);
    }
    public static void Main() { ${checks.join('\n')} Show("FWPM_FILTER0", 208, new string[0], new int[0]); }
  }`
  const output = compile(sdk, engine.replace(/\}\s*$/, `${program}\n}\n`), 'exe')
  const configuration = { runtimeOptions: { framework: { name: 'Microsoft.NETCore.App', version: sdk.framework } } }
  writeFileSync(output.replace(/dll$/, 'runtimeconfig.json'), JSON.stringify(configuration))
  const lines = execFileSync(sdk.dotnet, [output], { encoding: 'utf8' }).trim().split(/\r?\n/)
  t.deepEqual(lines, [...Object.keys(STRUCTURES), 'FWPM_FILTER0 size'])
})
