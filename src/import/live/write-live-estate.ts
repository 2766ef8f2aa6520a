// SPDX-License-Identifier: MIT
import { yamlLine, yamlText } from '../../formats/yaml/yaml-text.ts'
import type { LiveClients, LiveEstate, LiveHost, LiveNetwork, LiveRole, LiveSite } from './live-estate.ts'

/**
 * Head of the file: how sure each kind of fact is. Recorded answers of a real site prove some; documentation or common
 * knowledge alone stand behind the others.
 */
export const HEAD: readonly string[] = [
  'A live site of Configuration Manager, as its SMS Provider describes it.',
  'Complete what is not readable, then run: portwright check ESTATE',
  'As recorded on a real site: sites, builds, site database and its ports, role rows, providers, passive site servers.',
  'As documented, not tried on a real site: settings of roles (ports, facing the internet, proxy, PXE, multicast, pull), components (communication, client ports, client push, Wake on LAN), subnets, Active Directory sites and ranges of boundaries.',
  'From general knowledge, so look twice: prefix and VPN boundaries, boundary groups as clients, distribution point information, discovery data, gateways.',
]

const comment = (indent: string, text: string): string => `${indent}# ${yamlLine(text)}`
const list = (items: readonly string[]): string => `[${items.map(yamlText).join(', ')}]`

const siteLines = ({ code, from, type, parent, communication, ports, notes }: LiveSite): readonly string[] => [
  comment('  ', from),
  `  ${yamlText(code)}:`,
  `    type: ${type}`,
  ...(parent === null ? [] : [`    parent: ${yamlText(parent)}`]),
  ...(communication === null ? [] : [`    communication: ${communication}`]),
  ...(ports.length === 0
    ? []
    : [
        `    ports: { ${ports.map(([key, values]) => `${key}: ${values.length === 1 ? values[0] : `[${values.join(', ')}]`}`).join(', ')} }`,
      ]),
  ...notes.map((note) => comment('    ', note)),
]

const roleLine = ({ role, parameters }: LiveRole): string =>
  parameters.length === 0
    ? `      - ${role}`
    : `      - { role: ${role}, ${parameters.map(([key, value]) => `${key}: ${value}`).join(', ')} }`

const hostLines = (host: LiveHost): readonly string[] => [
  comment('  ', host.from),
  `  ${yamlText(host.name)}:`,
  ...host.notes.map((note) => comment('    ', note)),
  `    addresses: ${list(host.addresses)}`,
  ...(host.site === null ? [] : [`    site: ${yamlText(host.site)}`]),
  ...(host.managed ? [] : ['    managed: false']),
  ...(host.members.length === 0 ? [] : [`    members: ${list(host.members)}`]),
  ...(host.proxy === null ? [] : [`    proxy: ${yamlText(host.proxy)}`]),
  ...(host.siteServerInitiates ? ['    siteServerInitiates: true'] : []),
  ...(host.roles.length === 0 ? [] : ['    roles:', ...host.roles.map(roleLine)]),
]

const networkLines = ({ name, from, addresses, notes }: LiveNetwork): readonly string[] => [
  comment('  ', from),
  ...notes.map((note) => comment('  ', note)),
  ...(addresses.length === 0
    ? []
    : [`  ${yamlText(name)}:`, ...addresses.map((address) => `    - ${yamlText(address)}`)]),
]

const clientLines = ({ name, site, network, push, notes }: LiveClients): readonly string[] => [
  ...notes.map((note) => comment('  ', note)),
  `  ${yamlText(name)}:`,
  `    site: ${yamlText(site)}`,
  `    networks: [${yamlText(network)}]`,
  ...(push ? ['    install: [push]'] : []),
]

/** A block of a mapping; comments alone where nothing of it can be said. */
const block = (key: string, lines: readonly string[]): readonly string[] => {
  if (lines.length === 0) return []
  return lines.every((line) => /^ *#/.test(line))
    ? ['', ...lines.map((line) => line.trim())]
    : ['', `${key}:`, ...lines]
}

/** The estate file. Every text of the site passes through the encoder of YAML, every comment is one line. */
export const writeLiveEstate = (estate: LiveEstate): string =>
  `${[
    ...HEAD.map((line) => comment('', line)),
    '#',
    ...estate.notes.map((note) => comment('', note)),
    `name: ${yamlText(estate.name)}`,
    'product: cmcb',
    ...(estate.version === null ? [] : [`version: ${estate.version}`]),
    ...block('sites', estate.sites.flatMap(siteLines)),
    ...block('networks', estate.networks.flatMap(networkLines)),
    ...block('hosts', estate.hosts.flatMap(hostLines)),
    ...block('clients', estate.clients.flatMap(clientLines)),
  ].join('\n')}\n`
