// SPDX-License-Identifier: MIT
import type { DefineCommand } from '../define-command.ts'
import { EXIT } from '../exit-code.ts'
import { loadEstate } from '../load-estate.ts'
import { packageVersion } from '../package-root.ts'
import { printDiagnostics, readFormat } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

export const checkCommand: DefineCommand = (program, streams, done) => {
  program
    .command('check')
    .description('find everything that is wrong with an estate; write nothing')
    .argument('<estate>', 'estate.yaml, estate.json or estate.ts; - reads YAML from standard input')
    .option('--format <name>', 'text, json, sarif or github', 'text')
    .option('--watch', 'again after each save, until Ctrl-C; the terminal shows what changed')
    .addHelpText(
      'after',
      '\nExamples:\n  $ portwright check estate.yaml --format sarif > estate.sarif\n  $ portwright check estate.yaml --watch\n',
    )
    .action(async (path: string, options: { format: string; watch?: boolean }) => {
      if (options.watch !== true) return done(await check(path, options, streams))
      const { watch } = await import('../watch.ts')
      done(await watch(streams, [path], (captured) => check(path, options, captured)))
    })
}

const check = async (path: string, options: { format: string }, streams: Streams): Promise<number> => {
  const format = readFormat(options.format)
  const { catalog, estate, diagnostics, files } = await loadEstate(path, streams)
  const { hasErrors } = await import('../../compile/compile-output.ts')
  const { estateDiagnostics } = await import('../../compile/estate-diagnostics.ts')
  const all = await estateDiagnostics(estate, catalog, packageVersion(), diagnostics)
  await printDiagnostics(all, format, files, streams, { quiet: streams.quiet, data: true })
  return hasErrors(all) ? EXIT.wrongInput : EXIT.done
}
