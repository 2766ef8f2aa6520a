// SPDX-License-Identifier: MIT

import * as z from 'zod'
import { PROFILES } from '../../formats/rule/rule.ts'
import { TARGET_WORDS } from '../../targets/target-names.ts'
import { flag, keys, listOf, oneOrMore, portList, text, word } from './vocabulary.ts'

const rpcKeys = {
  ports: portList.describe('Range that dynamic RPC is limited to, such as 50000-50199, or a list of ranges'),
  rules: word(['range', 'keyword', 'both'])
    .describe('What inbound rules open (default range); both bridges the time until the restart')
    .optional(),
}
const LIMITS = 'Limits dynamic RPC to a range; left out, it stays unrestricted'
const rpcSchema = keys('rpc', rpcKeys).describe(LIMITS)
const estateRpcSchema = keys('rpc', {
  ...rpcKeys,
  on: oneOrMore
    .describe(
      'Whom the range is for: hosts, client groups, roles, or all (default: hosts with site system or server roles)',
    )
    .optional(),
}).describe(LIMITS)

const hostKeys = {
  profiles: listOf(word(PROFILES)).describe('Profiles that the rules apply to (default domain)').optional(),
  direction: word(['inbound', 'both']).describe('inbound (default), or both for outbound rules too').optional(),
  remote: word(['peers', 'any']).describe('Remote addresses of inbound rules: the peers (default), or any').optional(),
  rpc: rpcSchema.optional(),
}

const action = word(['allow', 'block'])
const target = word(TARGET_WORDS, 'unknown-target')

export const settingsSchema = keys('settings', {
  enabled: flag.describe('Windows Firewall is on').optional(),
  defaultInbound: action.describe('What happens to inbound connections that no rule names').optional(),
  defaultOutbound: action.describe('What happens to outbound connections that no rule names').optional(),
  localRules: flag.describe('Rules of the computer itself count too').optional(),
  localConnectionSecurityRules: flag.describe('Connection security rules of the computer itself count too').optional(),
  notifications: flag.describe('The user is told when a program is blocked').optional(),
  unicastResponse: flag.describe('Unicast answers to multicast and broadcast are let in').optional(),
  logDropped: flag.describe('Log dropped packets').optional(),
  logAllowed: flag.describe('Log allowed connections').optional(),
  logFile: text.describe('Path of the log file').optional(),
  logSize: z.int().min(1).max(32767).describe('Largest size of the log file in KB').optional(),
}).describe('Settings of the profiles; left out: rules only, no profile setting is touched')

export const hostFirewallSchema = keys('the firewall of a host', hostKeys)

export const firewallSchema = keys('firewall', {
  ...hostKeys,
  rpc: estateRpcSchema.optional(),
  scope: word(['host', 'role-set']).describe('One policy a host, or one a set of roles (default role-set)').optional(),
  targets: z
    .union([target, listOf(target)])
    .describe('What a compile writes: formats and engines, or all (default the formats of Windows itself, and csv)')
    .optional(),
  settings: settingsSchema.optional(),
})
