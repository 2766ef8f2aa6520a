// SPDX-License-Identifier: MIT

export interface Resolved {
  readonly addresses: readonly string[]
  /** Why there are none, in words; empty where there are. */
  readonly reason: string
}

/** What DNS says of a name. Never rejects. */
export type Resolver = (host: string) => Promise<Resolved>

/** As many questions to DNS at a time: enough for a thousand hosts in seconds, few enough for any resolver. */
const AT_ONCE = 16

/** The answers for all names, in the order of the names. */
export const resolveNames = async (
  hosts: readonly string[],
  resolve: Resolver,
): Promise<ReadonlyMap<string, Resolved>> => {
  const found = new Map<string, Resolved>(hosts.map((host) => [host, { addresses: [], reason: '' }]))
  const rest = [...hosts]
  const work = async (): Promise<void> => {
    for (let host = rest.shift(); host !== undefined; host = rest.shift()) found.set(host, await resolve(host))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return found
}
