// SPDX-License-Identifier: MIT

export const SYNCML = 'SYNCML:SYNCML1.2'
export const METINF = 'syncml:metinf'
export const RULES_NODE = './Vendor/MSFT/Firewall/MdmStore/FirewallRules'

const GUID = /^[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}$/

/** The name of a rule's node: no part of it means something in an address. */
export const nodeName = (id: string): string => encodeURIComponent(id.replace(/^\{([0-9A-F-]{36})\}$/, '$1'))

/** The id of the rule with that node; null where the name is damaged. */
export const nodeId = (name: string): string | null => {
  try {
    const id = decodeURIComponent(name)
    return GUID.test(id) ? `{${id}}` : id
  } catch {
    return null
  }
}
