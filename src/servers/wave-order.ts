// SPDX-License-Identifier: MIT

/** What decides when a host comes in its turn. */
export interface Turn {
  readonly host: string
  readonly roles: readonly string[]
}

/** Without these nobody signs in, and nobody manages a site: they change when it is known that the rest works. */
const LAST: ReadonlySet<string> = new Set([
  'domain-controller',
  'global-catalog',
  'site-server',
  'primary-site-server',
  'secondary-site-server',
])

/** One host alone first, then the others side by side, domain controllers and site servers at the end. */
export const waveOrder = <T extends Turn>(hosts: readonly T[]): readonly (readonly T[])[] => {
  const isLast = ({ roles }: T): boolean => roles.some((role) => LAST.has(role))
  const first = hosts.filter((host) => !isLast(host))
  const last = hosts.filter(isLast)
  const [canary, ...rest] = first.length > 0 ? first : last
  if (canary === undefined) return []
  return (first.length > 0 ? [[canary], rest, last] : [[canary], rest]).filter((wave) => wave.length > 0)
}
