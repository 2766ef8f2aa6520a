// SPDX-License-Identifier: MIT
import { type Entry, error, type Nothing, warning } from '../entry.ts'
import { quote } from '../quote.ts'

const info = <P>(value: Omit<Entry<P>, 'severity'>): Entry<P> => ({ severity: 'info', ...value })
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

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
  loss: error<{ path: string; rule: string | null; field: string; reason: string }>({
    message: ({ path, rule, field, reason }) =>
      `${path} cannot say ${field}${rule === null ? '' : ` of rule ${rule}`}: ${reason}`,
    hint: () => 'Leave the target out with --target, or accept the loss with --allow-loss.',
    help: 'A format that cannot say a rule exactly says so, instead of saying something else.',
  }),
  'loss-allowed': warning<{ path: string; rule: string | null; field: string; reason: string }>({
    message: ({ path, rule, field, reason }) =>
      `${path} does not say ${field}${rule === null ? '' : ` of rule ${rule}`}: ${reason}`,
    help: 'The loss was accepted with --allow-loss.',
  }),
  'rule-unsayable': error<{ rule: string; field: string; reason: string }>({
    message: ({ rule, field, reason }) => `Windows cannot hold the ${field} of rule ${quote(rule)}: ${reason}`,
    hint: () => 'Change the name, or split the ports or addresses.',
    help: 'Windows Firewall limits the length and the characters of the parts of a rule (MS-FASP 2.2.37).',
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
  'output-in-use': error<{ path: string }>({
    message: ({ path }) =>
      `The output folder holds a file ${quote(path)} that Portwright did not write and would have to replace.`,
    hint: () => 'Move the file away, or choose another folder with --out.',
    help: 'Files that Portwright did not write are never deleted or replaced.',
  }),
} as const
