// SPDX-License-Identifier: MIT
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { diagnose } from '../../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../../diagnostics/diagnostic.ts'
import { unreadableReason } from '../../diagnostics/unreadable-reason.ts'
import { unwritableReason } from '../../diagnostics/unwritable-reason.ts'
import type { HostResult } from '../../servers/host-result.ts'
import type { HostWorld } from '../../servers/host-world.ts'
import type { JournalEvent } from '../../servers/journal.ts'
import type { JournalFile } from '../../servers/journal-file.ts'
import type { ServerTarget } from '../../servers/server-target.ts'
import type { RunMode } from '../../servers/work-on-host.ts'
import { type ApplyOptions, type ApplySettings, applySettings } from '../apply-settings.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
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
    .option('--host <list>', 'these hosts alone; all of the output if left out')
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
    await printDiagnostics([diagnostic], 'text', [], streams, { quiet: streams.quiet })
    return EXIT.wrongInput
  }
  const { openServers } = await import('../open-servers.ts')
  const opened = await openServers(folder)
  if ('code' in opened) return fail(opened)
  const { chooseHosts } = await import('../choose-hosts.ts')
  const targets = chooseHosts(opened.index, opened.targets, settings.hosts)
  const asks = settings.mode === 'apply' || settings.mode === 'rollback'
  if (asks && !settings.yes && !isTerminal(streams))
    throw new UsageError('there is no terminal to ask on', 'give --yes, or look first with --what-if')
  const scriptless = targets.find(({ script }) => script === null)
  if (settings.mode !== 'test' && scriptless !== undefined)
    return fail(diagnose('no-script', { policy: scriptless.policy }, spanOf(folder)))
  const valueless = targets.find(({ registry, setRpc }) => registry.length > 0 && setRpc === null)
  if (settings.mode !== 'test' && valueless !== undefined)
    return fail(diagnose('no-rpc-script', { policy: valueless.policy }, spanOf(folder)))
  const { findPowerShell } = await import('../../servers/find-powershell.ts')
  const executable = findPowerShell(streams.environment, process.platform === 'win32')
  if (executable === null) return fail(diagnose('no-powershell', { folder }, spanOf(folder)))
  const path = settings.journal ?? join(dirname(resolve(folder)), 'apply.jsonl')
  const done = settings.resume ? await doneHosts(path, opened.index, settings.mode, folder, streams) : new Map()
  if ('code' in done) return fail(done)
  const { readSecret } = await import('../read-secret.ts')
  const password = settings.askPassword ? await readSecret(`Password of ${settings.route.user}: `) : null
  const { serverScripts } = await import('../../servers/server-scripts.ts')
  const { linkTo, ownComputer, ownEnd, routeTo } = await import('../../servers/host-link.ts')
  const { progressOf } = await import('../apply-progress.ts')
  const scripts = serverScripts()
  const link = {
    ...settings.route,
    executable,
    scripts,
    environment: streams.environment,
    own: ownComputer(streams.environment),
    password,
  }
  const progress = progressOf(streams, settings.mode)
  let journal: JournalFile | null = null
  let unwritten = false
  /** A run whose journal cannot be written begins no other host: nobody could go on with it. */
  const note = (event: JournalEvent): void => {
    try {
      journal?.add(event)
    } catch (error) {
      if (!unwritten)
        streams.err(`The journal ${path} cannot be written: ${unwritableReason(error)}. No other host is begun.\n`)
      unwritten = true
    }
  }
  const world: HostWorld = {
    link: ({ host }) => linkTo(host, link),
    isLocal: ({ host }) => routeTo(host, link).kind === 'local',
    ownAddress: async ({ host }) => (routeTo(host, link).kind === 'winrm' ? ownEnd(host) : null),
    now: () => performance.now(),
    wait: (milliseconds) => new Promise((resolved) => setTimeout(resolved, milliseconds)),
    tell: (step) => {
      note({ event: 'step', ...step })
      progress.step(step)
    },
    estateHash: opened.index.estateHash,
    putBack: scripts.putBack,
    timeout: settings.route.timeout,
    confirmWithin: settings.confirmWithin,
    span: spanOf(folder),
  }
  const interrupt = watchInterrupt(progress.note)
  try {
    const left = targets.filter(({ host }) => !done.has(host.toLowerCase()))
    const skipped = targets
      .filter(({ host }) => done.has(host.toLowerCase()))
      .map((target): HostResult => skippedResult(target, 'Done before, as the journal says.'))
    const run = await runner(
      left,
      world,
      settings,
      () => interrupt.pressed() || unwritten,
      (result, mode) => {
        if (mode !== 'what-if') note({ event: 'host', host: result.host, state: result.state, error: result.error })
        progress.ended(result)
      },
    )
    const mustAsk = asks && !settings.yes && left.length > 0
    // What a rollback takes back the server alone knows; what a change would be is shown first.
    const shown = mustAsk && settings.mode === 'apply' ? await run('what-if') : null
    const ended = (results: readonly HostResult[]): Promise<number> =>
      report([...skipped, ...results], settings, interrupt.pressed(), streams)
    if (shown !== null && (interrupt.pressed() || shown.every(({ state }) => state !== 'would-change')))
      return await ended(shown)
    if (mustAsk) {
      const { confirmChange } = await import('../confirm-change.ts')
      if (!(await confirmChange(shown, left.length, streams)))
        return await ended(shown?.map(declined) ?? left.map((target) => skippedResult(target, 'Declined.')))
    }
    if (asks) {
      journal = (await import('../../servers/journal-file.ts')).openJournal(
        path,
        opened.index.estateHash,
        () => new Date(),
      )
      note({
        event: 'start',
        estate: opened.index.estate,
        mode: settings.mode,
        resumed: settings.resume,
        hosts: left.map(({ host }) => host),
      })
    }
    const results = await run(settings.mode, shown)
    note({ event: 'end', interrupted: interrupt.pressed() })
    const exit = await ended(results)
    return unwritten && exit === EXIT.done ? EXIT.wrongInput : exit
  } finally {
    journal?.close()
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
  findings: [],
  error,
  seconds: 0,
})

/** What was shown and not wanted; what needed nothing, or failed while it was looked at, stays what it is. */
const declined = (shown: HostResult): HostResult =>
  shown.state === 'would-change' ? { ...shown, state: 'skipped', error: 'Declined.' } : shown

type Run = (mode: RunMode, shown?: readonly HostResult[] | null) => Promise<readonly HostResult[]>

const runner = async (
  targets: readonly ServerTarget[],
  world: HostWorld,
  settings: ApplySettings,
  interrupted: () => boolean,
  tell: (result: HostResult, mode: RunMode) => void,
): Promise<Run> => {
  const { waveOrder } = await import('../../servers/wave-order.ts')
  const { runHosts } = await import('../../servers/run-hosts.ts')
  const { workOnHost } = await import('../../servers/work-on-host.ts')
  return (mode, shown = null) => {
    const seen = new Map((shown ?? []).map((result) => [result.host, result]))
    const waves = mode === 'apply' ? waveOrder(targets) : [targets]
    return runHosts(
      waves,
      async (target) => {
        const before = seen.get(target.host)
        // What could not be looked at before the question is not changed after it.
        if (before !== undefined && mode === 'apply' && before.state !== 'would-change') return before
        return workOnHost(target, world, mode, mode === 'apply' ? (before?.changes ?? null) : null)
      },
      {
        mode,
        throttle: settings.throttle,
        stopAfter: settings.stopAfter,
        now: world.now,
        interrupted,
        ended: (result) => tell(result, mode),
      },
    )
  }
}

const isTerminal = (streams: Streams): boolean => process.stdin.isTTY === true && streams.errIsTerminal

/** Ctrl-C: no other host is begun, those that run finish or go back. */
const watchInterrupt = (
  say: (text: string) => void,
): { readonly pressed: () => boolean; readonly close: () => void } => {
  let pressed = false
  const onSignal = (): void => {
    pressed = true
    say('Interrupted: no other host is begun; those that run finish or are put back.\n')
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    pressed: () => pressed,
    close: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}

const doneHosts = async (
  path: string,
  { estate, estateHash }: { readonly estate: string; readonly estateHash: string },
  mode: RunMode,
  folder: string,
  streams: Streams,
): Promise<ReadonlyMap<string, unknown> | Diagnostic> => {
  if (!existsSync(path) || !statSync(path).isFile()) return diagnose('journal-missing', { path }, spanOf(folder))
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return diagnose('file-unreadable', { reason: unreadableReason(error) }, spanOf(path))
  }
  const { readJournal } = await import('../../servers/journal.ts')
  const state = readJournal(text)
  if (state.damaged > 0)
    await printDiagnostics([diagnose('journal-damaged', {}, spanOf(path))], 'text', [], streams, {
      quiet: streams.quiet,
    })
  return state.estateHash !== estateHash || state.estate !== estate || state.mode !== mode
    ? diagnose('journal-of-another', { path }, spanOf(folder))
    : state.done
}

const report = async (
  results: readonly HostResult[],
  settings: ApplySettings,
  interrupted: boolean,
  streams: Streams,
): Promise<number> => {
  const { isFailure, summaryOf } = await import('../../servers/host-result.ts')
  if (settings.json) await streams.out(`${JSON.stringify({ hosts: results, summary: summaryOf(results) }, null, 2)}\n`)
  else {
    const { applyText } = await import('../apply-text.ts')
    await streams.out(applyText(results, streams.verbose))
  }
  if (interrupted) return EXIT.interrupted
  if (results.some(({ state }) => isFailure(state, settings.mode))) return EXIT.wrongInput
  const finds =
    settings.mode === 'test' &&
    results.some(({ findings }) =>
      findings.some(({ code, severity }) => severity !== 'info' && /^(?:rpc|sql)-/.test(code)),
    )
  const would = settings.mode === 'what-if' && results.some(({ state }) => state === 'would-change')
  return finds || would ? EXIT.answerIsNo : EXIT.done
}
