// SPDX-License-Identifier: MIT

import { error, info, type Nothing, warning } from '../entry.ts'
import { groupDigits } from '../group-digits.ts'
import { quote } from '../quote.ts'

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** `16,384 ports (49152-65535)` */
const counted = (range: string): string => {
  const [first = 0, last = first] = range.split('-').map(Number)
  return `${groupDigits(last - first + 1)} ports (${range})`
}

export interface LossParameters {
  readonly target: string
  readonly policies: readonly string[]
  readonly rules: readonly string[]
  readonly field: string
  readonly reason: string
}

const first = (words: readonly string[], what: string): string =>
  `${what} ${words[0]}${words.length > 1 ? ` and ${words.length - 1} more` : ''}`

const unsaid = ({ field, policies, rules, reason }: LossParameters): string => {
  const what = [
    ...(rules.length > 0 ? [first(rules, policies.length === 0 ? 'flow' : 'rule')] : []),
    ...(policies.length > 0 ? [first(policies, 'policy')] : []),
  ]
  return `${field} of ${what.join(', ')}: ${reason}.`
}

/** What a compile finds out: nothing of it is a misspelled word. */
export const COMPILE = {
  'no-firewall-policy': info<{ name: string; kind: 'host' | 'clients' }>({
    message: ({ name }) =>
      `${quote(name)} has no Windows Firewall, so it gets no policy; its addresses still count as a peer.`,
    help: 'Phones, Macs, cloud services, AMT controllers and hosts whose system is not Windows cannot take a Windows Firewall policy.',
  }),
  'local-rules-off': warning<{ services: readonly string[] }>({
    message: ({ services }) =>
      `With local rules off, rules that Configuration Manager and Windows make on a computer themselves stop working${services.length > 0 ? `; this estate relies on ${listed(services)}` : ''}.`,
    hint: () =>
      'Remote control, peer cache, the wake-up proxy and PXE make rules of their own. Test with a pilot group first.',
    help: 'AllowLocalPolicyMerge decides whether rules of the computer itself count beside those of Group Policy.',
  }),
  'no-domain-controller': warning<Nothing>({
    message: () => 'The settings block traffic by default, and the estate names no domain controller to keep open.',
    hint: () => 'Add your domain controllers as hosts with `roles: [domain-controller]`.',
    help: 'Where outbound traffic is blocked by default, a computer that cannot reach its domain controllers loses its domain.',
  }),
  loss: error<LossParameters>({
    message: (parameters) => `${parameters.target} cannot say ${unsaid(parameters)}`,
    hint: ({ target }) =>
      `Leave ${target} out (\`firewall.targets\`, or --target), or accept the loss with --allow-loss.`,
    help: 'A format that cannot say a rule or a setting exactly says so, instead of saying something else. `check` asks every target of the estate; `compile` writes nothing unless the loss is accepted.',
  }),
  'loss-allowed': warning<LossParameters>({
    message: (parameters) => `${parameters.target} does not say ${unsaid(parameters)}`,
    help: 'The loss was accepted with --allow-loss.',
  }),
  'rule-unsayable': error<{ rule: string; field: string; reason: string }>({
    message: ({ rule, field, reason }) => `Windows cannot hold the ${field} of rule ${quote(rule)}: ${reason}`,
    hint: () => 'Change the name, or split the ports or addresses.',
    help: 'Windows Firewall limits the length and the characters of the parts of a rule (MS-FASP 2.2.37).',
  }),
  'rpc-unrestricted': info<{ hosts: number; ranges: readonly string[] }>({
    message: ({ hosts, ranges }) =>
      `Dynamic RPC is not restricted: ${hosts} ${hosts === 1 ? 'host answers its' : 'hosts answer their'} peers on whichever of ${listed(ranges.map(counted))} Windows picks.`,
    hint: () => 'firewall: { rpc: { ports: 20000-20299 } } limits RPC to a range and opens exactly that.',
    help: 'Without a restriction a network firewall has to open 16,384 ports for RPC; Windows Firewall opens those that the endpoint mapper gives out.',
  }),
  'rpc-mixed-systems': info<{ ranges: readonly string[] }>({
    message: ({ ranges }) => `Hosts of different generations answer RPC on different ports: ${listed(ranges)}.`,
    help: 'Windows gives out 49152-65535 since Vista and Server 2008, and 1025-5000 before.',
  }),
  'rpc-range-tight': warning<{ host: string; size: number; roles: number; wanted: number }>({
    message: ({ host, size, roles, wanted }) =>
      `The RPC range of ${quote(host)} has ${size} ports; with ${roles} ${roles === 1 ? 'role' : 'roles'} that answer RPC at least ${wanted} are advisable.`,
    hint: () => 'Choose a larger range; Test-RpcPortRange.ps1 counts what is in use.',
    help: 'System services take ports of the range at every start: 100 for Windows and ten for each role is a cautious size.',
  }),
  'rpc-range-ephemeral': info<{ range: string; usual: string }>({
    message: ({ range, usual }) =>
      `The RPC range ${range} lies in the range ${usual} from which Windows takes ports for outgoing connections.`,
    hint: () => 'A range below it, such as 20000-20299, never meets one.',
    help: 'It works: Windows passes over a port that is in use. With a small range, outgoing connections can take ports that a listener then misses.',
  }),
  'rpc-restart-first': info<Nothing>({
    message: () =>
      'RPC range: first the registry values, then a restart, then the rules. A rule for the range that comes before the restart closes the ports in use until then.',
    hint: () => 'rules: both bridges the time until the restart.',
    help: 'RPC listeners move into the range only when the computer starts with the values set (KB 154596).',
  }),
  'service-broker-assumed': warning<{ host: string; port: string }>({
    message: ({ host, port }) =>
      `SQL Server on ${quote(host)} replicates with another site; no Service Broker port is given, so ${port} is assumed.`,
    hint: () => 'Give `serviceBroker`, the port of the endpoint ConfigMgrEndpoint (sys.tcp_endpoints).',
    help: 'Sites of a hierarchy replicate their databases over SQL Server Service Broker; its port is a setting of SQL Server.',
  }),
  'wfp-block-both-ways': warning<Nothing>({
    message: () =>
      '`wfp.defaultBlock` blocks in both directions, and the rules of this estate are inbound only: a computer with the filters can start no connection.',
    hint: () => 'Set `firewall: { direction: both }`, or leave `defaultBlock` out.',
    help: 'The block of lowest weight stands at all four layers of the Windows Filtering Platform, outbound ones too.',
  }),
  'policy-test-failed': error<{
    from: string
    to: string
    packet: string
    expect: 'allow' | 'deny'
    passes: 'all' | 'some' | 'none'
    rules: readonly string[]
    reasons: readonly string[]
  }>({
    message: ({ from, to, packet, expect, passes, rules, reasons }) =>
      expect === 'allow'
        ? `${packet} from ${quote(from)} to ${quote(to)} has to pass, but ${passes === 'some' ? 'passes only for some of the addresses' : 'does not'}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}.`
        : `${packet} from ${quote(from)} to ${quote(to)} must not pass, but ${passes === 'some' ? 'does for some of the addresses' : 'does'}${rules.length > 0 ? `, because of ${rules.map(quote).join(' and ')}` : ''}.`,
    help: 'The estate’s own `tests` say what has to pass and what must not; a compile that breaks one of them writes nothing.',
  }),
} as const
