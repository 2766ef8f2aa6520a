// SPDX-License-Identifier: MIT
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { DefineCommand } from '../define-command.ts'
import { EXIT } from '../exit-code.ts'
import { unreadable } from '../load-estate.ts'
import { openCatalog } from '../open-catalog.ts'
import { printDiagnostics } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

export const importCommand: DefineCommand = (program, streams, done) => {
  program
    .command('import')
    .description('read the configuration of New-ConfigMgrFirewallRuleDefinition.ps1 into an estate')
    .argument('<file>', 'its JSON file; - reads standard input')
    .option('--out <estate>', 'where the estate goes; standard output if left out')
    .addHelpText('after', '\nExample:\n  $ portwright import Default-FirewallRuleConfig.json --out estate.yaml\n')
    .action(async (file: string, options: { out?: string }) => done(await importFile(file, options.out, streams)))
}

/** Windows PowerShell writes UTF-16 by default, its successors UTF-8. */
const decode = (bytes: Uint8Array): string => {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding, { fatal: true }).decode(bytes)
}

const importFile = async (file: string, out: string | undefined, streams: Streams): Promise<number> => {
  let text: string
  try {
    text = decode(file === '-' ? await streams.readInput() : readFileSync(file))
  } catch (error) {
    await printDiagnostics([unreadable(file, error)], 'text', [], streams, { quiet: false })
    return EXIT.wrongInput
  }
  const { importPeer } = await import('../../import/import-peer.ts')
  const { estate, report } = importPeer(text, file === '-' ? '<stdin>' : file, await openCatalog())
  streams.err(report.endsWith('\n') ? report : `${report}\n`)
  if (estate === null) return EXIT.wrongInput
  if (out === undefined || out === '-') await (streams.document ?? streams.out)(estate)
  else if (existsSync(out)) {
    streams.err(`portwright: ${out} is already there; nothing was written.\n`)
    return EXIT.wrongInput
  } else {
    writeFileSync(out, estate, { flag: 'wx' })
    streams.err(`Wrote ${out}. Next: portwright check ${out}\n`)
  }
  return EXIT.done
}
