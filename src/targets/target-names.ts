// SPDX-License-Identifier: MIT

/** What a compile writes where nobody names targets, in the order in which it is written. */
export const USUAL_TARGETS = ['gpo', 'wfw', 'lgpo', 'netsh', 'powershell', 'dsc', 'wfp', 'csv'] as const

/** Engines that serve fleets: written only where they are named. */
export const FLEET_TARGETS = ['aerleon', 'baseline', 'intune', 'ansible'] as const

export const TARGET_NAMES = [...USUAL_TARGETS, ...FLEET_TARGETS] as const
export type TargetName = (typeof TARGET_NAMES)[number]

/** Stands for every target. */
export const ALL_TARGETS = 'all'
export const TARGET_WORDS = [...TARGET_NAMES, ALL_TARGETS] as const

/** The targets that words name, each once and in the order of writing. */
export const namedTargets = (words: readonly (typeof TARGET_WORDS)[number][]): readonly TargetName[] =>
  TARGET_NAMES.filter((name) => words.includes(ALL_TARGETS) || words.includes(name))
