// SPDX-License-Identifier: MIT
import * as z from 'zod'
import { date, flowPortList, keys, oneOrMore, text, word } from './vocabulary.ts'

const protocol = word(['tcp', 'udp', 'icmp'])

const responsible = {
  reason: text.describe('Why; stands in every report').optional(),
  owner: text.describe('Who answers for it').optional(),
  ticket: text.describe('Number of the request or change').optional(),
  expires: date.describe('Last day, 2026-12-31; a warning from 30 days before, an error after').optional(),
}

export const acknowledgementSchema = keys('an acknowledgement', {
  code: text.describe('Code of the warning'),
  about: text.describe('What the warning is about: a name that it names, or a path of this file such as networks.hq'),
  reason: text.describe('Why it is accepted'),
  owner: text.describe('Who answers for it'),
  until: date.describe('Last day, 2026-12-31; then the warning is back').optional(),
})

export const serviceSchema = keys('a service', {
  protocol,
  ports: flowPortList.describe('A port, a range, dynamic (dynamic RPC), or a list of them; none for ICMP').optional(),
})

export const ownFlowSchema = keys('a flow', {
  name: text.describe('Name in reports and rules'),
  from: oneOrMore.describe('Hosts, client groups, networks, roles, addresses, or any'),
  to: oneOrMore.describe('Hosts, client groups, networks, roles, addresses, or any'),
  protocol: protocol.optional(),
  ports: flowPortList.describe('A port, a range, dynamic (dynamic RPC), or a list of them; none for ICMP').optional(),
  service: text.describe('Name of a service under `services`, instead of protocol and ports').optional(),
  ...responsible,
})

export const exceptionSchema = keys('an exception', {
  flow: z
    .union([
      z.string(),
      keys('the flow of an exception', {
        from: text.describe('Role that the flow starts from'),
        to: text.describe('Role that the flow leads to'),
        service: text.describe('Service as the catalogue names it, such as SMB').optional(),
      }),
    ])
    .describe('Id of a catalogue flow, or from, to and service'),
  ...responsible,
})

export const testSchema = keys('a test', {
  allow: text
    .describe('FROM -> TO PORT/PROTOCOL that has to pass; `except [A, B]` behind it leaves senders out')
    .optional(),
  deny: text
    .describe('FROM -> TO PORT/PROTOCOL that must not pass; `except [A, B]` behind it leaves senders out')
    .optional(),
})
