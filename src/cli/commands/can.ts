// SPDX-License-Identifier: MIT
import type { Packet } from '../../analysis/allowed-sources.ts'
import type { Side } from '../../analysis/would-pass.ts'
import { parsePorts } from '../../formats/port/port-set.ts'
import { compiledEstate } from '../compiled-estate.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { nearName } from '../near-name.ts'
import type { Streams } from '../streams.ts'

export const canCommand: DefineCommand = (program, streams, done) => {
  program
    .command('can')
    .description('would this packet pass, and why')
    .argument('<estate>', 'the estate')
    .argument('<from>', 'a host, client group, role, network or address')
    .argument('<to>', 'a host, client group, role or address')
    .argument('<packet>', 'port and protocol, such as 443/tcp, or icmp')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ portwright can estate.yaml workstations cm01.contoso.test 443/tcp\n')
    .action(async (estate: string, from: string, to: string, packet: string, options: { json?: boolean }) =>
      done(await can(estate, from, to, packet, options.json === true, streams)),
    )
}

const packetOf = (text: string): Packet => {
  const [, port, protocol] = /^(.+)\/(tcp|udp)$/i.exec(text) ?? []
  if (text.toLowerCase() === 'icmp') return { protocol: 'icmp', port: null }
  if (port === undefined || protocol === undefined || parsePorts(port) === null)
    throw new UsageError(`“${text}” is no packet`, 'write a port and a protocol, such as 443/tcp, or icmp')
  return { protocol: protocol.toLowerCase() as 'tcp' | 'udp', port }
}

const can = async (
  path: string,
  from: string,
  to: string,
  text: string,
  json: boolean,
  streams: Streams,
): Promise<number> => {
  const packet = packetOf(text)
  const result = await compiledEstate(path, streams)
  if (result === null) return EXIT.wrongInput
  const { estate, compiled } = result
  const { findSides } = await import('../../analysis/find-side.ts')
  const { wouldPass } = await import('../../analysis/would-pass.ts')
  const sidesOf = (word: string): readonly Side[] => {
    const sides = findSides(estate, compiled.parties, word)
    if (sides.length > 0) return sides
    const near = nearName(word, [...compiled.parties.map((party) => party.name), ...estate.networks.keys()])
    throw new UsageError(`the estate knows no “${word}”`, near === null ? null : `did you mean “${near}”?`)
  }
  const name = (side: Side, word: string): string => side.party?.name ?? word
  const answers = sidesOf(from).flatMap((sender) =>
    sidesOf(to)
      .filter(
        (receiver) => receiver.party === null || receiver.party !== sender.party || receiver.party.kind === 'clients',
      )
      .map((receiver) => ({
        from: name(sender, from),
        to: name(receiver, to),
        packet: text,
        ...wouldPass(estate, compiled.policies, sender, receiver, packet),
      })),
  )
  const own = new Map(compiled.flows.flatMap((flow) => (flow.own === null ? [] : [[flow.id, flow.own] as const])))
  /** Who answers for flows of the user's own. */
  const answering = (flows: readonly string[]): string =>
    flows
      .flatMap((id) => own.get(id) ?? [])
      .map(({ reason, owner, ticket, expires }) => {
        const facts = [owner, ticket, expires === null ? null : `until ${expires}`].filter((one) => one !== null)
        return `    own flow: ${[reason, ...facts].join('; ')}\n`
      })
      .join('')
  const yes = answers.length > 0 && answers.every(({ passes }) => passes === 'all')
  if (json) await streams.out(`${JSON.stringify({ passes: yes, answers }, null, 2)}\n`)
  else {
    for (const answer of answers) {
      const word = { all: 'yes', some: 'for some addresses', none: 'no' }[answer.passes]
      await streams.out(`${word}: ${answer.from} -> ${answer.to} ${text}\n`)
      for (const rule of [...answer.inbound, ...answer.outbound])
        await streams.out(`  ${rule.direction}: ${rule.displayName}\n    ${rule.description}\n${answering(rule.flows)}`)
      for (const reason of answer.reasons) await streams.out(`  ${reason}\n`)
    }
  }
  return yes ? EXIT.done : EXIT.answerIsNo
}
