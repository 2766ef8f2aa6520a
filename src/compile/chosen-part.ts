// SPDX-License-Identifier: MIT
import type { Policy } from '../rules/policy.ts'
import { TARGET_NAMES, type TargetName } from '../targets/target-names.ts'

/** What somebody asks a compile for; null is everything, or what the estate says. */
export interface ChosenPart {
  /** Names of hosts and client groups. */
  readonly hosts: readonly string[] | null
  readonly targets: readonly TargetName[] | null
}

/** Whether nothing of an output is left out, so that what belongs to the estate as a whole is written too. */
export const isWholeOutput = ({ hosts, targets }: ChosenPart): boolean =>
  hosts === null && (targets === null || TARGET_NAMES.every((name) => targets.includes(name)))

export const chosenPolicies = (policies: readonly Policy[], { hosts }: ChosenPart): readonly Policy[] => {
  if (hosts === null) return policies
  const wanted = new Set(hosts.map((name) => name.toLowerCase()))
  return policies.filter((policy) =>
    [...policy.hosts, ...policy.clients].some((name) => wanted.has(name.toLowerCase())),
  )
}
