// SPDX-License-Identifier: MIT
import { dirname, join, resolve } from 'node:path'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import type { LinkOptions } from '../../servers/host-link.ts'
import type { HostResult } from '../../servers/host-result.ts'
import type { HostWorld } from '../../servers/host-world.ts'
import type { ServerTarget } from '../../servers/server-target.ts'
import { addToList } from '../add-to-list.ts'
import { type ApplyOptions, type ApplySettings, applySettings } from '../apply-settings.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { hostsJson } from '../hosts-json.ts'
import type { OpenedServers } from '../open-servers.ts'
import { outputFolder } from '../output-folder.ts'
import { printDiagnostics } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

const EXAMPLES = `
Examples:
  $ portwright apply out --what-if
  $ portwright apply out --host cm01.contoso.test,sql01.contoso.test
  $ portwright apply out --yes --json > applied.json
  $ portwright apply out --resume --yes
  $ portwright apply out --host cm01.contoso.test --rollback
`

export const applyCommand: DefineCommand = (program, streams, done) => {
  program
    .command('apply')
    .description('run the produced PowerShell on this computer or on servers, with a way back')
    .argument('<folder>', 'the output folder of a compile')
    .option('--host <list>', 'these hosts alone; all of the output if left out', addToList)
    .option('--what-if', 'say what would change, and change nothing')
    .option('--yes', 'do not ask')
    .option(
      '--confirm-within <time>',
      'a change that no new connection confirms in this time is put back (default: 5m)',
    )
    .option('--no-confirm', 'without a task on the server that puts the change back')
    .option('--rollback', 'put the newest snapshot back')
    .option('--test', 'run the tests of RPC and SQL Server, and change nothing')
    .option('--transport <name>', 'auto, local, winrm, ssh', 'auto')
    .option('--user <name>', 'sign in as this user')
    .option('--key <file>', 'the private key for ssh')
    .option('--ask-password', 'ask for the password of --user (WinRM)')
    .option('--throttle <number>', 'so many hosts at a time', '8')
    .option('--timeout <time>', 'for each step at a host', '120s')
    .option('--stop-after <number>', 'begin no other host after so many failures')
    .option('--journal <file>', 'where the journal goes; apply.jsonl beside the folder if left out')
    .option('--resume', 'go on with what the journal does not show as done')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, options: ApplyOptions) => done(await apply(folder, options, streams)))
}

const spanOf = (folder: string): Span => ({ file: folder, line: 1, column: 1, endLine: 1, endColumn: 1 })

const apply = async (folder: string, options: ApplyOptions, streams: Streams): Promise<number> => {
  const settings = applySettings(options)
  const fail = async (diagnostic: Diagnostic): Promise<number> => {
    if (settings.json) await streams.out(hostsJson([], [diagnostic]))
    await printDiagnostics([diagnostic], 'text', [], streams, { quiet: streams.quiet })
    return EXIT.wrongInput
  }
  const { openServers } = await import('../open-servers.ts')
  const opened = await openServers(outputFolder(folder))
  if ('code' in opened) return fail(opened)
  const { chooseHosts } = await import('../choose-hosts.ts')
  const targets = chooseHosts(opened.index, opened.targets, settings.hosts)
  if (changes(settings) && !settings.yes && !isTerminal(streams))
    throw new UsageError('there is no terminal to ask on', 'give --yes, or look first with --what-if')
  const missing = missingScript(targets, settings, folder)
  if (missing !== null) return fail(missing)
  const { serverConnection } = await import('../server-connection.ts')
  const connection = serverConnection(settings, streams, spanOf(folder))
  if ('diagnostic' in connection) return fail(connection.diagnostic)
  const path = settings.journal ?? join(dirname(resolve(folder)), 'apply.jsonl')
  const { doneHosts } = await import('../done-hosts.ts')
  const done = settings.resume ? await doneHosts(path, opened.index, settings.mode, folder, streams) : new Map()
  if ('code' in done) return fail(done)
  const link = await connection.open()
  const isDone = ({ host }: ServerTarget): boolean => done.has(host.toLowerCase())
  const skipped = targets.filter(isDone).map((target) => skippedResult(target, 'Done before, as the journal says.'))
  const left = targets.filter((target) => !isDone(target))
  return run({ opened, settings, link, path, folder, skipped, left }, streams)
}

const changes = ({ mode }: ApplySettings): boolean => mode === 'apply' || mode === 'rollback'
const isTerminal = (streams: Streams): boolean => process.stdin.isTTY === true && streams.errIsTerminal

/** What an output that was compiled in part does not have for a host. */
const missingScript = (
  targets: readonly ServerTarget[],
  { mode }: ApplySettings,
  folder: string,
): Diagnostic | null => {
  if (mode === 'test') return null
  const scriptless = targets.find(({ script }) => script === null)
  if (scriptless !== undefined) return diagnose('no-script', { policy: scriptless.policy }, spanOf(folder))
  const valueless = targets.find(({ registry, setRpc }) => registry.length > 0 && setRpc === null)
  return valueless === undefined ? null : diagnose('no-rpc-script', { policy: valueless.policy }, spanOf(folder))
}

interface Run {
  readonly opened: OpenedServers
  readonly settings: ApplySettings
  readonly link: LinkOptions
  /** Of the journal. */
  readonly path: string
  readonly folder: string
  readonly skipped: readonly HostResult[]
  readonly left: readonly ServerTarget[]
}

/** Looks, asks, changes and reports. */
const run = async (all: Run, streams: Streams): Promise<number> => {
  const { opened, settings, link, path, folder, skipped, left } = all
  const { linkTo, ownEnd, routeTo } = await import('../../servers/host-link.ts')
  const { progressOf } = await import('../apply-progress.ts')
  const { runJournal } = await import('../run-journal.ts')
  const { watchInterrupt } = await import('../watch-interrupt.ts')
  const { hostRunner } = await import('../host-runner.ts')
  const { reportHosts } = await import('../report-hosts.ts')
  const progress = progressOf(streams, settings.mode)
  const journal = runJournal(path, opened.index.estateHash, streams.err)
  const world: HostWorld = {
    link: ({ host }) => linkTo(host, link),
    isLocal: ({ host }) => routeTo(host, link).kind === 'local',
    ownAddress: async ({ host }) => (routeTo(host, link).kind === 'winrm' ? ownEnd(host) : null),
    now: () => performance.now(),
    wait: (milliseconds) => new Promise((resolved) => setTimeout(resolved, milliseconds)),
    tell: (step) => {
      journal.note({ event: 'step', ...step })
      progress.step(step)
    },
    estateHash: opened.index.estateHash,
    putBack: link.scripts.putBack,
    timeout: settings.route.timeout,
    confirmWithin: settings.confirmWithin,
    span: spanOf(folder),
  }
  const interrupt = watchInterrupt(progress.note)
  try {
    const work = hostRunner(
      left,
      world,
      settings,
      () => interrupt.pressed() || journal.isBroken(),
      (result, mode) => {
        if (mode !== 'what-if')
          journal.note({ event: 'host', host: result.host, state: result.state, error: result.error })
        progress.ended(result)
      },
    )
    const ended = (results: readonly HostResult[]): Promise<number> =>
      reportHosts([...skipped, ...results], settings, interrupt.pressed(), streams)
    const mustAsk = changes(settings) && !settings.yes && left.length > 0
    // What a rollback takes back the server alone knows; what a change would be is shown first.
    const shown = mustAsk && settings.mode === 'apply' ? await work('what-if') : null
    if (shown !== null && (interrupt.pressed() || shown.every(({ state }) => state !== 'would-change')))
      return await ended(shown)
    if (mustAsk) {
      const { confirmChange } = await import('../confirm-change.ts')
      if (!(await confirmChange(shown, left.length, streams)))
        return await ended(shown?.map(declined) ?? left.map((target) => skippedResult(target, 'Declined.')))
    }
    if (changes(settings)) {
      journal.open()
      const hosts = left.map(({ host }) => host)
      const { estate } = opened.index
      journal.note({ event: 'start', estate, mode: settings.mode, resumed: settings.resume, hosts })
    }
    const results = await work(settings.mode, shown)
    journal.note({ event: 'end', interrupted: interrupt.pressed() })
    const exit = await ended(results)
    return journal.isBroken() && exit === EXIT.done ? EXIT.wrongInput : exit
  } finally {
    journal.close()
    progress.close()
    interrupt.close()
  }
}

const skippedResult = ({ host, policy, hash }: ServerTarget, error: string): HostResult => ({
  host,
  policy,
  hash,
  state: 'skipped',
  changes: null,
  planned: null,
  findings: [],
  error,
  seconds: 0,
})

/** What was shown and not wanted; what needed nothing, or failed while it was looked at, stays what it is. */
const declined = (shown: HostResult): HostResult =>
  shown.state === 'would-change' ? { ...shown, state: 'skipped', error: 'Declined.' } : shown
