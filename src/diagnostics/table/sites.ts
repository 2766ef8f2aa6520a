// SPDX-License-Identifier: MIT
import { didYouMean, type Entry, error, warning } from '../entry.ts'
import { oneOf, quote } from '../quote.ts'

/** Mistakes in product, version, features, sites and roles. */
export const SITES = {
  'version-not-in-product': error<{ product: string }>({
    message: ({ product }) => `${quote('version')} belongs to the current branch (cmcb), not to ${product}.`,
    hint: () => 'Delete it.',
    help: 'Only the current branch has builds named by year and month. The documents of 2007 and 2012 make no difference between builds.',
  }),
  'invalid-version': error<{ version: string; newest: number }>({
    message: ({ version }) => `${quote(version)} is not a current branch version.`,
    hint: ({ newest }) => `Write year and month from 1511 on, such as ${newest}.`,
    help: 'Versions of the current branch are named by year and month: 1511, 1602 … 2509. Leave the key out for the newest one.',
  }),
  'version-too-new': warning<{ version: number; newest: number }>({
    message: ({ version, newest }) => `Version ${version} is newer than the catalogue, which ends with ${newest}.`,
    hint: ({ newest }) => `The flows of ${newest} are compiled; look for a newer Portwright.`,
    help: 'The port catalogue was written before this version was released. What the version adds or removes is not in it.',
  }),
  'feature-not-in-product': error<{ feature: string; product: string; products: readonly string[] }>({
    message: ({ feature, product, products }) =>
      `The feature ${quote(feature)} exists in ${oneOf(products)}, not in ${product}.`,
    help: 'The feature belongs to another product.',
  }),
  'parent-needed': error<{ site: string }>({
    message: ({ site }) => `The secondary site ${quote(site)} needs a parent.`,
    hint: () => 'Name its primary site: `parent: PS1`.',
    help: 'A secondary site always has a primary site above it, and talks to that one only.',
  }),
  'parent-not-allowed': error<{ site: string }>({
    message: ({ site }) => `The central site ${quote(site)} is the top of the hierarchy and has no parent.`,
    hint: () => 'Delete `parent`, or make it a primary site.',
    help: 'A central administration site (in 2007: the central site) stands at the top.',
  }),
  'wrong-parent': error<{
    site: string
    type: string
    parent: string
    parentType: string
    possible: readonly string[]
  }>({
    message: ({ site, type, parent, parentType }) =>
      `The ${type} site ${quote(site)} cannot stand under the ${parentType} site ${quote(parent)}.`,
    hint: ({ type, possible }) => `The parent of a ${type} site is a ${oneOf(possible)} site.`,
    help: 'A secondary site stands under a primary site, a primary site under a central site. In 2007 primary sites may stand under primary sites.',
  }),
  'site-cycle': error<{ sites: readonly string[] }>({
    message: ({ sites }) => `The parents form a circle: ${sites.map(quote).join(' → ')}.`,
    help: 'Following `parent` from a site must end at a site without parent.',
  }),
  'communication-not-in-product': error<{ communication: string; product: string }>({
    message: ({ communication, product }) => `${quote(communication)} mode belongs to cm2007, not to ${product}.`,
    hint: ({ communication }) => `Write ${communication === 'mixed' ? 'http' : 'https'}.`,
    help: 'Mixed and native mode are words of Configuration Manager 2007. Later sites speak http, https or both.',
  }),
  'communication-ended': error<{ version: number; until: number }>({
    message: ({ version, until }) =>
      `From version ${until} on a site no longer speaks HTTP alone with its clients; the estate has ${version}.`,
    hint: () => 'Write https, or both (enhanced HTTP); or name the older `version`.',
    help: 'Configuration Manager 2403 and later ask for HTTPS or enhanced HTTP; Setup refuses to update a site that allows HTTP alone.',
  }),
  'wsus-pair': error<{ http: string; https: string; remedy: string }>({
    message: ({ http, https }) => `WSUS cannot listen on ${http} for HTTP and on ${https} for HTTPS.`,
    hint: ({ remedy }) => remedy,
    help: 'WSUS uses 80 with 443, or two ports in a row: the HTTPS port is the HTTP port plus one (8530 and 8531).',
  }),
  'role-not-held': error<{ role: string; remedy: string | null }>({
    message: ({ role }) => `No host can be given the role ${quote(role)}.`,
    hint: ({ remedy }) => remedy,
    help: 'Some role names of the documents stand for several roles, or follow from the type of a site. Hosts are given the roles themselves.',
  }),
  'role-not-in-product': error<{ role: string; product: string; products: readonly string[] }>({
    message: ({ role, product, products }) =>
      `The role ${quote(role)} exists in ${oneOf(products)}, not in ${product}.`,
    help: 'The role was introduced later, or was removed before this product.',
  }),
  'role-not-in-version': error<{ role: string; version: number; since: number | null; until: number | null }>({
    message: ({ role, version, since, until }) =>
      until !== null && until <= version
        ? `The role ${quote(role)} was removed with version ${until}; this estate is ${version}.`
        : `The role ${quote(role)} comes with version ${since}; this estate is ${version}.`,
    hint: () => 'Remove the role, or correct `version`.',
    help: 'In this version of the current branch the catalogue has no flow left, or none yet, for the role.',
  }),
  'role-without-flows': warning<{ role: string; version: number; since: number | null; until: number | null }>({
    message: ({ role, version, since, until }) =>
      until !== null && until <= version
        ? `Since version ${until} nothing talks to the role ${quote(role)} any more; this estate is ${version}.`
        : `Before version ${since} nothing talks to the role ${quote(role)}; this estate is ${version}.`,
    help: 'The computer exists whatever the version, but in this version of the current branch the catalogue has no flow for it, so no rule comes from the role.',
  }),
  'role-not-client': error<{ role: string; nearest: string | null }>({
    message: ({ role }) => `${quote(role)} is not a role of clients.`,
    hint: ({ nearest }) => didYouMean({ nearest }) ?? 'Leave `role` out for ordinary clients.',
    help: 'A client group has a role such as client, mac-computer or mobile-device. Servers stand under `hosts`.',
  }),
  'duplicate-role': error<{ role: string }>({
    message: ({ role }) => `The role ${quote(role)} stands here twice.`,
    hint: () => 'Delete one of them; two SQL Server instances differ in `instance` and `port`.',
    help: 'A host holds a role once. Only SQL Server can be there twice, with two instances.',
  }),
  'site-needed': error<{ role: string; host: string }>({
    message: ({ role, host }) => `${quote(host)} holds the role ${quote(role)} and needs a site.`,
    hint: () => 'Add `site: CODE` to the host.',
    help: 'A site server belongs to exactly one site.',
  }),
  'second-site-server': error<{ site: string; host: string; other: string }>({
    message: ({ site, host, other }) =>
      `The site ${quote(site)} has two site servers, ${quote(other)} and ${quote(host)}.`,
    hint: () => 'In the current branch the second one may be a `passive-site-server`.',
    help: 'A site has one site server; a site server in passive mode is a role of its own.',
  }),
  'parameter-not-in-product': error<{ key: string; product: string; products: readonly string[] }>({
    message: ({ key, product, products }) => `${quote(key)} can be set in ${oneOf(products)}, not in ${product}.`,
    hint: () => 'Delete it.',
    help: 'The documents of this product print no port that this key would change.',
  }),
  'named-instance-without-port': error<{ instance: string }>({
    message: ({ instance }) => `The instance ${quote(instance)} needs a static port.`,
    hint: () =>
      'Add `port` with the TCP port that SQL Server Configuration Manager shows; dynamic ports cannot be allowed.',
    help: 'A named instance of SQL Server takes another port after each start unless it is given one. No rule can follow it.',
  }),
  'sql-port-twice': error<{ port: string; first: string; second: string; host: string }>({
    message: ({ port, first, second, host }) => `${first} and ${second} of ${quote(host)} both use TCP port ${port}.`,
    hint: () => 'Give each its own port.',
    help: 'Two SQL Server endpoints of one computer cannot listen on the same port.',
  }),
  'custom-sql-port': warning<{ port: string }>({
    message: ({ port }) =>
      `The 2007 documents count the port of the site database among the fixed ones; ${port} is a matter of SQL Server itself.`,
    hint: () => 'Make sure that every site system and client is told the port, with an alias for instance.',
    help: 'Configuration Manager 2007 does not set another SQL Server port. The SQL Server section of its documents explains how to move it.',
  }),
  'option-not-in-product': error<{ option: string; product: string }>({
    message: ({ option, product }) => `${quote(option)} cannot be true: ${product} has no such role.`,
    hint: () => 'Delete it.',
    help: 'The option of the install method is about a site system role that this product does not have.',
  }),
} as const satisfies Record<string, Entry<never>>
