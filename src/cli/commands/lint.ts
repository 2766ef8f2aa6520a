// SPDX-License-Identifier: MIT
import type { RuleSource } from '../../rules/rule-source.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { loadRuleSource } from '../load-rule-source.ts'
import { printDiagnostics, readFormat } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly estate?: string
  readonly all?: boolean
  readonly format: string
  readonly json?: boolean
  readonly watch?: boolean
}

const EXAMPLES = `
What is judged: docs/commands/lint.md.

Examples:
  $ portwright lint server.wfw                           what somebody clicked together, as netsh advfirewall export writes it
  $ portwright lint firewall.cmd --estate estate.yaml    also what no flow of the estate asks for
  $ portwright lint out --format sarif > lint.sarif
`

export const lintCommand: DefineCommand = (program, streams, done) => {
  program
    .command('lint')
    .description('faults of any set of rules: covered, contradictory, too wide, without effect')
    .argument(
      '<path>',
      'any file or backup that `read` reads, the output of a compile, or an estate; - is standard input',
    )
    .option(
      '--estate <path>',
      'an estate, or the output of a compile: find stale rules and what no flow asks for; - is standard input',
    )
    .option('--all', 'list findings about rules of Windows’ own groups too')
    .option('--format <name>', 'text, json, sarif or github', 'text')
    .option('--json', 'the same as --format json')
    .option('--watch', 'again after each save, until Ctrl-C; the terminal shows what changed')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      if (options.watch !== true) return done(await lint(path, options, streams))
      const { watch } = await import('../watch.ts')
      done(await watch(streams, [path, options.estate], (captured) => lint(path, options, captured)))
    })
}

const lint = async (path: string, options: Options, streams: Streams): Promise<number> => {
  const format = readFormat(options.json === true ? 'json' : options.format)
  const loaded = await loadRuleSource(path, streams)
  if (loaded === null) return EXIT.wrongInput
  let against: RuleSource | null = null
  if (options.estate !== undefined) {
    const needs = await loadRuleSource(options.estate, streams)
    if (needs === null) return EXIT.wrongInput
    if (needs.source.estate === null)
      throw new UsageError(
        `“${options.estate}” is no estate and no output of a compile`,
        'give --estate what says which flows are needed',
      )
    against = needs.source
  }
  const { lintSource } = await import('../../lint/lint-source.ts')
  const { rulePlaces } = await import('../../library/rule-places.ts')
  const { ruleFile, ruleFileText } = await import('../rule-file.ts')
  const file = ruleFile(loaded.source)
  const found = lintSource(loaded.source, {
    against,
    all: options.all === true,
    place: rulePlaces(loaded, file, () => ruleFileText(file)),
  })
  await printDiagnostics(found, format, [], streams, { quiet: streams.quiet, data: true })
  return found.some(({ severity }) => severity !== 'info') ? EXIT.answerIsNo : EXIT.done
}
