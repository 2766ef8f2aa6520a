// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '../../diagnostics/nearest.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { JSON_COMMANDS } from '../json-commands.ts'
import { packageRoot } from '../package-root.ts'

export const schemaCommand: DefineCommand = (program, streams, done) => {
  program
    .command('schema')
    .description('print the JSON Schema of the estate file, or of what a command prints as JSON')
    .option('--of <command>', 'of what this command prints with --json or --format json')
    .addHelpText(
      'after',
      '\nExamples:\n  $ portwright schema > estate.schema.json\n  $ portwright schema --of plan > plan.schema.json\n',
    )
    .action(async ({ of }: { of?: string }) => {
      await streams.out(
        readFileSync(join(packageRoot(), 'schema', `${of === undefined ? 'estate' : known(of)}${ENDING}`), 'utf8'),
      )
      done(EXIT.done)
    })
}

const ENDING = '.schema.json'

/** The command, if it prints JSON. */
const known = (command: string): string => {
  const name = JSON_COMMANDS.find((one) => one === command)
  if (name !== undefined) return name
  const near = nearest(command, JSON_COMMANDS)
  throw new UsageError(
    `“${command}” is no command that prints JSON`,
    near === null ? `these do: ${JSON_COMMANDS.join(', ')}` : `did you mean “${near}”?`,
  )
}
