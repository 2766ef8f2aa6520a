// SPDX-License-Identifier: MIT

/** A name that PowerShell takes for a configuration: letters, digits and `_`, a letter first. */
export const configurationName = (policyId: string): string =>
  `FirewallPolicy_${policyId.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '')}`
