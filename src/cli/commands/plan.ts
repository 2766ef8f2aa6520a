// SPDX-License-Identifier: MIT

import { nearName } from '../../diagnostics/near-name.ts'
import type { LoadedSource } from '../../library/loaded-source.ts'
import type { RuleSource } from '../../rules/rule-source.ts'
import { addToList } from '../add-to-list.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { loadRuleSource } from '../load-rule-source.ts'
import { PLAN_FORMATS, type PlanFormat, printPlan } from '../print-plan.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly against?: string
  readonly policy?: string
  readonly format: string
  readonly json?: boolean
  readonly withForeign?: boolean
  readonly toVersion?: string
  readonly watch?: boolean
  readonly host?: string
  readonly transport?: string
  readonly user?: string
  readonly key?: string
  readonly askPassword?: boolean
  readonly throttle?: string
  readonly timeout?: string
  readonly evidence?: string
}

/** Options of connections, for --against live alone. */
const LIVE_ONLY = ['host', 'transport', 'user', 'key', 'askPassword', 'throttle', 'timeout', 'evidence'] as const
const LIVE = 'live'

const EXAMPLES = `
Examples:
  $ portwright plan estate.yaml --against out
  $ portwright plan estate.yaml --against old/estate.yaml --format markdown > comment.md
  $ portwright plan estate.yaml --against backups
  $ portwright plan estate.yaml --against server.wfw --policy cm01.contoso.test --with-foreign
  $ portwright plan estate.yaml --to-version 2603
  $ portwright plan out --against live --host cm01.contoso.test,sql01.contoso.test
  $ git show main:estate.yaml | portwright plan estate.yaml --against -
`

export const planCommand: DefineCommand = (program, streams, done) => {
  program
    .command('plan')
    .description('what opens and what closes, against an earlier state or what is deployed')
    .argument('<estate>', 'an estate, or the output folder of a compile; - reads standard input')
    .option(
      '--against <path>',
      'an output folder, another estate, or anything that read reads; live: the servers; - reads standard input',
    )
    .option('--policy <name>', 'only this policy: its id, its Group Policy object, or one of its hosts')
    .option('--format <name>', PLAN_FORMATS.join(', '), 'text')
    .option('--json', 'the same as --format json')
    .option('--with-foreign', 'list the rules of others too, not only their number')
    .option('--to-version <yymm>', 'compare the estate with itself under a later build of Configuration Manager')
    .option('--host <list>', 'with --against live: these hosts alone', addToList)
    .option('--transport <name>', 'with --against live: auto, local, winrm, ssh')
    .option('--user <name>', 'with --against live: sign in as this user')
    .option('--key <file>', 'with --against live: the private key for ssh')
    .option('--ask-password', 'with --against live: ask for the password of --user (WinRM)')
    .option('--throttle <number>', 'with --against live: so many hosts at a time')
    .option('--timeout <time>', 'with --against live: for each step at a host')
    .option('--evidence <file>', 'with --against live: keep what was read and the verdict as JSON')
    .option('--watch', 'again after each save, until Ctrl-C; the terminal shows what changed')
    .addHelpText('after', EXAMPLES)
    .action(async (path: string, options: Options) => {
      if (options.watch !== true) return done(await plan(path, options, streams))
      const { watch } = await import('../watch.ts')
      done(await watch(streams, [path, options.against], (captured) => plan(path, options, captured)))
    })
}

const formatOf = ({ format, json }: Options): PlanFormat => {
  const known = PLAN_FORMATS.find((name) => name === (json === true ? 'json' : format))
  if (known === undefined) throw new UsageError(`unknown format “${format}”`, `formats are ${PLAN_FORMATS.join(', ')}`)
  return known
}

const plan = async (path: string, options: Options, streams: Streams): Promise<number> => {
  const format = formatOf(options)
  if ((options.against === undefined) === (options.toVersion === undefined))
    throw new UsageError(
      options.against === undefined ? 'nothing to compare with' : '--against and --to-version exclude each other',
      'give --against DIR, --against FILE, --against ESTATE or --to-version 2603',
    )
  if (path === '-' && options.against === '-') throw new UsageError('standard input can be read once only')
  if (options.evidence === '-') throw new UsageError('standard output holds the plan', 'give --evidence a file')
  const odd = LIVE_ONLY.find((name) => options[name] !== undefined)
  if (odd !== undefined && options.against !== LIVE)
    throw new UsageError(`--${odd.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} is for --against live`)
  const loaded = await loadRuleSource(path, streams)
  if (loaded === null) return EXIT.wrongInput
  if (loaded.source.estate === null)
    throw new UsageError(
      `${path} is neither an estate nor the output of a compile, but ${loaded.source.format}`,
      `to compare it, give it as --against: portwright plan estate.yaml --against ${path}`,
    )
  if (options.against === LIVE) return live(loaded, options, format, streams)
  const sides =
    options.toVersion === undefined
      ? await against(loaded, options.against as string, streams)
      : await later(loaded, path, options.toVersion, streams)
  if (sides === null) return EXIT.wrongInput
  const { compareSources } = await import('../../change/compare-sources.ts')
  const { isDifferent } = await import('../../change/plan.ts')
  const policy = options.policy === undefined ? null : policyName(options.policy, [sides.now.source, sides.was])
  const result = compareSources(sides.now.source, sides.was, {
    policy,
    withForeign: options.withForeign === true,
    versions: sides.versions,
  })
  if ('candidates' in result)
    throw new UsageError(
      `${sides.was.path} could be any of ${result.candidates.length} policies`,
      `name one with --policy: ${some(result.candidates)}`,
    )
  await printPlan(result, format, sides.now, sides.was, streams)
  return isDifferent(result) ? EXIT.answerIsNo : EXIT.done
}

/** What drifted on the servers from what was approved. */
const live = async (loaded: LoadedSource, options: Options, format: PlanFormat, streams: Streams): Promise<number> => {
  const { planLive } = await import('../plan-live.ts')
  const { isDifferent } = await import('../../change/plan.ts')
  const { printDiagnostics } = await import('../print-diagnostics.ts')
  const policy = options.policy === undefined ? null : policyName(options.policy, [loaded.source])
  const read = await planLive(loaded.source, options, policy, streams)
  if ('code' in read) {
    await printDiagnostics([read], 'text', [], streams, { quiet: streams.quiet })
    return EXIT.wrongInput
  }
  await printPlan(read.plan, format, loaded, read.was, streams)
  await printDiagnostics(read.diagnostics, 'text', [], streams, { quiet: streams.quiet })
  if (read.diagnostics.length > 0) return EXIT.wrongInput
  return isDifferent(read.plan) ? EXIT.answerIsNo : EXIT.done
}

interface Sides {
  readonly now: LoadedSource
  readonly was: RuleSource
  readonly versions: { readonly now: number; readonly was: number } | null
}

const against = async (now: LoadedSource, path: string, streams: Streams): Promise<Sides | null> => {
  const was = await loadRuleSource(path, streams)
  return was === null ? null : { now, was: was.source, versions: null }
}

/** The estate as it is, and under a later build: what the later one adds is what opens. */
const later = async (loaded: LoadedSource, path: string, word: string, streams: Streams): Promise<Sides | null> => {
  const estate = loaded.compiled?.estate
  if (estate === undefined || path === '-')
    throw new UsageError('--to-version needs an estate file', 'an output was compiled for one build')
  const { version } = estate
  if (version === null)
    throw new UsageError(`${path} is no estate of the current branch`, 'only the current branch has builds to go to')
  if (!/^\d{2}(?:0[1-9]|1[0-2])$/.test(word))
    throw new UsageError(`“${word}” is no build`, 'write year and month, such as 2603')
  if (Number(word) <= version)
    throw new UsageError(`${word} is not later than ${version}, for which the estate is`, 'give a later build')
  const now = await loadRuleSource(path, streams, Number(word))
  return now === null ? null : { now, was: loaded.source, versions: { now: Number(word), was: version } }
}

const policyName = (word: string, sources: readonly RuleSource[]): string => {
  const known = sources.flatMap(({ sets }) =>
    sets.flatMap(({ id, name, hosts, clients }) => [id, name, ...hosts, ...clients].filter((one) => one !== null)),
  )
  if (known.some((one) => one.toLowerCase() === word.toLowerCase())) return word
  const near = nearName(word, known)
  throw new UsageError(
    `there is no policy “${word}”`,
    near === null
      ? `policies are ${some(sources.flatMap(({ sets }) => sets.map(({ id }) => id ?? '')).filter((id) => id !== ''))}`
      : `did you mean “${near}”?`,
  )
}

const some = (names: readonly string[]): string => {
  const all = [...new Set(names)]
  return all.length > 8 ? `${all.slice(0, 8).join(', ')} and ${all.length - 8} more` : all.join(', ')
}
