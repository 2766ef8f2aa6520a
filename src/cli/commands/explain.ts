// SPDX-License-Identifier: MIT
import type { Catalog, CatalogFlow, Source } from '../../catalog/catalog-flow.ts'
import type { EstateResult } from '../../compile/compile-estate.ts'
import { DIAGNOSTICS } from '../../diagnostics/diagnostic-table.ts'
import type { Flow } from '../../flows/flow.ts'
import { whyNot } from '../../flows/why-not.ts'
import type { Rule } from '../../formats/rule/rule.ts'
import { compiledEstate } from '../compiled-estate.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { nearName } from '../near-name.ts'
import type { Streams } from '../streams.ts'
import { wrap } from '../wrap.ts'

export const explainCommand: DefineCommand = (program, streams, done) => {
  program
    .command('explain')
    .description('from a rule, host, flow or diagnostic code back to the line of a document')
    .argument('<estate>', 'the estate')
    .argument('<what>', 'id or name of a rule, a host or client group, id of a flow or catalogue entry, or a code')
    .addHelpText(
      'after',
      '\nExamples:\n  $ portwright explain estate.yaml cm01.contoso.test\n  $ portwright explain estate.yaml unknown-role\n',
    )
    .action(async (estate: string, what: string) => done(await explain(estate, what, streams)))
}

const explain = async (path: string, what: string, streams: Streams): Promise<number> => {
  const code = (DIAGNOSTICS as Readonly<Record<string, { readonly severity: string; readonly help: string }>>)[what]
  if (code !== undefined && Object.hasOwn(DIAGNOSTICS, what)) {
    await streams.out(`${what} (${code.severity})\n${wrap(code.help, streams.columns)}`)
    return EXIT.done
  }
  const result = await compiledEstate(path, streams)
  if (result === null) return EXIT.wrongInput
  const { compiled, catalog, estate } = result
  const flows = new Map(compiled.flows.map((flow) => [flow.id, flow]))
  const all = compiled.policies.flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })))
  const rules = all.filter(
    ({ policy, rule }) =>
      rule.id === what ||
      rule.displayName === what ||
      policy.id === what ||
      [...policy.hosts, ...policy.clients].includes(what.toLowerCase()) ||
      policy.clients.includes(what),
  )
  if (rules.length > 0) {
    for (const { policy, rule } of rules) await streams.out(ruleText(policy.id, rule, flows, catalog, streams.columns))
    return EXIT.done
  }
  const found = compiled.flows.filter((flow) => flow.id === what || flow.entry?.id === what)
  if (found.length > 0) {
    for (const flow of found) await streams.out(flowText(flow, catalog, streams.columns))
    return EXIT.done
  }
  const entry = catalog.flows.find(({ id }) => id === what)
  if (entry !== undefined) {
    const reason = whyNot(estate, catalog, compiled.parties, entry)
    await streams.out(entryText(entry, catalog, streams.columns))
    await streams.out(wrap(`Not part of this estate: ${reason}.`, streams.columns))
    return EXIT.done
  }
  const near = nearName(what, [...known(compiled), ...catalog.flows.map(({ id }) => id)])
  throw new UsageError(`nothing is called “${what}”`, near === null ? null : `did you mean “${near}”?`)
}

const known = (compiled: EstateResult): readonly string[] => [
  ...compiled.parties.map((party) => party.name),
  ...compiled.flows.map((flow) => flow.id),
  ...Object.keys(DIAGNOSTICS),
]

const ruleText = (
  policy: string,
  rule: Rule,
  flows: ReadonlyMap<string, Flow>,
  catalog: Catalog,
  columns: number,
): string => {
  const remotes = rule.remoteAddresses.length === 0 ? 'any address' : rule.remoteAddresses.slice(0, 8).join(', ')
  const more = rule.remoteAddresses.length > 8 ? ` and ${rule.remoteAddresses.length - 8} more` : ''
  const ports = [...rule.localPorts, ...rule.remotePorts, ...rule.icmpTypes].join(', ')
  return [
    `${rule.displayName}\n`,
    wrap(
      `${rule.direction === 'in' ? 'inbound' : 'outbound'} ${rule.protocol} ${ports} ${rule.direction === 'in' ? 'from' : 'to'} ${remotes}${more}; policy ${policy}; rule ${rule.id}`,
      columns,
      '  ',
    ),
    ...rule.flows.flatMap((id) => {
      const flow = flows.get(id)
      return flow === undefined ? [] : [flowText(flow, catalog, columns, '    ')]
    }),
    '\n',
  ].join('')
}

const flowText = (flow: Flow, catalog: Catalog, columns: number, indent = ''): string =>
  textOf(flow.id, flow.text, flow.sources, flow.entry?.notes ?? [], catalog, columns, indent)

/** A row of the catalogue that gave this estate no flow. */
const entryText = ({ id, text, sources, notes }: CatalogFlow, catalog: Catalog, columns: number): string =>
  textOf(id, text, sources, notes, catalog, columns)

const textOf = (
  id: string,
  text: string,
  sources: readonly Source[],
  notes: readonly string[],
  catalog: Catalog,
  columns: number,
  indent = '',
): string =>
  [
    wrap(`${id}: ${text}`, columns, indent),
    ...sources.map(({ document, section, line }) =>
      wrap(
        `source: ${catalog.documents.get(document)?.title ?? document}${section === '' ? '' : `, “${section}”`}${line === null ? '' : `, line ${line}`}`,
        columns,
        `${indent}  `,
      ),
    ),
    ...notes.map((note) => wrap(`${note}: ${catalog.notes.get(note) ?? ''}`, columns, `${indent}  `)),
  ].join('')
