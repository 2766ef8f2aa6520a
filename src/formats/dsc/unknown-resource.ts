// SPDX-License-Identifier: MIT
import { type DscContent, faultContent, NO_CONTENT } from './dsc-content.ts'

/** Properties that firewall rules, profiles and registry values have, and hardly another resource. */
const OURS = new Set(
  'rules localport remoteport remoteaddress localaddress icmptype defaultinboundaction allowlocalfirewallrules valuename'.split(
    ' ',
  ),
)

/** Whether a word is a property that a rule, a profile or a registry value has. */
export const isOurProperty = (name: string): boolean => OURS.has(name.toLowerCase())

/** A resource of another kind says nothing about a firewall; one with the properties of a rule does, and is not read. */
export const unknownResource = (type: string, properties: readonly string[]): DscContent =>
  properties.some(isOurProperty)
    ? faultContent(type, 'is a resource that is not known here, with the properties of a rule')
    : NO_CONTENT
