// SPDX-License-Identifier: MIT
import { statSync } from 'node:fs'
import { addAll } from '../../collections/add-all.ts'
import { fileStart } from '../../diagnostics/file-start.ts'
import { nearName } from '../../diagnostics/near-name.ts'
import { listingKind } from '../../formats/listing/listing-kind.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import { PROFILES, type Profile, type Rule } from '../../formats/rule/rule.ts'
import type { LoadedSource } from '../../library/loaded-source.ts'
import { newFile } from '../../output/whole-file.ts'
import type { RuleSet } from '../../rules/rule-set.ts'
import type { OutputFile } from '../../targets/target.ts'
import { addToList } from '../add-to-list.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { expandWildcards } from '../expand-wildcards.ts'
import { limitedBytes, TooLarge } from '../limited-bytes.ts'
import { unreadable } from '../load-estate.ts'
import { loadRuleSource } from '../load-rule-source.ts'
import { printDiagnostics } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly host: string
  readonly profiles?: string
  readonly out?: string
  readonly json?: boolean
}

const EXAMPLES = `
Examples:
  $ portwright adopt estate.yaml rules.xml --host cm01.contoso.test
  $ portwright adopt estate.yaml rules.csv ports.csv addresses.csv … --host cm01.contoso.test --out missing.yaml
  $ portwright adopt estate.yaml server.wfw --host sql01.contoso.test --profiles domain --json
`

export const adoptCommand: DefineCommand = (program, streams, done) => {
  program
    .command('adopt')
    .description('what becomes of the rules that a server already has')
    .argument('<estate>', 'an estate, or the output folder of a compile; - is standard input')
    .argument('<path...>', 'the rules of the server: anything that read reads; - is standard input')
    .requiredOption('--host <host>', 'the server, as the estate names it')
    .option('--profiles <list>', 'profiles that count, such as domain; all if left out', addToList)
    .option('--out <file>', 'where the missing flows go, as a piece of an estate file; - is standard output')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXAMPLES)
    .action(async (estate: string, paths: readonly string[], options: Options) =>
      done(await adopt(estate, expandWildcards(paths), options, streams)),
    )
}

const profilesOf = (text: string | undefined): readonly Profile[] => {
  if (text === undefined) return PROFILES
  const words = text.split(',').map((word) => word.trim().toLowerCase())
  const unknown = words.find((word) => !PROFILES.some((profile) => profile === word))
  if (unknown !== undefined) {
    const near = nearName(unknown, PROFILES)
    throw new UsageError(
      `there is no profile “${unknown}”`,
      near === null ? 'profiles are domain, private and public' : `did you mean “${near}”?`,
    )
  }
  return PROFILES.filter((profile) => words.includes(profile))
}

/** The ports of a restriction of dynamic RPC; null where the computer keeps Windows' own. */
const restrictedTo = ({ registry, dynamicRange }: RuleSet): string | null =>
  registry.some(({ key, name }) => /\\Microsoft\\Rpc\\Internet$/i.test(key) && name === 'Ports') ? dynamicRange : null

interface Policy {
  readonly name: string
  readonly set: RuleSet
}

const policyOf = (host: string, { source }: LoadedSource): Policy => {
  const wanted = host.toLowerCase()
  const party = source.parties.find(({ kind, name }) => kind === 'host' && name.toLowerCase() === wanted)
  if (party === undefined) {
    const near = nearName(
      host,
      source.parties.flatMap(({ kind, name }) => (kind === 'host' ? [name] : [])),
    )
    throw new UsageError(`the estate knows no host “${host}”`, near === null ? null : `did you mean “${near}”?`)
  }
  const set = source.sets.find(({ hosts }) => hosts.some((one) => one.toLowerCase() === wanted))
  if (set === undefined)
    throw new UsageError(
      `${party.name} has no policy of the estate`,
      'name a host whose firewall the estate looks after',
    )
  return { name: party.name, set }
}

interface Listed {
  readonly rules: readonly Rule[]
  readonly losses: readonly Loss[]
}

/** Files of one listing belong together; every other file stands for itself. Null where one cannot be read: that is printed. */
const readListed = async (paths: readonly string[], streams: Streams): Promise<Listed | null> => {
  const parts: OutputFile[] = []
  const rules: Rule[] = []
  const losses: Loss[] = []
  for (const path of paths) {
    let again = streams
    try {
      if (path === '-' || !statSync(path).isDirectory()) {
        const bytes = path === '-' ? await streams.readInput() : limitedBytes(path)
        const { textStart } = await import('../../read/sniff.ts')
        if (listingKind(textStart(bytes)) !== null) {
          const { listingExcess } = await import('../../formats/listing/listing-excess.ts')
          const excess = listingExcess(bytes)
          if (excess !== null) throw new TooLarge(excess.what, excess.limit, path)
          parts.push({ path, bytes })
          continue
        }
        again = { ...streams, readInput: async () => bytes }
      }
    } catch (error) {
      await printDiagnostics([unreadable(fileStart(path).file, error)], 'text', [], streams, { quiet: false })
      return null
    }
    const loaded = await loadRuleSource(path, again)
    if (loaded === null) return null
    if (loaded.source.estate !== null)
      throw new UsageError(
        `${path} is ${loaded.source.format === 'estate' ? 'an estate' : 'the output of a compile'}, not rules of a server`,
      )
    for (const set of loaded.source.sets) {
      addAll(rules, set.rules)
      addAll(losses, set.losses)
    }
  }
  if (parts.length > 0) {
    const { readListing } = await import('../../formats/listing/read-listing.ts')
    const read = readListing(parts)
    addAll(rules, read.rules)
    addAll(losses, read.losses)
  }
  return { rules, losses }
}

const adopt = async (path: string, paths: readonly string[], options: Options, streams: Streams): Promise<number> => {
  const profiles = profilesOf(options.profiles)
  if ([path, ...paths].filter((one) => one === '-').length > 1)
    throw new UsageError('standard input can be read once only')
  const loaded = await loadRuleSource(path, streams)
  if (loaded === null) return EXIT.wrongInput
  if (loaded.source.estate === null)
    throw new UsageError(`${path} is neither an estate nor the output of a compile, but ${loaded.source.format}`)
  const { name, set } = policyOf(options.host, loaded)
  const listed = await readListed(paths, streams)
  if (listed === null) return EXIT.wrongInput
  const { adoptRules } = await import('../../adopt/adopt-rules.ts')
  const { ANY_ADDRESS, parseAddresses } = await import('../../formats/address/address-set.ts')
  const addresses = parseAddresses(loaded.source.parties.find((party) => party.name === name)?.addresses ?? [], true)
  const result = adoptRules({
    host: { name, addresses: addresses ?? ANY_ADDRESS, rpc: restrictedTo(set) },
    policy: { rules: set.rules, profiles: set.profiles },
    listed: listed.rules,
    unread: listed.losses.filter(({ text }) => text !== undefined).length,
    profiles,
    taken: [
      ...(loaded.compiled?.estate.flows ?? []).map((flow) => flow.name),
      ...loaded.source.flows.flatMap(({ id }) => (id.startsWith('own/') ? [id.slice(4)] : [])),
    ],
  })
  const { fragment } = await import('../../adopt/fragment.ts')
  if (options.out !== undefined && options.out !== '-') {
    if (!newFile(options.out, fragment(result))) {
      streams.err(`portwright: ${options.out} is already there; nothing was written.\n`)
      return EXIT.wrongInput
    }
    streams.err(`Wrote ${options.out}: flows without a reason yet: ${result.summary.uncovered}.\n`)
  }
  const { lossesText } = await import('../losses-text.ts')
  if (options.json === true) await streams.out(`${JSON.stringify({ ...result, losses: listed.losses }, null, 2)}\n`)
  else if (options.out === '-') await (streams.document ?? streams.out)(fragment(result))
  else {
    const { adoptText } = await import('../adopt-text.ts')
    await streams.out(adoptText(result))
  }
  streams.err(lossesText(listed.losses))
  return EXIT.done
}
