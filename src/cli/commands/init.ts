// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isTaken, newFile } from '../../output/whole-file.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { packageRoot } from '../package-root.ts'

const NAMES = ['estate.yaml', 'estate.yml', 'estate.json', 'estate.ts']

export const initCommand: DefineCommand = (program, streams, done) => {
  program
    .command('init')
    .description('write a commented starter estate, and the schema for your editor')
    .argument('[folder]', 'where estate.yaml goes', '.')
    .addHelpText('after', '\nExample:\n  $ portwright init firewall && portwright compile firewall/estate.yaml\n')
    .action(async (folder: string) => {
      if (folder === '-')
        throw new UsageError('an estate and its schema are two files, and standard output holds one', 'give a folder')
      const schema = join(folder, 'estate.schema.json')
      const taken = [schema, ...NAMES.map((name) => join(folder, name))].filter(isTaken)
      const there = taken.find((one) => one !== schema)
      const isThereAlready = (one: string): void => {
        streams.err(
          `portwright: ${one} is already there; nothing was written.\nhint: give another folder, or edit the file you have.\n`,
        )
        done(EXIT.wrongInput)
      }
      if (there !== undefined) return isThereAlready(there)
      const { starterEstate } = await import('../../estate/starter-estate.ts')
      const path = join(folder, 'estate.yaml')
      // The editor's help lies beside the estate, wherever the command is installed; a file that is there is left alone.
      // It is the first, for an estate that is there says that all is done.
      newFile(schema, readFileSync(join(packageRoot(), 'schema/estate.schema.json'), 'utf8'))
      if (!newFile(path, starterEstate())) return isThereAlready(path)
      streams.err(
        `Wrote ${path}, and ${schema} for your editor. Put your hosts and networks into it, then:\n  portwright check ${path}\n  portwright compile ${path}\n`,
      )
      done(EXIT.done)
    })
}
