// SPDX-License-Identifier: MIT
import type { InstallMethod, MethodFacts } from '../catalog/catalog-flow.ts'
import type { HostPreview } from '../preview/host-preview.ts'
import type { InstallPreview } from '../preview/install-preview.ts'
import { methodMatrix } from '../preview/method-matrix.ts'
import type { PreviewNote } from '../preview/preview-note.ts'
import { flowsById } from '../preview/rule-reasons.ts'
import { hostsWord, serverSets } from '../preview/server-sets.ts'
import { sourceWord } from '../preview/words.ts'
import { previewMatrixText } from './preview-matrix-text.ts'
import { previewRulesText } from './preview-rules-text.ts'
import { wrap } from './wrap.ts'

const list = (title: string, lines: readonly string[], columns: number): string =>
  lines.length === 0 ? '' : `\n${wrap(title, columns)}${lines.map((line) => bullet(line, columns)).join('')}`

const bullet = (text: string, columns: number): string => `  - ${wrap(text, columns, '    ').trimStart()}`

const noteText = ({ text, sources }: PreviewNote): string =>
  sources.length === 0 ? text : `${text} (${sources.map(sourceWord).join('; ')})`

/** The installation of a group for the terminal: methods beside ports, then the chosen method's rules. `all` is every method. */
export const installPreviewText = (
  preview: InstallPreview,
  all: readonly InstallPreview[],
  facts: (method: InstallMethod) => MethodFacts,
  columns: number,
): string => {
  const flows = flowsById(preview.flows)
  const table = (title: string, rules: InstallPreview['client']['inbound']): string =>
    previewRulesText(title, rules, flows, columns)
  return [
    `${preview.estate} (${preview.product}): ${preview.clients}, ${facts(preview.method).name}${preview.running ? ', and what the installed client needs' : ''}\n`,
    '\nWhat each method opens\n',
    previewMatrixText(methodMatrix(all), preview.method, facts, columns),
    `\n${table('Client inbound', preview.client.inbound)}`,
    `\n${table('Client outbound', preview.client.outbound)}`,
    ...serverSets(preview.servers).flatMap(({ hosts, inbound, outbound }) => [
      inbound.length > 0 ? `\n${table(`${hostsWord(hosts, 8)} inbound`, inbound)}` : '',
      outbound.length > 0 ? `\n${table(`${hostsWord(hosts, 8)} outbound`, outbound)}` : '',
    ]),
    list(
      'Instead of the client’s inbound rules these groups of Windows can be enabled',
      preview.alternatives.map(({ name, command, text }) => `${name}: ${command}. ${text}`),
      columns,
    ),
    list('Needed beside the ports', preview.prerequisites, columns),
    list('Notes', preview.notes.map(noteText), columns),
  ].join('')
}

/** One host for the terminal. */
export const hostPreviewText = (preview: HostPreview, columns: number): string => {
  const flows = flowsById(preview.flows)
  const facts = [preview.site === null ? 'every site' : `site ${preview.site}`, preview.os, preview.roles.join(', ')]
  return [
    `${preview.host} (${preview.estate}, ${preview.product})\n`,
    wrap(facts.filter((fact) => fact !== null && fact !== '').join(' · '), columns, '  '),
    preview.policy === null
      ? ''
      : `  policy ${preview.policy.id}${preview.policy.hosts.length > 1 ? `, shared by ${preview.policy.hosts.length} hosts` : ''}\n`,
    `\n${previewRulesText('Inbound', preview.inbound, flows, columns)}`,
    `\n${previewRulesText('Outbound', preview.outbound, flows, columns)}`,
    list(
      'Registry values',
      preview.registry.map(
        ({ key, name, data }) => `${key}\\${name} = ${Array.isArray(data) ? data.join(', ') : data}`,
      ),
      columns,
    ),
    list(
      'Allowed beyond the exact need',
      preview.widened.map(
        ({ from, protocol, ports, reason }) => `${protocol} ${ports.join(', ')} from ${from}: ${reason}`,
      ),
      columns,
    ),
    list('Notes', preview.notes.map(noteText), columns),
  ].join('')
}
