// SPDX-License-Identifier: MIT
import { didYouMean, type Entry, error, warning } from '../entry.ts'
import { quote } from '../quote.ts'

type Unknown = { word: string; nearest: string | null }

/** Mistakes in names, references and addresses. */
export const NAMES = {
  'invalid-name': error<{ name: string; what: string; reason: string }>({
    message: ({ name, what, reason }) => `${quote(name)} cannot be the name of ${what}: ${reason}.`,
    help: 'Names are 1 to 200 printable characters without `|`, which ends a field in a Windows Firewall rule. Blanks stand only inside a name.',
  }),
  'reserved-name': error<{ name: string; what: string }>({
    message: ({ name, what }) => `${quote(name)} cannot be the name of ${what}: Windows reserves it for a device.`,
    hint: () => 'Choose another name; no file on Windows can be called so.',
    help: 'con, prn, aux, nul, com0 to com9, lpt0 to lpt9, conin$ and conout$ name devices on Windows, whatever follows after a dot.',
  }),
  'invalid-host-name': error<{ name: string; reason: string; remedy: string | null }>({
    message: ({ name, reason }) => `${quote(name)} is not a DNS name: ${reason}.`,
    hint: ({ remedy }) => remedy,
    help: 'Hosts are DNS names: labels of letters, digits and hyphens, 1 to 63 characters each, 253 in all, compared without case. A single label is fine.',
  }),
  'duplicate-host': error<{ name: string; other: string }>({
    message: ({ name, other }) => `${quote(name)} and ${quote(other)} are the same host.`,
    hint: () => 'Host names are compared without case: merge the two, or rename one.',
    help: 'DNS names are compared without case, so two names that differ in case only are one host.',
  }),
  'ambiguous-name': error<{ name: string; kinds: string }>({
    message: ({ name, kinds }) => `${quote(name)} is the name of ${kinds}.`,
    hint: () => 'Rename one of them, so that it is certain which is meant.',
    help: 'Ends of flows, exceptions and tests name hosts, client groups, networks and roles. A name that means two of them is not guessed.',
  }),
  'unknown-site': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not a site of this estate.`,
    hint: didYouMean,
    help: 'Sites are the keys under `sites`, compared with case.',
  }),
  'unknown-host': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not a host of this estate.`,
    hint: didYouMean,
    help: 'Hosts are the keys under `hosts`, compared without case.',
  }),
  'unknown-network': error<Unknown>({
    message: ({ word }) => `${quote(word)} is neither a network of this estate nor an address.`,
    hint: didYouMean,
    help: 'Name a key under `networks`, or write an address, a network such as 10.10.0.0/16, or a range such as 10.1.0.1-10.1.0.9.',
  }),
  'unknown-end': error<Unknown>({
    message: ({ word }) => `${quote(word)} is no host, client group, network, role or address of this estate.`,
    hint: didYouMean,
    help: 'Ends of a flow are names of hosts, client groups, networks or roles, addresses, or `any`.',
  }),
  'unknown-service': error<Unknown>({
    message: ({ word }) => `${quote(word)} is not a service of this estate.`,
    hint: didYouMean,
    help: 'Services are the keys under `services`: `services: { NAME: { protocol, ports } }`.',
  }),
  'invalid-address': error<{ text: string; reason: string; remedy: string | null }>({
    message: ({ text, reason }) => `${quote(text)} is not an address: ${reason}.`,
    hint: ({ remedy }) => remedy,
    help: 'Addresses are IPv4 or IPv6: 10.0.0.10, 2001:db8::10; networks 10.10.0.0/16; ranges 10.1.0.1-10.1.0.9.',
  }),
  'host-bits-set': error<{ text: string; network: string }>({
    message: ({ text }) => `${quote(text)} is not a network: bits after the prefix are set.`,
    hint: ({ network }) => `Write ${network} for the network, or the address alone for one computer.`,
    help: 'A network is written with its first address. With other bits set it is open whether one address or the whole network is meant.',
  }),
  'not-one-address': error<{ text: string; host: string }>({
    message: ({ text, host }) => `${quote(text)} is more than one address; ${quote(host)} needs single addresses.`,
    hint: () => 'Write the addresses of the host one by one; networks of computers are client groups.',
    help: 'A host has single addresses. Only hosts that stand for remote services (internet, intune …) or devices without Windows Firewall may have networks.',
  }),
  'unusable-address': error<{ text: string; kind: string }>({
    message: ({ text, kind }) => `${quote(text)} is ${kind}: no computer is reached at it.`,
    help: 'Loopback, multicast, broadcast and unspecified addresses never stand for one computer in a firewall rule.',
  }),
  'link-local-address': warning<{ text: string }>({
    message: ({ text }) => `${quote(text)} is a link-local address, valid on one network segment only.`,
    hint: () => 'Use the address under which the computer is reached from other networks.',
    help: 'fe80::/10 and 169.254.0.0/16 exist on every network segment. A rule with such an address rarely says what was meant.',
  }),
  'duplicate-address': error<{ address: string; host: string; other: string }>({
    message: ({ address, host, other }) => `${address} belongs to ${quote(host)} and to ${quote(other)}.`,
    hint: () => 'Give each host its own address, or list the hosts that serve it together under `members`.',
    help: 'No address belongs to two hosts, because a rule could not tell them apart. A name that several hosts serve (listener, cluster) has `members`.',
  }),
  'repeated-address': warning<{ text: string }>({
    message: ({ text }) => `${quote(text)} stands in this list twice.`,
    hint: () => 'Delete one of them.',
    help: 'The same address again changes nothing. Perhaps another one was meant.',
  }),
  'no-address': error<{ what: string }>({
    message: ({ what }) => `${what[0]?.toUpperCase()}${what.slice(1)} has no address.`,
    hint: () => 'Give at least one address; without one no rule can name it.',
    help: 'Every host, network and client group has at least one address.',
  }),
  'own-member': error<{ name: string }>({
    message: ({ name }) => `${quote(name)} cannot be a member of itself.`,
    help: '`members` lists the hosts that serve a shared name: the nodes of a cluster, the replicas behind a listener.',
  }),
  'member-with-members': error<{ name: string }>({
    message: ({ name }) => `${quote(name)} has members of its own and cannot be a member.`,
    hint: () => 'List the hosts themselves.',
    help: '`members` lists hosts that get a policy. A name that is itself served by members gets none.',
  }),
  'policy-name-case': error<{ policy: string; host: string; other: string; written: string }>({
    message: ({ policy, written }) => `The policies ${quote(policy)} and ${quote(written)} differ in case alone.`,
    hint: ({ written }) => `Write ${quote(written)} for both, or choose another name for one.`,
    help: 'Names of policies become names of files and Group Policy objects, which Windows compares without case.',
  }),
  'policy-hosts-differ': error<{ policy: string; host: string; other: string; what: string }>({
    message: ({ policy, host, other, what }) =>
      `${quote(host)} and ${quote(other)} cannot share the policy ${quote(policy)}: they differ in ${what}.`,
    hint: ({ policy }) => `Give one of them a policy of another name, such as ${quote(`${policy} 2`)}.`,
    help: 'Hosts for which the estate names the same policy share it whatever their roles, but have one site, one membership, one domain and the same firewall options.',
  }),
  'policy-name-taken': error<{ policy: string; what: string }>({
    message: ({ policy, what }) => `The policy ${quote(policy)} has the name of another one, that of ${what}.`,
    hint: () => 'Choose another name.',
    help: 'A policy without a name of its own is called after its site and roles, its host or its client group. Two policies cannot have one name.',
  }),
} as const satisfies Record<string, Entry<never>>
