// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'

/** Entries that Windows takes in one address list (MS-FASP 2.2.37). */
const MOST_ENTRIES = 1000
/** REG_SZ data in registry.pol is at most 65,535 bytes (MS-GPREG 2.2.1): 32,766 UTF-16 units and the NUL. */
const LONGEST_STRING = 32_700
/** Room for every field of the rule string but its remote addresses: names, program, fixed fields. */
const lengthWithoutAddresses = (rule: Rule): number =>
  300 +
  rule.displayName.length +
  rule.description.length +
  rule.group.length +
  (rule.program?.length ?? 0) +
  24 * (rule.localPorts.length + rule.remotePorts.length)

/** `RA4=`, an address with a dotted mask at worst, `|`; a keyword is written once a family. */
const tokenLength = (address: string): number => {
  const slash = address.indexOf('/')
  const mask = slash > 0 && !address.includes(':') ? 16 : address.length - Math.max(slash, 0)
  return 5 + (slash > 0 ? slash + 1 : 0) + mask + (/^[A-Za-z]+[46]?$/.test(address) ? address.length + 6 : 0)
}

/** One rule, or as many (`… -1`, `… -2`) as the limits of a rule string ask for. The sum says exactly the same. */
export const splitRule = (rule: Rule): readonly Rule[] => {
  const rules = portParts(rule).flatMap(addressParts)
  return rules.length === 1
    ? rules
    : rules.map((part, index) => ({
        ...part,
        id: `${rule.id}-${index + 1}`,
        displayName: `${rule.displayName} -${index + 1}`,
      }))
}

const portParts = (rule: Rule): readonly Rule[] =>
  chunks(rule.localPorts).flatMap((localPorts) =>
    chunks(rule.remotePorts).map((remotePorts) => ({ ...rule, localPorts, remotePorts })),
  )

const chunks = (list: readonly string[]): readonly (readonly string[])[] =>
  list.length <= MOST_ENTRIES
    ? [list]
    : Array.from({ length: Math.ceil(list.length / MOST_ENTRIES) }, (_, i) =>
        list.slice(i * MOST_ENTRIES, (i + 1) * MOST_ENTRIES),
      )

const addressParts = (rule: Rule): readonly Rule[] => {
  const room = LONGEST_STRING - lengthWithoutAddresses(rule)
  const parts: string[][] = [[]]
  let length = 0
  for (const address of rule.remoteAddresses) {
    const token = tokenLength(address)
    const last = parts.at(-1) as string[]
    if (last.length === MOST_ENTRIES || length + token > room) {
      parts.push([address])
      length = token
    } else {
      last.push(address)
      length += token
    }
  }
  return parts.length === 1 ? [rule] : parts.map((remoteAddresses) => ({ ...rule, remoteAddresses }))
}
