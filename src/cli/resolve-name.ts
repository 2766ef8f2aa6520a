// SPDX-License-Identifier: MIT
import { lookup } from 'node:dns/promises'
import type { Resolver } from '../import/name-resolver.ts'

/** Asks as every program of this computer does: its hosts file, then DNS. */
export const resolveName: Resolver = async (host) => {
  try {
    const found = await lookup(host, { all: true })
    return { addresses: found.map(({ address }) => address), reason: '' }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const isUnknown = code === 'ENOTFOUND' || code === 'ENODATA'
    return { addresses: [], reason: isUnknown ? 'DNS does not know this name' : 'DNS did not answer' }
  }
}
