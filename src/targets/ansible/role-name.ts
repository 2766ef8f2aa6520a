// SPDX-License-Identifier: MIT

export const ROLE = 'portwright_firewall'
/** Variables of a role begin with its name. */
export const POLICY_VARIABLE = `${ROLE}_policy`
