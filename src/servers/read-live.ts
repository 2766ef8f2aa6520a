// SPDX-License-Identifier: MIT
import type { RegistryValue } from '../formats/rule/registry-value.ts'
import type { RuleSet } from '../rules/rule-set.ts'
import { liveSet } from './live-set.ts'
import type { ServerLink } from './server-link.ts'
import type { Live } from './step-values.ts'

/** Reads what is in force on a computer; changes nothing there. */
export const readLive = async (
  host: string,
  registry: readonly RegistryValue[],
  link: ServerLink,
  milliseconds: number,
): Promise<{ readonly set: RuleSet } | { readonly reason: string }> => {
  try {
    const fault = await link.open()
    if (fault !== null) return { reason: fault.reason }
    const live = await link.ask<Live>(
      'live',
      { registry: registry.map(({ key, name }) => ({ key, name })) },
      milliseconds,
    )
    return 'fault' in live ? { reason: live.fault.reason } : { set: liveSet(host, live.value) }
  } finally {
    await link.close()
  }
}
