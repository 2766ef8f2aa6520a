// SPDX-License-Identifier: MIT

/** What a compile can write, in the order in which it is written. */
export const TARGET_NAMES = ['gpo', 'wfw', 'lgpo', 'netsh', 'powershell', 'dsc', 'wfp', 'csv'] as const
export type TargetName = (typeof TARGET_NAMES)[number]
