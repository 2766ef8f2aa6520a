// SPDX-License-Identifier: MIT
import type { Target } from '../targets/target.ts'
import type { TargetName } from '../targets/target-names.ts'
import { TARGETS } from '../targets/targets.ts'

export const loadTargets = (names: readonly TargetName[]): Promise<readonly Target[]> =>
  Promise.all(names.map((name) => TARGETS[name]()))
