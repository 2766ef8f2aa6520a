// SPDX-License-Identifier: MIT
import { TARGET_NAMES, type TargetName } from '../../src/targets/target-names.ts'

/** Targets that say the flows of an estate, and no policy. */
export const FLOW_TARGETS: readonly TargetName[] = ['aerleon']

/** Targets that say policies. */
export const POLICY_TARGETS: readonly TargetName[] = TARGET_NAMES.filter((name) => !FLOW_TARGETS.includes(name))
