// SPDX-License-Identifier: MIT
import { type Entry, warning } from '../entry.ts'
import { quote } from '../quote.ts'

const info = <P>(value: Omit<Entry<P>, 'severity'>): Entry<P> => ({ severity: 'info', ...value })

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** `“a”, “b” and 4 more` */
const some = (names: readonly string[], most = 4): string =>
  names.length <= most
    ? listed(names.map(quote))
    : `${names.slice(0, most).map(quote).join(', ')} and ${names.length - most} more`

/** Where an estate says less than its user may think: a word instead of silence. */
export const ADVICE = {
  'nothing-installs': info<{ groups: readonly string[] }>({
    message: ({ groups }) =>
      `Nothing installs the client on ${some(groups)}: ${groups.length === 1 ? 'the group names' : 'the groups name'} no install method.`,
    hint: () =>
      'Name the methods, such as `install: [push]`; `install: []` says that clients get there in another way.',
    help: 'Without `install` no port is opened for the installation of a client, such as SMB and RPC for client push.',
  }),
  'install-without-peer': warning<{
    groups: readonly string[]
    method: string
    role: string
    site: string | null
    service: string
    remedy: string | null
  }>({
    message: ({ groups, method, role, site, service }) =>
      `The installation of ${some(groups)} (${method}) needs ${service} to a host with the role ${quote(role)}, and ${site === null ? 'the estate' : `site ${quote(site)}`} has none.`,
    hint: ({ remedy, role }) => remedy ?? `Give a host the role ${role}.`,
    help: 'The documents name a server for this way of installing a client. While no host of the estate is that server, nothing is opened towards it, and the installation fails where a firewall blocks outbound traffic or stands between.',
  }),
  'exception-breaks-install': warning<{
    groups: readonly string[]
    method: string
    services: readonly string[]
    others: readonly string[]
  }>({
    message: ({ groups, method, services }) =>
      `Without ${listed(services)}, the installation of ${some(groups)} (${method}) does not work.`,
    hint: ({ others }) =>
      others.length === 0
        ? 'Remove the exception, or take the method out of `install`.'
        : `Install in a way that opens nothing on the clients (${others.join(', ')}), or remove the exception.`,
    help: 'An exception leaves out what a method named under `install` needs. Manual installation, logon scripts and Group Policy need neither SMB nor RPC towards the client.',
  }),
  'serves-several-sites': warning<{ host: string; roles: readonly string[]; sites: readonly string[] }>({
    message: ({ host, roles, sites }) =>
      `${quote(host)} has no site, so as ${listed(roles)} it serves ${sites.length} sites: ${some(sites)}.`,
    hint: () => 'Give the host the `site` that it belongs to.',
    help: 'A host without a site serves every site, which is right for domain controllers and file servers. A site database or a site system belongs to one site; without `site` it is opened to the servers and clients of all of them.',
  }),
  'not-in-documents': info<{ product: string; noun: string; host: string }>({
    message: ({ product, noun, host }) =>
      `The documents of ${product} print no connection between the site server and ${noun}, so nothing is opened between it and ${quote(host)}.`,
    hint: () =>
      'The site server installs it all the same: add an own flow for SMB, the RPC endpoint mapper and dynamic RPC, in both directions.',
    help: 'The catalogue holds what the documents print and invents no row. Where they leave out a connection that has to be there, the estate says it under `flows`.',
  }),
  'system-not-named': info<{ names: readonly string[]; range: string }>({
    message: ({ names, range }) =>
      `${names.length} ${names.length === 1 ? 'host names' : 'hosts name'} no \`os\`, so dynamic RPC on ${names.length === 1 ? 'it' : 'them'} is taken to be ${range}: ${some(names)}.`,
    hint: () =>
      'Name the `os`: Windows Server 2003 and XP use 1025-5000, and a system that is not Windows gets no policy.',
    help: 'The dynamic range depends on the version of Windows: 49152-65535 since Vista and Server 2008, 1025-5000 before. A computer without `os` counts as a Windows of today.',
  }),
  'feature-not-chosen': warning<{
    hosts: readonly string[]
    role: string
    features: readonly string[]
    otherwise: string | null
  }>({
    message: ({ hosts, role, features }) =>
      `${some(hosts)}: how the role ${quote(role)} is used is not said, so the ports of ${listed(features.map(quote))} stay closed.`,
    hint: ({ features, otherwise }) =>
      `Name what you use, such as \`features: [${features[0]}]\`.${otherwise === null ? '' : ` ${otherwise}`}`,
    help: 'Which ports such a role needs depends on how it is used. The estate says it with a feature; what is not named stays closed.',
  }),
  'feature-without-rows': warning<{ feature: string; product: string; version: number | null }>({
    message: ({ feature, product, version }) =>
      `No row of ${product}${version === null ? '' : ` ${version}`} uses the feature ${quote(feature)}: it opens nothing.`,
    hint: () => 'Delete it; `flows` says what you need open all the same.',
    help: 'The feature exists in the product, but the catalogue has no port for it in this product or version.',
  }),
  'feature-without-effect': info<{ features: readonly string[] }>({
    message: ({ features }) =>
      `${features.length === 1 ? 'The feature' : 'The features'} ${some(features)} ${features.length === 1 ? 'opens' : 'open'} nothing here: nobody in the estate holds the roles of ${features.length === 1 ? 'its' : 'their'} rows.`,
    hint: () => '`portwright catalog --json` lists each row with its feature under `when`.',
    help: 'A feature opens rows of the catalogue between certain roles. Where a role has no holder, there is nothing to open.',
  }),
} as const satisfies Record<string, Entry<never>>
