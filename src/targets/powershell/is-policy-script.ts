// SPDX-License-Identifier: MIT

/** What stands in each script of ours, here and there: one of them is left wherever a script was damaged. */
const OWN = ['compiled by Portwright', 'Invoke-Main', 'Invoke-Work', '$end.Code', '-RollbackPath']

/** A script of ours holds its rules as tables; one of an administrator calls New-NetFirewallRule. */
export const isPolicyScript = (text: string): boolean =>
  /^\$(?:rules|group|profiles) = /m.test(text) && OWN.filter((mark) => text.includes(mark)).length >= 2
