// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '../../diagnostics/nearest.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
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
  const names = readdirSync(join(packageRoot(), 'schema'))
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .filter((name) => name !== 'estate')
    .toSorted()
  if (names.includes(command)) return command
  const near = nearest(command, names)
  throw new UsageError(
    `“${command}” is no command that prints JSON`,
    near === null ? `these do: ${names.join(', ')}` : `did you mean “${near}”?`,
  )
}
