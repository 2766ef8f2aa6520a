// SPDX-License-Identifier: MIT
import { compareSources } from '../change/compare-sources.ts'
import { joinPlans } from '../change/join-plans.ts'
import type { Plan } from '../change/plan.ts'
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { parseAddresses } from '../formats/address/address-set.ts'
import { replaceFile, tryFile } from '../output/whole-file.ts'
import { estateHash } from '../rules/policy-hash.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import type { RuleSource } from '../rules/rule-source.ts'
import { linkTo } from '../servers/host-link.ts'
import { readLive } from '../servers/read-live.ts'
import { type TransportOptions, type TransportSettings, transportSettings } from './apply-settings.ts'
import { chosenNames } from './chosen-names.ts'
import { UsageError } from './exit-code.ts'
import { serverConnection } from './server-connection.ts'
import type { Streams } from './streams.ts'

export interface LiveOptions extends Partial<TransportOptions> {
  readonly evidence?: string
  readonly withForeign?: boolean
}

interface LiveHost {
  readonly host: string
  readonly set: RuleSet
}

type Read = LiveHost & ({ readonly live: RuleSet; readonly plan: Plan } | { readonly reason: string })

export interface LivePlan {
  readonly plan: Plan
  readonly was: RuleSource
  readonly diagnostics: readonly Diagnostic[]
}

/** Hosts with the policy that was approved for each; all that have one, or those that were asked for. */
const hostsIn = (
  { sets, parties }: RuleSource,
  names: readonly string[] | null,
  policy: string | null,
): readonly LiveHost[] => {
  const all = sets
    .filter(
      ({ id, name, hosts }) =>
        policy === null || [id, name, ...hosts].some((one) => one?.toLowerCase() === policy.toLowerCase()),
    )
    .flatMap((set) => set.hosts.map((host): LiveHost => ({ host, set: ofHost(set, host, parties) })))
  if (names === null) {
    if (all.length === 0) throw new UsageError('there is no policy of a server to hold against what is in force')
    return all
  }
  return chosenNames(all, names, (name) =>
    sets.some(({ clients }) => clients.some((group) => group.toLowerCase() === name))
      ? new UsageError(
          `“${name}” is a client group`,
          'what is in force is read from servers; hold a listing of a client against it: plan DIR --against LISTING',
        )
      : `no policy is for a host “${name}”`,
  )
}

const ofHost = (set: RuleSet, host: string, parties: RuleSource['parties']): RuleSet => {
  const party = parties.find(({ name }) => name.toLowerCase() === host.toLowerCase())
  return {
    ...set,
    hosts: [host],
    clients: [],
    addresses: party === undefined ? set.addresses : parseAddresses(party.addresses, true),
  }
}

const TRANSPORT = { transport: 'auto', throttle: '8', timeout: '120s' } as const

/** What drifted on servers from what was approved; null where there is no PowerShell, which is said. */
export const planLive = async (
  source: RuleSource,
  options: LiveOptions,
  policy: string | null,
  streams: Streams,
): Promise<LivePlan | Diagnostic> => {
  const settings = transportSettings({ ...TRANSPORT, ...options })
  const hosts = hostsIn(source, settings.hosts, policy)
  const span = { file: source.path, line: 1, column: 1, endLine: 1, endColumn: 1 }
  const connection = serverConnection(settings, streams, span)
  if ('diagnostic' in connection) return connection.diagnostic
  const evidence = options.evidence === undefined ? null : openEvidence(options.evidence)
  const link = await connection.open()
  const read = await side(hosts, settings, async ({ host, set }): Promise<Read> => {
    const found = await readLive(host, set.registry, linkTo(host, link), settings.route.timeout)
    return 'reason' in found
      ? { host, set, ...found }
      : { host, set, live: found.set, plan: planOf(source, set, host, found.set, options) }
  })
  const plans = read.flatMap((one) => ('plan' in one ? [one.plan] : []))
  evidence?.(evidenceOf(source, read))
  const unread = read.flatMap((one) => ('reason' in one ? [one.host] : []))
  return {
    plan: joinPlans(source.estate, source.path, 'live', plans, unread),
    was: {
      path: hosts.length === 1 ? (hosts[0]?.host ?? '') : `${hosts.length} servers`,
      format: 'live',
      estate: null,
      sets: [],
      flows: [],
      parties: [],
    },
    diagnostics: read.flatMap((one) =>
      'reason' in one ? [diagnose('live-unread', { host: one.host, reason: one.reason }, span)] : [],
    ),
  }
}

/** Several at a time, answers in the order of the hosts. */
const side = async (
  hosts: readonly LiveHost[],
  { throttle }: TransportSettings,
  work: (host: LiveHost) => Promise<Read>,
): Promise<readonly Read[]> => {
  const done = new Map<LiveHost, Read>()
  const waiting = [...hosts]
  const worker = async (): Promise<void> => {
    for (let host = waiting.shift(); host !== undefined; host = waiting.shift()) done.set(host, await work(host))
  }
  await Promise.all(Array.from({ length: Math.min(throttle, hosts.length) }, worker))
  return hosts.map((host) => done.get(host) as Read)
}

const planOf = (source: RuleSource, set: RuleSet, host: string, live: RuleSet, options: LiveOptions): Plan => {
  const was: RuleSource = { path: host, format: 'live', estate: null, sets: [live], flows: [], parties: [] }
  const plan = compareSources({ ...source, sets: [set] }, was, { withForeign: options.withForeign === true })
  // One policy is held against one computer: there is nothing to choose.
  if ('candidates' in plan) throw new Error(plan.candidates.join())
  return plan
}

/** Tried before a server is asked: nobody waits for forty hosts to hear that a file cannot be written. */
const openEvidence = (path: string): ((text: string) => void) => {
  tryFile(path)
  return (text) => replaceFile(path, text, 0o600)
}

/** What was read and what it was held against, for whoever has to show it later. */
const evidenceOf = (source: RuleSource, read: readonly Read[]): string => {
  const policies = source.sets.flatMap(({ id, hash }) => (id === null || hash === null ? [] : [{ id, hash }]))
  const hosts = read.map((one) => ({
    host: one.host,
    policy: one.set.id,
    hash: one.set.hash,
    ...('reason' in one
      ? { verdict: 'unread', reason: one.reason }
      : {
          verdict: one.plan.policies.every(({ state }) => state === 'same') ? 'same' : 'drifted',
          rules: one.live.rules,
          settings: one.live.settings,
          registry: one.live.registry,
          losses: one.live.losses,
          changes: one.plan.policies.map(({ opened, closed, settings, registry, foreignCount }) => ({
            opened,
            closed,
            settings,
            registry,
            foreignCount,
          })),
        }),
  }))
  return `${JSON.stringify({ estate: source.estate, estateHash: estateHash(policies), readAt: new Date().toISOString(), hosts }, null, 2)}\n`
}
