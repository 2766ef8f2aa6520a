// SPDX-License-Identifier: MIT
import type { Loss } from '../../formats/rule/loss.ts'
import { formatYaml, type YamlValue, yamlComment } from '../../formats/yaml/format-yaml.ts'
import { estateFileName } from '../../rules/file-name.ts'
import type { EstateFlows, OutputFile, TargetOptions } from '../target.ts'
import { sampleFilter } from './sample-filter.ts'
import { type Term, termsOf } from './terms.ts'
import type { Tokens } from './tokens.ts'
import { uniqueWords } from './unique-words.ts'

export const aerleonLosses = (estate: EstateFlows): readonly Loss[] => termsOf(estate).losses

/** The definitions, an include with the terms of TCP and UDP, one with those of ICMP, and a filter that includes both. */
export const writeAerleon = (
  estate: EstateFlows,
  options: TargetOptions,
): { readonly files: readonly OutputFile[]; readonly losses: readonly Loss[] } => {
  const { terms, table, losses } = termsOf(estate)
  const names = uniqueWords(terms)
  const tokens = table.close()
  const isIcmp = ({ protocol }: Term): boolean => protocol === 'icmp' || protocol === 'icmpv6'
  const include = (what: string, some: readonly Term[]): string =>
    [
      ...[
        `${what} of the flows of ${options.estate}, as terms of Aerleon.`,
        'One term a flow, or one for each range of dynamic RPC; a comment begins with the id of the flow (csv/flows.csv, portwright.json).',
        'Include it in a filter of your own; a compile writes it anew.',
        ...tableOf(some, names),
      ].map(yamlComment),
      formatYaml({ terms: some.map((term) => termYaml(term, names.get(term.key) as string, tokens)) }),
    ].join('\n')
  const file = estateFileName(options.estate)
  const text = (path: string, content: string): OutputFile => ({
    path: `aerleon/${path}`,
    bytes: new TextEncoder().encode(content),
  })
  return {
    losses,
    files: [
      text(
        `policies/includes/${file}.yaml`,
        include(
          'TCP and UDP',
          terms.filter((term) => !isIcmp(term)),
        ),
      ),
      text(`policies/includes/${file}-icmp.yaml`, include('ICMP', terms.filter(isIcmp))),
      text(
        'def/portwright.yaml',
        [
          yamlComment(`Networks and services that the terms of ${options.estate} name; a compile writes them anew.`),
          formatYaml({ networks: tokens.networks, services: tokens.services }),
        ].join('\n'),
      ),
      text(`policies/pol/${file}.sample.yaml`, sampleFilter(options.estate, file, terms.length === 0)),
    ],
  }
}

/** Which flow a name stands for that had to be cut. */
const tableOf = (terms: readonly Term[], names: ReadonlyMap<string, string>): readonly string[] => {
  const cut = terms
    .map(({ key, text }) => ({ name: names.get(key) as string, text }))
    .filter(({ name, text }) => /-[0-9a-f]{8,32}$/.test(name) && !text.endsWith(name.slice(-8)))
  return cut.length === 0
    ? []
    : ['', 'Names that were cut or made unique:', ...cut.map(({ name, text }) => `  ${name} = ${text}`)]
}

const termYaml = (term: Term, name: string, { tokenOf }: Tokens): YamlValue => ({
  name,
  comment: commentOf(term),
  'source-address': tokensOf(term.source, tokenOf),
  'destination-address': tokensOf(term.destination, tokenOf),
  ...(term.sourcePorts.length > 0 && { 'source-port': term.sourcePorts }),
  ...(term.destinationPorts.length > 0 && { 'destination-port': term.destinationPorts }),
  protocol: term.protocol,
  ...(term.icmpTypes.length > 0 && { 'icmp-type': term.icmpTypes }),
  ...(term.flow.own?.expires != null && { expiration: term.flow.own.expires }),
  action: 'accept',
})

const tokensOf = (references: readonly string[], tokenOf: Tokens['tokenOf']): readonly string[] =>
  references.map(tokenOf).sort()

/** The flow's id, and where the documents say it. */
const commentOf = ({ flow }: Term): string => {
  const lines = [
    ...new Set(flow.sources.map(({ document, line }) => (line === null ? document : `${document}:${line}`))),
  ]
  return lines.length === 0 ? flow.id : `${flow.id} (${lines.join(', ')})`
}
