// SPDX-License-Identifier: MIT
import { count } from '../count.ts'
import { type Entry, info, type Nothing, warning } from '../entry.ts'
import { quote } from '../quote.ts'

export interface Related {
  readonly rule: string
  readonly by: readonly string[]
}

const MOST_NAMES = 3

/** Names in quotes: `“a”`, `“a” and “b”`, `“a”, “b”, “c” and 4 more`. */
const names = (list: readonly string[]): string => {
  const shown = list.slice(0, MOST_NAMES)
  const rest = list.length - shown.length
  const words = rest > 0 ? [...shown, `${rest} more`] : shown
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

const those = ({ by }: Related): string => (by.length === 1 ? 'that rule' : 'those rules')

/** Faults of sets of rules, whoever made them. */
export const LINT = {
  'rule-shadowed': warning<Related>({
    message: ({ rule, by }) =>
      by.length === 1
        ? `${rule} lets nothing through that ${names(by)} does not let through as well.`
        : `${rule} lets nothing through that ${names(by)} together do not let through as well.`,
    hint: (related) =>
      `Remove ${related.rule}, which closes nothing as long as ${those(related)} ${related.by.length === 1 ? 'stays' : 'stay'}; or narrow ${those(related)}, if so much was not meant.`,
    help: 'Another allow, or several together, let all packets of this rule through. It looks like a restriction and is none; whoever removes it closes nothing.',
  }),
  'rule-duplicate': warning<Related>({
    message: ({ rule, by }) => `${rule} means the same as ${names(by)}.`,
    hint: () => 'Keep one of the two: whoever removes or narrows only one changes nothing.',
    help: 'Two enabled rules with the same action are for exactly the same packets, however each of them is written.',
  }),
  'rule-blocked': warning<Related>({
    message: ({ rule, by }) =>
      `${rule} lets nothing through: ${names(by)} ${by.length === 1 ? 'blocks' : 'block'} all of its packets.`,
    hint: (related) => `Windows takes a block before any allow. Remove ${related.rule}, or narrow ${those(related)}.`,
    help: 'Every packet that this rule allows is blocked by other rules, and a block goes before an allow, so the rule does nothing.',
  }),
  'rule-partly-blocked': info<Related>({
    message: ({ rule, by }) =>
      `${names(by)} ${by.length === 1 ? 'blocks' : 'block'} some of the packets that ${rule} allows.`,
    hint: ({ rule }) =>
      `If that is meant, nothing is to be done; else narrow the block. ${rule} opens less than it says.`,
    help: 'A block goes before an allow. Where the two meet in part, the allow opens less than it says.',
  }),
  'rule-any-any': warning<{ rule: string }>({
    message: ({ rule }) => `${rule} lets any address in on every port, whatever program listens.`,
    hint: () => 'Name the ports and the addresses that need them, or at least the program.',
    help: 'An inbound allow without ports, addresses, program or service turns the firewall off for what it covers.',
  }),
  'rule-any-remote': warning<{ rule: string; ports: readonly string[] }>({
    message: ({ rule, ports }) => `${rule} lets any address reach ${ports.join(', ')}.`,
    hint: () => 'Name the addresses or networks that administrate, or read these data.',
    help: 'Ports by which a computer is managed or its data read (SMB, RPC, Remote Desktop, WinRM, SQL Server, remote control) are what attackers try first. They should be open to those who need them alone.',
  }),
  'rule-rpc-unrestricted': warning<{ rule: string; opened: string; ports: readonly string[] }>({
    message: ({ rule, opened, ports }) =>
      `${rule} opens ${opened === 'RPC' ? 'dynamic RPC on whatever port it takes' : `the whole dynamic range ${opened}`}, but these computers keep it within ${ports.join(', ')}.`,
    hint: ({ ports }) =>
      `Open TCP ${ports.join(', ')} instead, once every computer was restarted with the restriction.`,
    help: 'The registry limits dynamic RPC to a range of ports. A rule that still opens it everywhere makes the restriction worthless at the firewall.',
  }),
  'rule-no-effect': warning<{ rule: string }>({
    message: ({ rule }) => `No packet can match ${rule}.`,
    hint: () =>
      'Look at its addresses and protocol: a packet has one family at both ends, ports belong to TCP and UDP, types to ICMP.',
    help: 'The conditions of the rule exclude each other, such as a local IPv4 address with a remote IPv6 one. Windows takes such a rule and it never does anything.',
  }),
  'rule-disabled-copy': warning<Related>({
    message: ({ rule, by }) => `${rule} is disabled and means the same as ${names(by)}, which is enabled.`,
    hint: ({ rule }) => `Remove ${rule}: that it is disabled closes nothing.`,
    help: 'Whoever reads the disabled rule believes that its packets are stopped, while another rule lets them through.',
  }),
  'rule-edge-traversal': warning<{ rule: string }>({
    message: ({ rule }) =>
      `${rule} lets packets in that reached the computer through a tunnel past the edge of the network.`,
    hint: () => 'Set edge traversal to block, unless the program is meant to be reached from the internet over Teredo.',
    help: 'Edge traversal takes packets that came through IPv6 tunnels such as Teredo, past translation and firewalls at the edge of the network.',
  }),
  'rule-stale': warning<{ rule: string; policy: string | null }>({
    message: ({ rule, policy }) =>
      policy === null
        ? `${rule} was made by Portwright for something that the estate no longer asks for.`
        : `${rule} was made by Portwright for the policy ${quote(policy)}, which the estate no longer has.`,
    hint: () => 'Install the policy as it is compiled now: that takes its old rules away. Or remove the rule by hand.',
    help: 'The rule carries the group of a policy of this estate, but the estate gives no such rule today: its flow or its whole policy is gone.',
  }),
  'rule-uncovered': warning<{ rule: string; of: string | null; first: string; more: number }>({
    message: ({ rule, of, first, more }) =>
      `${rule} opens what no flow of ${of ?? 'the estate'} asks for: ${first}${more > 0 ? ` and ${more} more` : ''}.`,
    hint: () => 'Remove or narrow the rule; or say in the estate, under `flows`, who needs it and why.',
    help: 'The estate knows who talks to whom. This rule lets in packets that none of its flows is about. Profiles, programs and services are left out of account: a flow knows none.',
  }),
  'filters-weighed': info<Nothing>({
    message: () => 'Weights decide between these filters, so it is not judged which of them cover or block others.',
    help: 'In the Windows Filtering Platform sublayers and weights say which filter is asked first. A block before an allow holds for the rules of Windows Firewall alone.',
  }),
  'rules-not-read': info<{ count: number; path: string }>({
    message: ({ count: all }) =>
      `${count(all, 'thing')} in this file ${all === 1 ? 'was' : 'were'} not understood and ${all === 1 ? 'is' : 'are'} not judged.`,
    hint: ({ path }) => `\`portwright read ${path}\` lists what is missing.`,
    help: 'What a reader does not understand is a loss, never a guess. A rule that is missing here may cover, contradict or open anything.',
  }),
  'windows-rules-counted': info<{ count: number; codes: readonly (readonly [code: string, count: number])[] }>({
    message: ({ count: all, codes }) =>
      `${count(all, 'finding')} about rules of Windows’ own groups ${all === 1 ? 'is' : 'are'} not listed: ${codes.map(([code, number]) => `${number} × ${code}`).join(', ')}.`,
    hint: () => '--all lists them.',
    help: 'Rules whose group is a text of a Windows file came with Windows or a package. They are counted, so that the rules that people made are seen.',
  }),
} as const satisfies Record<string, Entry<never>>
