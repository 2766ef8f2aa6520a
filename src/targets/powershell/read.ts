// SPDX-License-Identifier: MIT
import { readNamedParameters } from '../../formats/named-parameters/read-named-parameters.ts'
import { profileValues } from '../../formats/registry-pol/profile-values.ts'
import type { Loss } from '../../formats/rule/loss.ts'
import type { ProfileSettings } from '../../formats/rule/profile-settings.ts'
import type { RegistryValue } from '../../formats/rule/registry-value.ts'
import { PROFILES } from '../../formats/rule/rule.ts'
import type { OutputFile, ReadArtifact } from '../target.ts'
import { type Literal, readLiteral } from './read-literal.ts'

/** The literal that stands after `$name = ` at the start of a line; no text in the script contains a line end. */
const assigned = (text: string, name: string): Literal => {
  const [found, ...more] = [...text.matchAll(new RegExp(`^\\$${name} = `, 'gm'))]
  if (found === undefined || more.length > 0) throw new Error(`the script does not set $${name} once`)
  const { value, end } = readLiteral(text, found.index + found[0].length)
  if (!/^\r?\n/.test(text.slice(end, end + 2))) throw new Error(`$${name} is more than a literal`)
  return value
}

const tables = (value: Literal): readonly Readonly<Record<string, Literal>>[] => {
  if (!Array.isArray(value)) throw new Error('a list of hashtables was asked for')
  return value.map((item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) throw new Error('not a hashtable')
    return item as Readonly<Record<string, Literal>>
  })
}

const readProfile = (given: Readonly<Record<string, Literal>>, losses: Loss[]): readonly RegistryValue[] => {
  const { Name, ...left } = given
  const rest = new Map(Object.entries(left))
  const take = <T>(name: string, read: (text: string) => T | undefined): T | null => {
    const value = rest.get(name)
    if (value === undefined) return null
    const known = typeof value === 'string' || typeof value === 'number' ? read(String(value)) : undefined
    if (known !== undefined) rest.delete(name)
    return known ?? null
  }
  const flag = (text: string): boolean | undefined => ({ true: true, false: false })[text.toLowerCase()]
  const action = (text: string): 'allow' | 'block' | undefined =>
    (({ allow: 'allow', block: 'block' }) as const)[text.toLowerCase()]
  const settings: ProfileSettings = {
    enabled: take('Enabled', flag),
    defaultInbound: take('DefaultInboundAction', action),
    defaultOutbound: take('DefaultOutboundAction', action),
    localRules: take('AllowLocalFirewallRules', flag),
    localConnectionSecurityRules: take('AllowLocalIPsecRules', flag),
    notifications: take('NotifyOnListen', flag),
    unicastResponse: take('AllowUnicastResponseToMulticast', flag),
    logFile: take('LogFileName', (text) => text),
    logSize: take('LogMaxSizeKilobytes', (text) => (/^\d+$/.test(text) ? Number(text) : undefined)),
    logDropped: take('LogBlocked', flag),
    logAllowed: take('LogAllowed', flag),
  }
  const profile = PROFILES.find((name) => name === String(Name).toLowerCase())
  if (profile === undefined) losses.push({ rule: null, field: 'Name', reason: `there is no profile ${String(Name)}` })
  for (const field of rest.keys()) losses.push({ rule: null, field, reason: 'the profile setting was not understood' })
  return profile === undefined ? [] : profileValues([profile], settings)
}

/** Reads the tables of the script, never its code. Profile settings come as the registry values of a GPO. */
export const readPolicyScript = (files: readonly OutputFile[]): ReadArtifact => {
  const losses: Loss[] = []
  const scripts = files
    .filter(({ path }) => path.toLowerCase().endsWith('.ps1'))
    .map(({ bytes }) => new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  if (scripts.length === 0) losses.push({ rule: null, field: 'files', reason: 'there is no script' })
  const rules = scripts.flatMap((text) => {
    const group = assigned(text, 'group')
    return tables(assigned(text, 'rules')).map((table) => {
      const { rule, issues } = readNamedParameters({ ...table, Group: group })
      losses.push(...issues.map((issue) => ({ rule: rule.id, ...issue })))
      return rule
    })
  })
  const registry = scripts.flatMap((text) =>
    tables(assigned(text, 'profiles')).flatMap((table) => readProfile(table, losses)),
  )
  return { rules, registry, losses }
}
