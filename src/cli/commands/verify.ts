// SPDX-License-Identifier: MIT
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { OUTPUT_INDEX } from '../../output/own-files.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT } from '../exit-code.ts'

const noOutput = (folder: string): string => {
  if (!existsSync(folder)) return `there is no folder ${folder}.\nhint: give the output folder of a compile`
  if (!statSync(folder).isDirectory()) return `${folder} is a file.\nhint: give the output folder of a compile`
  return existsSync(join(folder, OUTPUT_INDEX))
    ? `${OUTPUT_INDEX} in ${folder} is damaged.\nhint: compile again`
    : `${folder} holds no output of a compile: ${OUTPUT_INDEX} is missing.\nhint: give the output folder of a compile`
}

export const verifyCommand: DefineCommand = (program, streams, done) => {
  program
    .command('verify')
    .description('read every artifact of a compile again and prove it equal to the rules')
    .argument('<folder>', 'the output folder of a compile')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ portwright verify out\n')
    .action(async (folder: string, options: { json?: boolean }) => {
      const { nodeFileSystem } = await import('../../output/node-file-system.ts')
      const { verifyOutput } = await import('../../compile/verify-output.ts')
      const result = await verifyOutput(nodeFileSystem, folder)
      if (result === null) {
        streams.err(`portwright: ${noOutput(folder)}\n`)
        return done(EXIT.wrongInput)
      }
      if (options.json === true) await streams.out(`${JSON.stringify(result, null, 2)}\n`)
      else {
        for (const { path, differences } of result.artifacts.filter(
          (one) => !one.verified && !result.missing.includes(one.path),
        ))
          streams.err(
            `${path} does not say what the rules say:\n${differences
              .slice(0, 10)
              .map((line) => `  ${line}\n`)
              .join('')}`,
          )
        for (const path of result.missing) streams.err(`${path} is missing\n`)
        for (const path of result.changed) streams.err(`${path} was changed since the compile\n`)
        const good = result.artifacts.filter((one) => one.verified).length
        await streams.out(`${good} of ${result.artifacts.length} artifacts read back and equal to the rules\n`)
      }
      done(result.verified ? EXIT.done : EXIT.answerIsNo)
    })
}
