// SPDX-License-Identifier: MIT
import { hasTooMany, MOST_VALUES } from '../../estate/source/size-limit.ts'
import { decodeText } from '../../formats/text/decode-text.ts'
import type { Resolver } from '../../import/name-resolver.ts'
import { newFile } from '../../output/whole-file.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT } from '../exit-code.ts'
import { expandWildcards } from '../expand-wildcards.ts'
import { limitedBytes, TooLarge } from '../limited-bytes.ts'
import { unreadable } from '../load-estate.ts'
import { openCatalog } from '../open-catalog.ts'
import { printDiagnostics } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly out?: string
  readonly resolve?: boolean
}

export const importCommand: DefineCommand = (program, streams, done) => {
  program
    .command('import')
    .description('read a live site, or the configuration of New-ConfigMgrFirewallRuleDefinition.ps1, into an estate')
    .argument(
      '<file...>',
      'JSON files: answers of the AdminService, objects of WMI or of Get-CMSiteRole; - reads standard input',
    )
    .option('--out <estate>', 'where the estate goes; standard output if left out, or -')
    .option('--resolve', 'ask DNS for the addresses that the files do not have')
    .addHelpText(
      'after',
      '\nExamples:\n  $ portwright import sites.json roles.json boundaries.json --resolve --out estate.yaml\n  $ portwright import Default-FirewallRuleConfig.json --out estate.yaml\n',
    )
    .action(async (files: readonly string[], options: Options) =>
      done(await importFiles(expandWildcards(files), options, streams)),
    )
}

/** Windows PowerShell writes UTF-16 by default, its successors UTF-8. */
const decode = (bytes: Uint8Array): string => {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding, { fatal: true }).decode(bytes)
}

interface Read {
  readonly path: string
  readonly bytes: Uint8Array
}

/** Null, and a diagnostic, where one of the files cannot be read. */
const readAll = async (files: readonly string[], streams: Streams): Promise<readonly Read[] | null> => {
  const read: Read[] = []
  for (const file of files)
    try {
      read.push({
        path: file === '-' ? '<stdin>' : file,
        bytes: file === '-' ? await streams.readInput() : limitedBytes(file),
      })
    } catch (error) {
      await printDiagnostics([unreadable(file, error)], 'text', [], streams, { quiet: false })
      return null
    }
  return read
}

const importFiles = async (files: readonly string[], options: Options, streams: Streams): Promise<number> => {
  const { looksLive } = await import('../../import/live/looks-live.ts')
  const read = await readAll(files, streams)
  if (read === null) return EXIT.wrongInput
  const inputs = read.map(({ path, bytes }) => ({ path, bytes, text: decodeText(bytes) }))
  const dense = inputs.find(({ text }) => hasTooMany(text, false))
  if (dense !== undefined) {
    const tooLarge = unreadable(dense.path, new TooLarge('values', MOST_VALUES))
    await printDiagnostics([tooLarge], 'text', [], streams, { quiet: false })
    return EXIT.wrongInput
  }
  const live = inputs.filter(({ text }) => looksLive(text))
  const resolve = options.resolve === true ? (await import('../resolve-name.ts')).resolveName : null
  if (live.length === 0 && inputs.length === 1) return importPeerFile(inputs[0] as Read, options, resolve, streams)
  if (live.length < inputs.length) {
    const others = inputs.filter((one) => !live.includes(one)).map(({ path }) => path)
    streams.err(
      `portwright: ${others.join(', ')} ${others.length === 1 ? 'holds' : 'hold'} no facts of a live site; nothing was written. Import ${live.length === 0 ? 'one configuration at a time' : 'it by itself'}.\n`,
    )
    return EXIT.wrongInput
  }
  const { importLive } = await import('../../import/live/import-live.ts')
  const { estate, report } = await importLive(live, await openCatalog(), resolve)
  return finish(estate, report, options, streams)
}

const importPeerFile = async (
  { path, bytes }: Read,
  options: Options,
  resolve: Resolver | null,
  streams: Streams,
): Promise<number> => {
  let text: string
  try {
    text = decode(bytes)
  } catch (error) {
    await printDiagnostics([unreadable(path, error)], 'text', [], streams, { quiet: false })
    return EXIT.wrongInput
  }
  const { importPeer } = await import('../../import/import-peer.ts')
  const catalog = await openCatalog()
  let result = importPeer(text, path, catalog)
  if (resolve !== null && result.unresolved.length > 0) {
    const { resolveNames } = await import('../../import/name-resolver.ts')
    result = importPeer(text, path, catalog, await resolveNames(result.unresolved, resolve))
  }
  return finish(result.estate, result.report, options, streams)
}

const finish = async (estate: string | null, report: string, { out }: Options, streams: Streams): Promise<number> => {
  streams.err(report.endsWith('\n') ? report : `${report}\n`)
  if (estate === null) return EXIT.wrongInput
  if (out === undefined || out === '-') await (streams.document ?? streams.out)(estate)
  else if (!newFile(out, estate)) {
    streams.err(`portwright: ${out} is already there; nothing was written.\n`)
    return EXIT.wrongInput
  } else {
    streams.err(`Wrote ${out}. Next: portwright check ${out}\n`)
  }
  return EXIT.done
}
