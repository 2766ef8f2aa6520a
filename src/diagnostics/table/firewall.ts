// SPDX-License-Identifier: MIT
import { didYouMean, type Entry, error, warning } from '../entry.ts'
import { quote } from '../quote.ts'

/** Mistakes in ports, firewall options, and the user's own flows and tests. */
export const FIREWALL = {
  'invalid-port': error<{ text: string; reason: string; remedy: string | null }>({
    message: ({ text, reason }) => `${quote(text)} is not a port: ${reason}.`,
    hint: ({ remedy }) => remedy,
    help: 'Ports are whole numbers from 1 to 65535; ranges are written 50000-50199, the smaller number first.',
  }),
  'rpc-port-too-low': error<{ text: string }>({
    message: ({ text }) => `The range ${text} reaches below port 5001.`,
    hint: () => 'Choose a range from 5001 on, such as 50000-50199.',
    help: 'Microsoft asks to keep ports below 5001 out of the RPC range: other programs use them.',
  }),
  'rpc-range-too-small': error<{ count: number }>({
    message: ({ count }) => `Together these are ${count} ports; dynamic RPC needs at least 100.`,
    hint: () => 'Choose a larger range, such as 50000-50199.',
    help: 'System services take dynamic ports from this range at every start. Microsoft asks for at least 100.',
  }),
  'rpc-range-overlap': warning<{ text: string; other: string }>({
    message: ({ text, other }) => `The ranges ${other} and ${text} overlap and are read as one.`,
    help: 'Ports that two ranges share count once.',
  }),
  'static-port-in-rpc-range': error<{ port: string; what: string; owner: string; more: number; range: string }>({
    message: ({ port, what, owner, more, range }) =>
      `Port ${port} (${what}) of ${owner}${more > 0 ? ` and ${more} more` : ''} lies inside the RPC range ${range}.`,
    hint: () => 'Move the range or the port: RPC could take the port before its service starts.',
    help: 'Windows gives ports of the RPC range to whatever asks first. A service with a fixed port inside it fails to start one day.',
  }),
  'management-needed': error<{ setting: string }>({
    message: ({ setting }) => `${setting} needs \`management\`, so that nobody is locked out.`,
    hint: () => 'Name the hosts or networks where administrators sit: `management: [10.9.0.0/24]`.',
    help: 'Where everything else is blocked, WinRM, RDP and ICMP stay open for the hosts and networks under `management`.',
  }),
  'setting-out-of-range': error<{ key: string; value: string; range: string }>({
    message: ({ key, value, range }) => `${quote(key)} is ${value}; possible is ${range}.`,
    help: 'Windows Firewall refuses other values.',
  }),
  'networkingdsc-version': error<{ version: string }>({
    message: ({ version }) => `${quote(version)} is not a version of NetworkingDsc that can be used.`,
    hint: () => 'Write 8.0.0 or later, such as 9.1.0.',
    help: 'The configuration is written for the resource module NetworkingDsc from 8.0.0 on.',
  }),
  'invalid-flow': error<{ reason: string; remedy: string | null }>({
    message: ({ reason }) => `${reason}.`,
    hint: ({ remedy }) => remedy,
    help: 'A flow of your own names either `service`, or `protocol` with `ports`; ICMP has no ports.',
  }),
  'reason-missing': error<{ text: string }>({
    message: ({ text }) => `${quote(text)} is no reason: nobody has written yet why this is needed.`,
    hint: () => 'Write the reason, or delete the entry.',
    help: 'Commands that propose flows leave the reason open, so that nobody takes them over unread.',
  }),
  'duplicate-flow': error<{ name: string }>({
    message: ({ name }) => `Two flows have the name ${quote(name)}.`,
    hint: () => 'Rename one of them.',
    help: 'Reports and rules name a flow by its name.',
  }),
  'unknown-flow': error<{ word: string; product: string; nearest: string | null }>({
    message: ({ word, product }) => `${quote(word)} is not a flow of the ${product} catalogue.`,
    hint: didYouMean,
    help: '`portwright catalog` lists the flows with their ids.',
  }),
  'exception-without-match': error<{ from: string; to: string; service: string | null; known: readonly string[] }>({
    message: ({ from, to, service }) =>
      `The catalogue has no flow from ${quote(from)} to ${quote(to)}${service === null ? '' : ` with the service ${quote(service)}`}.`,
    hint: ({ known }) => (known.length === 0 ? null : `Services between the two: ${known.join(', ')}.`),
    help: 'An exception that matches nothing would hide a misspelling.',
  }),
  'invalid-date': error<{ text: string }>({
    message: ({ text }) => `${quote(text)} is not a date.`,
    hint: () => 'Write year-month-day, such as 2026-12-31.',
    help: 'Dates are written as in ISO 8601: four digits for the year, two for month and day.',
  }),
  expired: error<{ what: string; date: string }>({
    message: ({ what, date }) => `${what} expired on ${date}.`,
    hint: () => 'Remove it, or agree on a new date with its owner.',
    help: 'What has a date of expiry is not compiled after it, so that temporary rules do not stay.',
  }),
  'expires-soon': warning<{ what: string; date: string; days: number }>({
    message: ({ what, date, days }) =>
      `${what} expires ${days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`} (${date}).`,
    hint: () => 'Ask its owner whether it is still needed.',
    help: 'From 30 days before the date of expiry a warning reminds of it.',
  }),
  'invalid-test': error<{ reason: string }>({
    message: ({ reason }) => `This test cannot be read: ${reason}.`,
    hint: () => 'Write `- allow: workstations -> cm01.contoso.test 443/tcp`.',
    help: 'A policy test says `allow` or `deny`, then who talks to whom on which port.',
  }),
  'invalid-text': error<{ key: string; reason: string }>({
    message: ({ key, reason }) => `${quote(key)} cannot be used: ${reason}.`,
    help: 'Text that goes into rules and reports consists of printable characters.',
  }),
} as const satisfies Record<string, Entry<never>>
