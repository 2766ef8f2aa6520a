// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import type { OutputFile } from '../../targets/target.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT } from '../exit-code.ts'
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
    .argument('<path>', 'a file, or the folder of a Group Policy backup; - reads standard input')
    .option('--json', 'print one JSON document')
    .option('--strict', 'exit with 3 if anything could not be read')
    .addHelpText('after', '\nExamples:\n  $ portwright read registry.pol\n  $ portwright read "{1B2C…}" --json\n')
    .action(async (path: string, options: Options) => done(await read(path, options, streams)))
}

const read = async (path: string, options: Options, streams: Streams): Promise<number> => {
  const name = path === '-' ? '<stdin>' : path
  let isFolder = false
  let files: readonly OutputFile[]
  try {
    isFolder = path !== '-' && statSync(path).isDirectory()
    files = isFolder
      ? filesOf(path)
      : [{ path: basename(path), bytes: path === '-' ? await streams.readInput() : readFileSync(path) }]
  } catch (error) {
    await printDiagnostics([unreadable(path, error)], 'text', [], streams, { quiet: false })
    return EXIT.wrongInput
  }
  const { readArtifact } = await import('../../read/read-artifact.ts')
  let result: Awaited<ReturnType<typeof readArtifact>>
  try {
    result = await readArtifact(files, isFolder)
  } catch (error) {
    streams.err(`portwright: ${name} is damaged: ${error instanceof Error ? error.message : String(error)}\n`)
    return EXIT.wrongInput
  }
  if (result === null) {
    streams.err(
      `portwright: ${name} ${files.every(({ bytes }) => bytes.length === 0) ? 'is empty' : 'is of no kind that Portwright reads'}.\n${KINDS}`,
    )
    return EXIT.wrongInput
  }
  if (options.json === true) await streams.out(`${JSON.stringify(result, null, 2)}\n`)
  else {
    const { rulesText } = await import('../rules-text.ts')
    await streams.out(rulesText(result))
  }
  for (const loss of result.losses)
    streams.err(`not read: ${loss.rule === null ? '' : `rule ${loss.rule}, `}${loss.field}: ${loss.reason}\n`)
  // A damaged file gives what stands before the damage, and says so.
  return options.strict === true && result.losses.length > 0 ? EXIT.answerIsNo : EXIT.done
}

const KINDS =
  'hint: it reads registry.pol, hives, .reg and .wfw files, LGPO text, netsh and NetSecurity scripts, DSC, WFP, CSV, and folders of Group Policy backups\n'

const filesOf = (folder: string): readonly OutputFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }))
