// SPDX-License-Identifier: MIT
import type { Target } from './target.ts'
import type { TargetName } from './target-names.ts'

/** Every back end, loaded when it is asked for: one line each. */
export const TARGETS: Readonly<Record<TargetName, () => Promise<Target>>> = {
  gpo: async () => (await import('./gpo/target.ts')).gpoTarget,
  wfw: async () => (await import('./wfw/target.ts')).wfwTarget,
  lgpo: async () => (await import('./lgpo/target.ts')).lgpoTarget,
  netsh: async () => (await import('./netsh/target.ts')).netshTarget,
  powershell: async () => (await import('./powershell/target.ts')).powershellTarget,
  dsc: async () => (await import('./dsc/target.ts')).dscTarget,
  wfp: async () => (await import('./wfp/target.ts')).wfpTarget,
  csv: async () => (await import('./csv/target.ts')).csvTarget,
  aerleon: async () => (await import('./aerleon/target.ts')).aerleonTarget,
  baseline: async () => (await import('./baseline/target.ts')).baselineTarget,
  intune: async () => (await import('./intune/target.ts')).intuneTarget,
  ansible: async () => (await import('./ansible/target.ts')).ansibleTarget,
}
