// SPDX-License-Identifier: MIT
import type { DefineCommand } from '../define-command.ts'
import { EXIT } from '../exit-code.ts'
import { outputFolder } from '../output-folder.ts'
import { printDiagnostics } from '../print-diagnostics.ts'

export const verifyCommand: DefineCommand = (program, streams, done) => {
  program
    .command('verify')
    .description('read every artifact of a compile again and prove it equal to the rules')
    .argument('<folder>', 'the output folder of a compile')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ portwright verify out\n')
    .action(async (folder: string, options: { json?: boolean }) => {
      const { nodeFileSystem } = await import('../../output/node-file-system.ts')
      const { nodeProcesses } = await import('../../output/processes.ts')
      const { verifyOutput } = await import('../../compile/verify-output.ts')
      const result = await verifyOutput({ files: nodeFileSystem, processes: nodeProcesses }, outputFolder(folder))
      if ('code' in result) {
        await printDiagnostics([result], 'text', [], streams, { quiet: streams.quiet })
        return done(EXIT.wrongInput)
      }
      if (options.json === true) await streams.out(`${JSON.stringify(result, null, 2)}\n`)
      else {
        const { verifyFindings, verifyText } = await import('../verify-text.ts')
        streams.err(verifyFindings(result))
        await streams.out(verifyText(result))
      }
      done(result.verified ? EXIT.done : EXIT.answerIsNo)
    })
}
