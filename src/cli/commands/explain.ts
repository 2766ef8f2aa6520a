// SPDX-License-Identifier: MIT

import { nearName } from '../../diagnostics/near-name.ts'
import { compiledEstate } from '../compiled-estate.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { openCatalog } from '../open-catalog.ts'
import type { Streams } from '../streams.ts'

export const explainCommand: DefineCommand = (program, streams, done) => {
  program
    .command('explain')
    .description('why something is open, back to the line of a document; or what a word of the estate means')
    .argument('<estate>', 'the estate; - reads YAML from standard input')
    .argument(
      '<what...>',
      'a host, client group, port (445/tcp), HOST PORT, address, role, rule, flow, owner, document line (002:479) or diagnostic code',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nOne line a rule; --verbose tells all of each.\n\nExamples:\n  $ portwright explain estate.yaml cm01.contoso.test 445/tcp\n  $ portwright explain estate.yaml 002:479\n  $ portwright explain estate.yaml unknown-role\n',
    )
    .action(async (estate: string, what: readonly string[], options: { json?: boolean }) =>
      done(await explainWhat(estate, what.join(' ').trim(), options.json === true, streams)),
    )
}

/** The near word; of HOST PORT the near host. */
const nearSubject = (what: string, names: readonly string[]): string | null => {
  const [, host = '', port = ''] = /^(\S+)\s+(\S+)$/.exec(what) ?? []
  if (host === '') return /^\d/.test(what) ? null : nearName(what, names)
  const near = names.includes(host) ? null : nearName(host, names)
  return near === null ? null : `${near} ${port}`
}

const explainWhat = async (path: string, what: string, json: boolean, streams: Streams): Promise<number> => {
  const { explain, explainCode, explainableNames } = await import('../../explain/explain.ts')
  const code = explainCode(what)
  let found = code
  let catalog = code === null ? null : await openCatalog()
  if (found === null) {
    const result = await compiledEstate(path, streams)
    if (result === null) return EXIT.wrongInput
    const input = { ...result.compiled, estate: result.estate, catalog: result.catalog }
    catalog = result.catalog
    found = explain(input, what)
    if (found === null) {
      const near = nearSubject(what, explainableNames(input))
      throw new UsageError(
        `nothing is called “${what}”`,
        near === null
          ? 'name a host, client group, role, port from 1 to 65535 such as 445/tcp or 445/udp, address, document line such as 002:479, or a diagnostic code'
          : `did you mean “${near}”?`,
      )
    }
  }
  if (json) await streams.out(`${JSON.stringify(found, null, 2)}\n`)
  else {
    const { explainText } = await import('../explain-text.ts')
    const columns = streams.outIsTerminal ? streams.columns : 100
    await streams.out(explainText(found, catalog as NonNullable<typeof catalog>, { columns, verbose: streams.verbose }))
  }
  return EXIT.done
}
