// SPDX-License-Identifier: MIT
import { type Entry, error, info, type Nothing, warning } from '../entry.ts'
import { quote } from '../quote.ts'

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** `a, b, c and 4 more` */
const some = (words: readonly string[], most = 4): string =>
  words.length <= most ? listed(words) : `${words.slice(0, most).join(', ')} and ${words.length - most} more`

/** What is said about the edges of a domain: membership, the internet, wide networks, whom a restriction is for. */
export const EDGES = {
  'domain-in-workgroup': error<{ domain: string }>({
    message: ({ domain }) => `A workgroup computer is a member of no domain, so ${quote(domain)} cannot be its domain.`,
    hint: () => 'Delete `domain`, or write `membership: domain`.',
    help: 'Computers in a workgroup have no domain controller and no Group Policy.',
  }),
  'domain-profile-in-workgroup': error<Nothing>({
    message: () => 'The profile “domain” never applies to a workgroup computer.',
    hint: () => 'Write `profiles: [private, public]`, or leave `profiles` out.',
    help: 'Windows takes the domain profile only on a network where it reaches a domain controller of its own domain.',
  }),
  'no-only-proxy': error<{ proxies: readonly string[] }>({
    message: ({ proxies }) =>
      proxies.length === 0
        ? '`proxy: true` needs a host that is a proxy server, and the estate has none.'
        : `\`proxy: true\` means the only proxy server of the estate, which has ${proxies.length}.`,
    hint: ({ proxies }) =>
      proxies.length === 0
        ? 'Give a host the role `proxy-server`, or delete `proxy`.'
        : `Name one of them: ${some(proxies.map(quote))}.`,
    help: 'A host with `proxy` opens its connections to the internet through that server alone, on its one port.',
  }),
  'not-a-proxy': error<{ host: string; proxies: readonly string[] }>({
    message: ({ host }) => `${quote(host)} is no proxy server.`,
    hint: ({ proxies }) =>
      proxies.length === 0 ? 'Give it the role `proxy-server`.' : `Name one that is: ${some(proxies.map(quote))}.`,
    help: '`proxy` names a host that holds the role `proxy-server`.',
  }),
  'no-relays': error<{ host: string; site: string | null }>({
    message: ({ host, site }) =>
      `${quote(host)} takes the first packet of a network boot from DHCP relays alone, and no network of clients ${site === null ? '' : `of site ${quote(site)} `}names any.`,
    hint: () =>
      'Write the network as `{ addresses: […], relays: […] }`, and name it in the client group; or leave `pxeFrom` out.',
    help: 'A computer that starts from the network has no address yet: its first packet comes from 0.0.0.0, or through the relay (IP helper) of its network.',
  }),
  'any-network': error<{ name: string; membership: string }>({
    message: ({ name, membership }) =>
      `${quote(name)} has the membership ${membership}; only internet clients may be on any network.`,
    hint: () => 'Name its networks, or write `membership: internet`.',
    help: 'A group that may be anywhere opens what it reaches to every address. Internet clients reach roles with `internetFacing` alone.',
  }),
  'any-in-list': error<Nothing>({
    message: () => '“any” stands alone, not in a list.',
    hint: () => 'Write `networks: any`.',
    help: '`networks: any` says that internet clients may be anywhere.',
  }),
  'whole-internet': error<{ word: string }>({
    message: ({ word }) => `${quote(word)} is every address of its family.`,
    hint: () => 'Write `networks: any`.',
    help: 'Internet clients that may be anywhere have `networks: any`; rules then say “Any”, for IPv4 and IPv6 alike.',
  }),
  'network-very-wide': warning<{ text: string; opens: readonly string[] }>({
    message: ({ text, opens }) =>
      `${quote(text)} is a very wide network. ${opens.length === 0 ? 'It opens nothing yet.' : `It opens ${some(opens, 6)}.`}`,
    hint: () =>
      'Name the networks that the computers really are in. Clients on the internet are a group with `membership: internet` and `networks: any`.',
    help: 'Wider than an IPv4 /8 or an IPv6 /16, a network rarely is one’s own, and every rule for it opens a port to strangers.',
  }),
  'nothing-to-talk-to': warning<{ what: string; lacks: string; remedy: string | null }>({
    message: ({ what, lacks }) => `${what} ${lacks}.`,
    hint: ({ remedy }) => remedy,
    help: 'Nothing in the estate answers, so no rule is made, and on the network nothing will work. Either something is missing in the estate, or the role is not needed.',
  }),
  'not-managed': info<{ name: string }>({
    message: ({ name }) =>
      `Others look after the firewall of ${quote(name)}, so it gets no policy; it counts as a peer.`,
    help: '`managed: false` says so. The rules of the others name its addresses; what it has to let in stands in the list of flows.',
  }),
  'no-group-policy': info<{ name: string }>({
    message: ({ name }) =>
      `${quote(name)} is in a workgroup, which no Group Policy reaches: its policy is no Group Policy backup.`,
    hint: () => 'Use the scripts in powershell/, netsh/ or dsc/ on it.',
    help: 'Group Policy Objects are applied by members of a domain alone.',
  }),
  'old-windows-firewall': warning<{ name: string; system: string }>({
    message: ({ name, system }) =>
      `${quote(name)} runs ${system}, which has no Windows Firewall with Advanced Security: it gets no policy.`,
    hint: () =>
      'Set its firewall by hand (netsh firewall) after the list of flows, or with a firewall on the network; its addresses still count as a peer.',
    help: 'Rules of Group Policy, netsh advfirewall, PowerShell, DSC and the Windows Filtering Platform exist since Windows Vista and Server 2008. Every file for an older system would be without effect there.',
  }),
  'several-ports': info<{ key: string; ports: readonly string[] }>({
    message: ({ key, ports }) => `${quote(key)} has ${ports.length} ports, ${listed(ports)}: all of them are open.`,
    hint: () => 'Delete the old one when the change is through.',
    help: 'A list of ports is for the time of a change, when some computers use the old port and others the new one.',
  }),
  'rpc-on-unknown': error<{ word: string }>({
    message: ({ word }) => `${quote(word)} is no host, client group or role, so it cannot be restricted.`,
    hint: () => 'Name hosts, client groups, roles, or `all`.',
    help: '`firewall.rpc.on` says whose dynamic RPC is limited to the range.',
  }),
  'rpc-on-nobody': warning<Nothing>({
    message: () => 'The RPC range is for nobody: no host of the estate is restricted by it.',
    hint: () => 'Name hosts, client groups or roles under `on`, or `on: all`.',
    help: 'Left out, `on` means the hosts that hold a site system role or a server role, and no domain controller.',
  }),
  'rpc-on-domain-controller': warning<{ host: string }>({
    message: ({ host }) => `${quote(host)} is a domain controller, and its dynamic RPC is restricted.`,
    hint: () =>
      'Every member of its domain uses this RPC: choose a large range, and test replication and sign-in first.',
    help: 'Domain controllers are restricted only where they are named. Microsoft describes fixed ports for their services as another way.',
  }),
  'rpc-not-on': info<{ hosts: readonly string[] }>({
    message: ({ hosts }) => `Outside of the RPC range, with Windows’ own dynamic ports: ${some(hosts)}.`,
    hint: () => 'firewall: { rpc: { on: [NAME] } } names whom the range is for.',
    help: 'The range of the estate is for site systems and servers of Configuration Manager unless `on` says otherwise; firewalls on the network have to know the other ports too.',
  }),
  'policy-test-undecided': error<{ from: string; to: string; reason: string }>({
    message: ({ from, to, reason }) => `The test from ${quote(from)} to ${quote(to)} decides nothing: ${reason}.`,
    hint: () => 'Name computers that get a policy of this estate.',
    help: 'A test that no policy answers would pass whatever the rules say, so it fails.',
  }),
  'policy-test-partial': warning<{ to: string; without: readonly string[] }>({
    message: ({ to, without }) =>
      `The test says nothing of ${some(without)}: ${without.length === 1 ? 'it is' : 'they are'} part of ${quote(to)} and ${without.length === 1 ? 'gets' : 'get'} no policy.`,
    help: 'Of a role, a network or a site, a test asks the computers that get a policy of this estate.',
  }),
} as const satisfies Record<string, Entry<never>>
