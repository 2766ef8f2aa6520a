// SPDX-License-Identifier: MIT
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { EstateResult } from '../../compile/compile-estate.ts'
import type { CompiledEstate, OutputSummary } from '../../compile/compiled-estate.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { nearName } from '../../diagnostics/near-name.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { PageInput } from '../../preview/page-input.ts'
import type { RuleSource } from '../../rules/rule-source.ts'
import { namedTargets, TARGET_NAMES, TARGET_WORDS, type TargetName } from '../../targets/target-names.ts'
import { addToList } from '../add-to-list.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { leanHeap } from '../lean-heap.ts'
import { loadEstate, relativePath } from '../load-estate.ts'
import { packageVersion } from '../package-root.ts'
import { printDiagnostics, readFormat } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly out: string
  readonly target?: string
  readonly host?: string
  readonly allowLoss?: boolean
  readonly since?: string
  readonly watch?: boolean
  readonly json?: boolean
  readonly format: string
}

export const compileCommand: DefineCommand = (program, streams, done) => {
  program
    .command('compile')
    .description('compile an estate into firewall policy')
    .argument('<estate>', 'estate.yaml, estate.json or estate.ts; - reads YAML from standard input')
    .option('--out <folder>', 'where the output goes; it is replaced whole', 'out')
    .option('--target <list>', `only these, joined by commas: ${TARGET_NAMES.join(', ')}; or all`, addToList)
    .option('--host <list>', 'only the policies of these hosts or client groups, joined by commas', addToList)
    .option('--since <path>', 'mark on the page what opened and closed since this output or estate')
    .option('--allow-loss', 'go on where a format cannot say a rule')
    .option('--json', 'print what portwright.json holds')
    .option('--format <name>', 'of diagnostics: text, json, sarif or github', 'text')
    .option('--watch', 'again after each save, until Ctrl-C; the terminal shows what changed')
    .addHelpText(
      'after',
      '\nExamples:\n  $ portwright compile estate.yaml --out out --target gpo,csv\n  $ portwright compile estate.yaml --out out --since out\n',
    )
    .action(async (path: string, options: Options) => {
      if (options.watch !== true) {
        const usualHeap = leanHeap(path)
        try {
          return done(await compile(path, options, streams))
        } finally {
          usualHeap()
        }
      }
      const { watch } = await import('../watch.ts')
      // What the compile itself writes is no save to wait for.
      const others = (run: Streams): Streams => ({
        ...run,
        touched: (file) => (resolve(file) === resolve(options.out) ? undefined : run.touched?.(file)),
      })
      done(await watch(streams, [path, options.since], (run) => compile(path, options, others(run))))
    })
}

const listOf = (text: string | undefined): readonly string[] | null =>
  text === undefined
    ? null
    : text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '')

const compile = async (path: string, options: Options, streams: Streams): Promise<number> => {
  const format = readFormat(options.format)
  checkOut(options.out)
  const named = targetNames(listOf(options.target))
  const { catalog, estate, diagnostics, files } = await loadEstate(path, streams)
  const report = (all: readonly Diagnostic[]): Promise<void> =>
    printDiagnostics(all, format, files, streams, { quiet: streams.quiet })
  if (estate === null) {
    await report(diagnostics)
    return EXIT.wrongInput
  }
  const part = { hosts: listOf(options.host), targets: named }
  checkHosts(part.hosts, [...estate.hosts.keys(), ...estate.clients.keys()])

  const { chosenPolicies, isWholeOutput } = await import('../../compile/chosen-part.ts')
  const { compileEstate } = await import('../../compile/compile-estate.ts')
  const { nodeFileSystem } = await import('../../output/node-file-system.ts')
  const { nodeProcesses } = await import('../../output/processes.ts')
  const { runCompile } = await import('../../compile/run-compile.ts')
  const { targetOptions } = await import('../../compile/target-options.ts')
  const { estateUnits } = await import('../../compile/estate-units.ts')
  const since = options.since === undefined ? null : await sinceSource(options.since, isWholeOutput(part), streams)
  if (options.since !== undefined && since === null) return EXIT.wrongInput
  const folder = path === '-' ? process.cwd() : dirname(resolve(path))
  const compiled = compileEstate(estate, catalog, {
    version: packageVersion(),
    inputs: files.map((file) => ({
      path: path === '-' ? basename(file.path) : relativePath(folder, resolve(file.path)),
      given: file.path,
      sha256: file.sha256,
    })),
    diagnostics,
  })
  const result = await runCompile({
    compiled,
    policies: chosenPolicies(compiled.policies, part),
    targets: named ?? estate.firewall.targets,
    options: { ...targetOptions(estate, packageVersion()), partial: part.hosts !== null },
    units: async () =>
      isWholeOutput(part) ? estateUnits(estate, catalog, compiled, await changesSince(compiled, since)) : [],
    folder: options.out,
    partial: part.hosts !== null,
    world: { files: nodeFileSystem, processes: nodeProcesses },
    onExit: cleanOnExit(),
    allowLoss: options.allowLoss === true,
    locate: estate.locate,
    progress: streams.errIsTerminal && !streams.quiet ? (text) => (streams.progress ?? streams.err)(text) : null,
  })
  await report(result.diagnostics)
  if (result.summary === null) return EXIT.wrongInput
  if (result.summary.unverified.length > 0) throw new Error(unverifiedText(result.summary.unverified))
  if (options.json === true) {
    await printJson({ ...compiled, diagnostics: result.diagnostics }, result.summary, options.out, streams)
  } else if (!streams.quiet && format === 'text') {
    const { compileSummary } = await import('../compile-summary.ts')
    streams.err(compileSummary(compiled, result.summary, options.out))
  }
  return EXIT.done
}

/** What the page is compared with; read before anything is written, since it may be the folder that is written. */
const sinceSource = async (path: string, isWhole: boolean, streams: Streams): Promise<RuleSource | null> => {
  if (!isWhole)
    throw new UsageError(
      '--since marks changes on the page, which a compile with --target or --host does not write',
      'leave them out, or use portwright plan',
    )
  const { loadRuleSource } = await import('../load-rule-source.ts')
  const loaded = await loadRuleSource(path, streams)
  if (loaded === null) return null
  if (loaded.source.estate === null)
    throw new UsageError(
      `--since ${path} is neither an output nor an estate, but ${loaded.source.format}`,
      'to compare with what is deployed, use portwright plan --against',
    )
  return loaded.source
}

const changesSince = async (compiled: EstateResult, since: RuleSource | null): Promise<PageInput['since']> => {
  if (since === null) return undefined
  const { estateSource } = await import('../../compile/estate-source.ts')
  const { compareSources } = await import('../../change/compare-sources.ts')
  const { sinceWords } = await import('../../change/since-words.ts')
  const plan = compareSources(estateSource('estate', compiled), since)
  return 'candidates' in plan ? undefined : { plan, words: sinceWords(since) }
}

const PIECE = 1 << 16

const printJson = async (
  compiled: CompiledEstate,
  summary: OutputSummary,
  folder: string,
  streams: Streams,
): Promise<void> => {
  const { outputJson } = await import('../../compile/output-json.ts')
  try {
    let text = ''
    for (const piece of outputJson(compiled, summary)) {
      text += piece
      if (text.length < PIECE) continue
      await streams.out(text)
      text = ''
    }
    await streams.out(text)
  } catch (error) {
    streams.err(`The output in ${folder} is written and whole; only what is printed is cut off.\n`)
    throw error
  }
}

/** What compiles under way in this process have half made; an interruption ends it without coming back to whoever wrote. */
const unfinished = new Set<() => void>()

const cleanOnExit = (): ((clean: (() => void) | null) => void) => {
  if (!process.listeners('exit').includes(cleanAll)) process.on('exit', cleanAll)
  let last: (() => void) | null = null
  return (clean) => {
    if (last !== null) unfinished.delete(last)
    if (clean !== null) unfinished.add(clean)
    last = clean
  }
}

const cleanAll = (): void => {
  for (const clean of unfinished) clean()
}

const targetNames = (names: readonly string[] | null): readonly TargetName[] | null => {
  if (names === null) return null
  if (names.length === 0) throw new UsageError('--target names no target')
  for (const name of names) {
    if ((TARGET_WORDS as readonly string[]).includes(name)) continue
    const near = nearest(name, TARGET_WORDS)
    throw new UsageError(
      `unknown target “${name}”`,
      near === null ? `targets are ${TARGET_WORDS.join(', ')}` : `did you mean “${near}”?`,
    )
  }
  return namedTargets(names as readonly (typeof TARGET_WORDS)[number][])
}

/** The output takes its folder's place whole, which would leave a shell that stands in it in a folder that is gone. */
const checkOut = (out: string): void => {
  if (out === '') throw new UsageError('--out is empty', 'name a folder, such as out')
  if (out === '-')
    throw new UsageError(
      'an output is a folder, and standard output holds one file',
      'give --out a folder; --json prints its index',
    )
  const inside = relative(existsSync(out) ? realpathSync(out) : resolve(out), realpathSync(process.cwd()))
  if (inside === '' || !(inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)))
    throw new UsageError(
      `--out ${out} is the folder you stand in, or holds it, and would be replaced whole`,
      'give a folder below it, such as out',
    )
}

const checkHosts = (wanted: readonly string[] | null, known: readonly string[]): void => {
  const names = new Set(known.map((name) => name.toLowerCase()))
  for (const name of wanted ?? []) {
    if (names.has(name.toLowerCase())) continue
    const near = nearName(name, known)
    throw new UsageError(
      `the estate has no host or client group “${name}”`,
      near === null ? null : `did you mean “${near}”?`,
    )
  }
}

const unverifiedText = (list: readonly { path: string; differences: readonly string[] }[]): string =>
  list
    .map(
      ({ path, differences }) =>
        `${path} does not say what the policy says:\n  ${differences.slice(0, 10).join('\n  ')}`,
    )
    .join('\n')
