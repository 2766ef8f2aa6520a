// SPDX-License-Identifier: MIT
import { setFlagsFromString } from 'node:v8'
import { diagnose } from '../../diagnostics/diagnose.ts'
import { nearName } from '../../diagnostics/near-name.ts'
import type { Party } from '../../flows/party.ts'
import { isTaken, newFile, replaceFile } from '../../output/whole-file.ts'
import { checkedEstate } from '../checked-estate.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { expandWildcards } from '../expand-wildcards.ts'
import { packageVersion } from '../package-root.ts'
import { printDiagnostics } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly host?: string
  readonly since?: string
  readonly json?: boolean
  readonly flows?: string
  readonly html?: string
}

const HELP = `
Logs are pfirewall.log, netstat -ano in any language, Get-NetTCPConnection as CSV or JSON, events 5156 and 5157 as XML, JSON lines or
CSV, and Zeek conn.log; plain, UTF-16 or gzip. A log says by its addresses whose it is; --host says it where it does not.

Examples:
  $ portwright traffic estate.yaml pfirewall.log pfirewall.log.old
  $ portwright traffic estate.yaml logs/*.log --since 14d --flows missing.yaml --html traffic.html
  $ ssh cm01 netstat -ano | portwright traffic estate.yaml - --host cm01.contoso.test --json
`

export const trafficCommand: DefineCommand = (program, streams, done) => {
  program
    .command('traffic')
    .description('what really happened, held against the flows: calls that no flow covers, flows never seen')
    .argument('<estate>', 'the estate; - reads YAML from standard input')
    .argument('<log...>', 'firewall logs and connection lists; - is standard input')
    .option('--host <host>', 'whose log it is, as the estate names it')
    .option('--since <time>', 'from then on: 14d, 2026-01-10 or 2026-01-10T08:00:00')
    .option('--flows <out>', 'where the missing flows go, as a piece of an estate file; - is standard output')
    .option('--html <file>', 'write one self-contained page; - is standard output')
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(async (estate: string, logs: readonly string[], options: Options) =>
      done(await traffic(estate, expandWildcards(logs), options, streams)),
    )
}

const checkCombination = ({ json, flows, html }: Options): void => {
  if ([json === true ? '-' : undefined, flows, html].filter((one) => one === '-').length > 1)
    throw new UsageError('standard output takes one of --json, --flows - and --html -')
  if (flows !== undefined && flows === html && flows !== '-')
    throw new UsageError('--flows and --html name the same file')
}

const secondsOf = async (text: string | undefined, today: string): Promise<number | null> => {
  if (text === undefined) return null
  const { since } = await import('../../traffic/since.ts')
  const seconds = since(text, today)
  if (seconds === null) throw new UsageError(`“${text}” is no time`, 'write 14d, 2026-01-10 or 2026-01-10T08:00:00')
  return seconds
}

const hostOf = (name: string | undefined, parties: readonly Party[]): Party | null => {
  if (name === undefined) return null
  const hosts = parties.filter(({ kind }) => kind === 'host')
  const found = hosts.find((one) => one.name === name.toLowerCase())
  if (found !== undefined) return found
  const near = nearName(
    name,
    hosts.map((one) => one.name),
  )
  throw new UsageError(`the estate knows no host “${name}”`, near === null ? null : `did you mean “${near}”?`)
}

const traffic = async (path: string, paths: readonly string[], options: Options, streams: Streams): Promise<number> => {
  checkCombination(options)
  const since = await secondsOf(options.since, streams.today)
  const checked = await checkedEstate(path, streams)
  if (checked === null) return EXIT.wrongInput
  const { estate, catalog } = checked
  const { compileFlows } = await import('../../flows/compile-flows.ts')
  const { flows, parties } = compileFlows(estate, catalog)
  const host = hostOf(options.host, parties)
  if (options.flows !== undefined && options.flows !== '-' && isTaken(options.flows)) {
    streams.err(`portwright: ${options.flows} is already there; nothing was written.\n`)
    return EXIT.wrongInput
  }
  const { openLogs, readLogs } = await import('../read-logs.ts')
  // What rows leave behind is let go at once: given room for it, Node.js would take twice the memory.
  setFlagsFromString('--semi-space-growth-factor=1')
  const { logs, problems } = await openLogs(paths, streams)
  if (problems.length > 0) {
    await printDiagnostics(problems, 'text', [], streams, { quiet: streams.quiet })
    return EXIT.wrongInput
  }
  const { MOST_UNCOVERED } = await import('../../traffic/call-judge.ts')
  const { trafficCounter } = await import('../../traffic/traffic-counter.ts')
  const { ruleNames } = await import('../../rules/rule-names.ts')
  const ruleName = ruleNames(estate, catalog, parties, flows)
  const counter = trafficCounter({ estate, catalog, parties, flows, ruleName, host, since })
  const notes = [...(await readLogs(logs, counter, host?.name ?? null, streams))]
  const found = counter.finish()
  const place = { file: path === '-' ? '<stdin>' : path, line: 1, column: 1, endLine: 1, endColumn: 1 }
  if (!counter.knowsSomebody() && found.files.some(({ lines }) => lines > 0))
    notes.push(diagnose('log-of-strangers', {}, place))
  if (found.beyond > 0)
    notes.push(diagnose('log-too-varied', { conversations: found.beyond, most: MOST_UNCOVERED }, place))
  const { foldItems } = await import('../../traffic/fold-items.ts')
  const isFolded = options.json !== true || options.flows !== undefined || options.html !== undefined
  const entries = isFolded
    ? foldItems(
        found.uncovered,
        estate.flows.map(({ name }) => name),
      )
    : []
  // The page is the first: it can be written again, flows that are there cannot.
  if (options.html !== undefined) {
    const { trafficPage } = await import('../../preview/traffic-page.ts')
    const page = trafficPage({ estate: estate.name, version: packageVersion(), traffic: found, entries })
    if (options.html === '-') await (streams.document ?? streams.out)(page)
    else {
      replaceFile(options.html, page)
      if (!streams.quiet) streams.err(`Wrote ${options.html}.\n`)
    }
  }
  if (options.flows !== undefined) {
    const { trafficFragment } = await import('../../traffic/traffic-fragment.ts')
    const text = trafficFragment(entries)
    if (options.flows === '-') await (streams.document ?? streams.out)(text)
    else if (!newFile(options.flows, text)) {
      streams.err(`portwright: ${options.flows} is already there; it was not written.\n`)
      return EXIT.wrongInput
    } else if (!streams.quiet) streams.err(`Wrote ${options.flows}: flows without a reason yet: ${entries.length}.\n`)
  }
  if (options.json === true) {
    const { trafficJson } = await import('../traffic-json.ts')
    for (const piece of trafficJson(found)) await streams.out(piece)
  } else if (options.flows !== '-' && options.html !== '-') {
    const { trafficText } = await import('../traffic-text.ts')
    await streams.out(trafficText(found, entries, { verbose: streams.verbose }))
  }
  await printDiagnostics(notes, 'text', [], streams, { quiet: streams.quiet })
  return found.uncovered.length > 0 || found.beyond > 0 ? EXIT.answerIsNo : EXIT.done
}
