// SPDX-License-Identifier: MIT
import { isEmptyAddressSet } from '../../formats/address/address-set.ts'
import type { Estate } from '../estate.ts'
import { relaysOf } from '../relays-of.ts'
import type { Context } from './context.ts'

/** Who lets in relays alone needs networks that name some. */
export const checkRelays = (
  estate: Pick<Estate, 'hosts' | 'clients' | 'networks'>,
  { report }: Pick<Context, 'report'>,
): void => {
  for (const host of estate.hosts.values())
    for (const { pxeFrom, path } of host.roles)
      if (pxeFrom === 'relays' && isEmptyAddressSet(relaysOf(estate, host.site)))
        report('no-relays', { host: host.writtenName, site: host.site }, [...path, 'pxeFrom'])
}
