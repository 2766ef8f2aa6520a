// SPDX-License-Identifier: MIT
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import type { ReadResult } from '../../read/read-result.ts'
import type { StartedRead } from '../../read/started-read.ts'
import type { OutputFile } from '../../targets/target.ts'
import { asGiven } from '../as-given.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT } from '../exit-code.ts'
import { expandWildcards } from '../expand-wildcards.ts'
import { filesOf } from '../files-of.ts'
import { limitedBytes } from '../limited-bytes.ts'
import { unreadable } from '../load-estate.ts'
import { printDiagnostics } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly json?: boolean
  readonly strict?: boolean
}

export const readCommand: DefineCommand = (program, streams, done) => {
  program
    .command('read')
    .description('read any artifact, ours or Windows’ own, back to rules')
    .argument(
      '<path...>',
      'a file, several files of one listing, or a folder (a Group Policy backup, a listing); - reads standard input',
    )
    .option('--json', 'print one JSON document')
    .option('--strict', 'exit with 3 if anything could not be read')
    .addHelpText(
      'after',
      '\nExamples:\n  $ portwright read registry.pol\n  $ portwright read "{1B2C…}" --json\n  $ portwright read rules.xml --strict\n  $ portwright read rules.csv ports.csv addresses.csv …\n',
    )
    .action(async (paths: readonly string[], options: Options) =>
      done(await read(expandWildcards(paths), options, streams)),
    )
}

const read = async (paths: readonly string[], options: Options, streams: Streams): Promise<number> => {
  const name = paths[0] === '-' ? '<stdin>' : (paths[0] as string)
  const refuse = async (diagnostic: Diagnostic): Promise<number> => {
    await printDiagnostics([diagnostic], 'text', [], streams, { quiet: false })
    return EXIT.wrongInput
  }
  const place: Span = { file: name, line: 1, column: 1, endLine: 1, endColumn: 1 }
  let input: Input
  try {
    input = await inputOf(paths, streams)
  } catch (error) {
    return refuse(unreadable(asGiven((error as NodeJS.ErrnoException).path ?? name, paths), error))
  }
  const { files, isFolder } = input
  const { startReading } = await import('../../read/read-artifact.ts')
  const { refusal } = await import('../../read/refusal.ts')
  let result: ReadResult
  try {
    const started = await startReading(files, isFolder)
    if (started === null)
      return refuse(
        files.every(({ bytes }) => bytes.length === 0)
          ? diagnose('empty-artifact', {}, place)
          : diagnose('unknown-artifact', {}, place),
      )
    result = options.json === true ? await printJson(started, streams) : await printText(started, streams)
  } catch (error) {
    const known = refusal(error, place)
    if (known === null) throw error
    return refuse(known)
  }
  const { lossesText } = await import('../losses-text.ts')
  streams.err(lossesText(result.losses))
  // A damaged file gives what stands beside the damage, and says so.
  return options.strict === true && result.losses.length > 0 ? EXIT.answerIsNo : EXIT.done
}

/** Rules are printed as they are read: whoever takes them line by line does not wait for the last. */
const printJson = async (started: StartedRead, streams: Streams): Promise<ReadResult> => {
  const { rulesJson } = await import('../rules-json.ts')
  const pieces = rulesJson(started)
  let piece = pieces.next()
  for (; piece.done !== true; piece = pieces.next()) await streams.out(piece.value)
  return piece.value
}

const printText = async ({ format, steps }: StartedRead, streams: Streams): Promise<ReadResult> => {
  const { atTheEnd } = await import('../../formats/rule/rule-steps.ts')
  const { rulesText } = await import('../rules-text.ts')
  const result = { format, ...atTheEnd(steps) }
  await streams.out(rulesText(result))
  return result
}

interface Input {
  readonly files: readonly OutputFile[]
  readonly isFolder: boolean
}

/** Several files are read as the files of one folder would be. */
const inputOf = async (paths: readonly string[], streams: Streams): Promise<Input> => {
  const [path = '-'] = paths
  if (paths.length === 1 && path !== '-' && statSync(path).isDirectory())
    return { isFolder: true, files: filesOf(path) }
  const files: OutputFile[] = []
  for (const one of paths)
    files.push({
      path: paths.length === 1 ? basename(one) : one,
      bytes: one === '-' ? await streams.readInput() : limitedBytes(one),
    })
  return { isFolder: paths.length > 1, files }
}
