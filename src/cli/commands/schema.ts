// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DefineCommand } from '../define-command.ts'
import { EXIT } from '../exit-code.ts'
import { packageRoot } from '../package-root.ts'

export const schemaCommand: DefineCommand = (program, streams, done) => {
  program
    .command('schema')
    .description('print the JSON Schema of the estate file')
    .addHelpText('after', '\nExample:\n  $ portwright schema > estate.schema.json\n')
    .action(async () => {
      await streams.out(readFileSync(join(packageRoot(), 'schema/estate.schema.json'), 'utf8'))
      done(EXIT.done)
    })
}
