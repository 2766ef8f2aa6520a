// SPDX-License-Identifier: MIT
import { Command, CommanderError } from 'commander'
import { nearest } from '../diagnostics/nearest.ts'
import { unwritableReason } from '../diagnostics/unwritable-reason.ts'
import { COMMANDS } from './commands.ts'
import { commonFlags } from './common-flags.ts'
import { EXIT, UsageError } from './exit-code.ts'
import { exitHelp } from './exit-help.ts'
import { inputOnce } from './input-once.ts'
import { TooLarge } from './limited-bytes.ts'
import { packageVersion } from './package-root.ts'
import type { Streams } from './streams.ts'
import { visibleStreams } from './visible-streams.ts'

/** Runs one command line and gives its exit code. Nothing a user can type ends in a stack trace. */
export const runCommandLine = async (all: readonly string[], given: Streams): Promise<number> => {
  const { words: asked, streams: flagged } = commonFlags(all, given)
  const words = asked[0] === 'help' ? [...asked.slice(1, 2), '--help'] : asked
  const streams = inputOnce(visibleStreams(flagged))
  let code: number = EXIT.done
  const printed: Promise<void>[] = []
  const program = new Command('portwright')
    .description('Compiles a Configuration Manager estate into Windows Firewall policy.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .enablePositionalOptions()
    .configureOutput({ writeOut: (text) => void printed.push(streams.out(text)), writeErr: () => undefined })
    .exitOverride()
    .showSuggestionAfterError(false)
  program.addHelpText(
    'after',
    '\nEvery command takes --quiet, --verbose and --no-color.\n\nStart with:\n  $ portwright init\n  $ portwright check estate.yaml\n  $ portwright compile estate.yaml --out out\n',
  )
  const first = words.find((word) => !word.startsWith('-'))
  try {
    for (const name of neededFor(words, first)) {
      const define = await (COMMANDS[name] as (typeof COMMANDS)[string])()
      define(program, streams, (exit) => {
        code = exit
      })
    }
  } catch (error) {
    return failed(error, program, words, streams)
  }
  for (const command of program.commands)
    command
      .exitOverride()
      .helpOption('-h, --help', 'show help')
      .allowExcessArguments(false)
      .addHelpText('after', () => exitHelp(command.name()))
  if (first !== undefined && !Object.hasOwn(COMMANDS, first))
    return failed(
      new CommanderError(1, 'commander.unknownCommand', `unknown command '${first}'`),
      program,
      words,
      streams,
    )
  try {
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    // Help is printed before it is thrown.
    const unprinted = await Promise.all(printed).then(
      () => null,
      (fault: unknown) => fault,
    )
    return failed(unprinted ?? error, program, words, streams)
  }
}

/** The command that is asked for alone is loaded and defined; all of them for the help, and for what completes their words. */
const neededFor = (words: readonly string[], first: string | undefined): readonly string[] => {
  if (first === undefined) return words.length === 1 && words[0] === '--version' ? [] : Object.keys(COMMANDS)
  return first === 'completion' ? Object.keys(COMMANDS) : Object.hasOwn(COMMANDS, first) ? [first] : []
}

const failed = (error: unknown, program: Command, words: readonly string[], streams: Streams): number => {
  if (error instanceof CommanderError) {
    if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version') return EXIT.done
    if (error.code === 'commander.help') {
      streams.err(program.helpInformation())
      return EXIT.wrongCommandLine
    }
    const hint = unknownWord(error, program, words)
    streams.err(`portwright: ${error.message.replace(/^error: /, '').replace(/\s*\(Did you mean[^)]*\)/, '')}\n${hint}`)
    return EXIT.wrongCommandLine
  }
  if (error instanceof UsageError) {
    streams.err(`portwright: ${error.message}\n${error.hint === null ? '' : `hint: ${error.hint}\n`}`)
    return EXIT.wrongCommandLine
  }
  if (error instanceof TooLarge) {
    streams.err(`portwright: ${error.message}.\n`)
    return EXIT.wrongInput
  }
  if (error instanceof Error && 'code' in error && 'syscall' in error) {
    const { path } = error as NodeJS.ErrnoException
    const place = path ?? 'standard output'
    streams.err(`portwright: ${place} cannot be read or written: ${unwritableReason(error)}\n`)
    return EXIT.wrongInput
  }
  if (error instanceof Error && error.name === 'ProgramNotWhole') {
    streams.err(`portwright: ${error.message}\nhint: run it again; where that does not help, install it again.\n`)
    return EXIT.fault
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  streams.err(
    `portwright: this is a fault of Portwright itself. Please report it with the estate or file that led to it.\n${detail}\n`,
  )
  return EXIT.fault
}

const unknownWord = (error: CommanderError, program: Command, words: readonly string[]): string => {
  const word = /'([^']+)'/.exec(error.message)?.[1]
  const asked = program.commands.find((one) => words.includes(one.name()))?.name()
  if (asked !== undefined && /missingArgument|excessArguments|optionMissingArgument/i.test(error.code))
    return `hint: “portwright ${asked} --help” shows what it takes.\n`
  if (word === undefined) return ''
  if (error.code === 'commander.unknownCommand') {
    const known = nearest(word, Object.keys(COMMANDS))
    return known === null
      ? 'hint: “portwright --help” lists the commands.\n'
      : `hint: did you mean “portwright ${known}”?\n`
  }
  if (error.code !== 'commander.unknownOption') return ''
  const command = program.commands.find((one) => words.includes(one.name())) ?? program
  const known = nearest(
    word,
    command.options.flatMap((option) => option.long ?? []),
  )
  return known === null ? '' : `hint: did you mean “${known}”?\n`
}
