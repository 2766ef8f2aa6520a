// SPDX-License-Identifier: MIT
import { basename, join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { inAscii } from './in-ascii.ts'
import { MARK, marked } from './marked.ts'
import { partFunction } from './part-function.ts'

/** What nearly every run needs: one script, since each more costs a start more than what it does not run. */
const USUAL: readonly string[] = [
  'src/cli/main.ts',
  'src/cli/commands/check.ts',
  'src/cli/commands/compile.ts',
  'src/estate/read-estate.ts',
  'src/compile/chosen-part.ts',
  'src/compile/compile-estate.ts',
  'src/compile/estate-diagnostics.ts',
  'src/compile/run-compile.ts',
  'src/compile/target-losses.ts',
  'src/compile/target-options.ts',
  'src/compile/estate-units.ts',
  'src/output/node-file-system.ts',
  'src/output/processes.ts',
]

/** Characters of a part that stands in the first script wherever all that it needs does. */
const SMALL = 1_000

/**
 * Loads the parts behind the first ones when they are asked for, with all that they need and whatever else is asked for at the
 * same time, as one script: that of this very build, whatever has been installed over it since the start.
 */
const start = (hash: string): string => `let table=null;
const first=parts.length,made=[],asked=[];
const load=ids=>{
table??=JSON.parse(require("node:fs").readFileSync(require("node:path").join(__dirname,"parts/program.json"),"latin1"));
if(table.hash!=="${hash}")throw new Error("it was replaced while it ran");
const wanted=new Set();
const want=one=>{if(parts[one]===undefined&&!wanted.has(one)){wanted.add(one);table.rows[one-first][2].forEach(want)}};
ids.forEach(want);
if(wanted.size===0)return;
const list=[...wanted].sort((a,b)=>a-b);
const found=require.pieces?.("./parts/program.cjs",list.map(one=>table.rows[one-first]),table.hash);
const all=found??require("./parts/program.cjs");
list.forEach((one,at)=>{parts[one]=found===undefined?all[one-first]:all[at]})};
const more=ids=>{try{load(ids)}catch(cause){
throw Object.assign(new Error("a part of the program cannot be loaded: "+cause.message),{name:"ProgramNotWhole"})}};
const $part=id=>made[id]??=parts[id]($part,$later,require,__dirname);
const $later=async id=>{
if(parts[id]===undefined){asked.push(id);await undefined;if(asked.length>0)more(asked.splice(0))}
return $part(id)};
`

export interface Program {
  /** The script that runs first. */
  readonly main: string
  /** What it loads when it is asked for: a list of functions, and (`table`) where each of them stands. */
  readonly rest: string
  /** The hash of the rest, and of each of its parts the first and last place, and what it needs. */
  readonly table: string
  readonly inputs: readonly string[]
}

/** The program in parts that a start can do without. Texts of ASCII alone, so that places count bytes. */
export const programParts = async (root: string, options: BuildOptions): Promise<Program> => {
  const { outputFiles = [], metafile } = await build({
    ...options,
    absWorkingDir: root,
    format: 'esm',
    splitting: true,
    write: false,
    metafile: true,
    // Names of chunks are made of it.
    outdir: join(root, 'dist'),
    entryPoints: [join(root, 'src/cli/main.ts')],
  })
  const { inputs, outputs } = metafile as NonNullable<typeof metafile>
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]))
  const needs = new Map<string, readonly string[]>()
  const entries = new Map<string, string>()
  for (const [path, { imports, entryPoint }] of Object.entries(outputs)) {
    const static_ = imports.filter(({ kind, external }) => kind === 'import-statement' && external !== true)
    needs.set(
      basename(path),
      static_.map((one) => basename(one.path)),
    )
    if (entryPoint !== undefined) entries.set(entryPoint, basename(path))
  }
  const order = new Set<string>()
  const add = (name: string): void => {
    if (order.has(name)) return
    for (const other of needs.get(name) ?? []) add(other)
    order.add(name)
  }
  for (const entry of USUAL) {
    const name = entries.get(entry)
    if (name === undefined) throw new Error(`${entry} is loaded by no import()`)
    add(name)
  }
  // One of these would cost more to load than it costs to have.
  const isSmall = (name: string): boolean =>
    (texts.get(name) as string).length < SMALL && (needs.get(name) ?? []).every((other) => order.has(other))
  for (let found = true; found; ) {
    const small = [...texts.keys()].sort().filter((name) => !order.has(name) && isSmall(name))
    for (const name of small) order.add(name)
    found = small.length > 0
  }
  const usual = order.size
  for (const name of [...texts.keys()].sort()) add(name)
  const names = [...order]
  const numbers = new Map(names.map((name, number) => [name, number]))
  const numberOf = (name: string): number => {
    const number = numbers.get(name)
    if (number === undefined) throw new Error(`${name} is no part of the program`)
    return number
  }
  const functions = names.map((name) => inAscii(partFunction(name, texts.get(name) as string, numberOf)))
  const head = 'module.exports=[\n'
  const later = functions.slice(usual)
  const rest = marked(`${head}${later.join(',\n')}\n]\n`)
  let at = rest.indexOf(head) + head.length
  const rows = later.map((text, index) => {
    const start = at
    at += text.length + 2
    return [start, start + text.length, (needs.get(names[usual + index] as string) as readonly string[]).map(numberOf)]
  })
  const hash = rest.slice(MARK.length, rest.indexOf('\n'))
  const first = functions.slice(0, usual).join(',\n')
  const main = `"use strict";const parts=[\n${first}\n];\n${start(hash)}module.exports=$part(${numberOf('main.js')})\n`
  return { main: marked(main), rest, table: JSON.stringify({ hash, rows }), inputs: Object.keys(inputs) }
}
