// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import type { SiteInput } from './estate-input.ts'
import { parameters } from './vocabulary.ts'

export interface SiteSeed {
  readonly secondary: boolean
  readonly child: boolean
  readonly parent: number
  readonly communication: string | undefined
  readonly ports: Readonly<Record<string, number>>
}

export const siteSeed = (product: string): fc.Arbitrary<SiteSeed> => {
  const words = ['http', 'https', 'both', ...(product === 'cm2007' ? ['mixed', 'native'] : [])]
  const names = Object.keys(parameters).filter((name) => {
    const facts = parameters[name]
    return facts?.scope === 'site' && !name.startsWith('wsus') && (facts.products?.includes(product) ?? true)
  })
  const ports = fc.array(fc.tuple(fc.constantFrom(...names), fc.integer({ min: 8100, max: 8140 })), { maxLength: 3 })
  const wsus = fc.constantFrom({}, {}, { wsusHttp: 80, wsusHttps: 443 }, { wsusHttp: 8150, wsusHttps: 8151 })
  return fc.record({
    secondary: fc.boolean(),
    child: fc.boolean(),
    parent: fc.nat(9),
    communication: fc.option(fc.constantFrom(...words), { nil: undefined }),
    ports: fc
      .tuple(
        ports.map((list): Record<string, number> => Object.fromEntries(list)),
        wsus,
      )
      .map(([own, pair]) => ({ ...own, ...pair })),
  })
}

/** A central site with primaries below, or stand-alone primaries, each with secondaries. */
export const sitesOf = (seeds: readonly SiteSeed[], central: boolean): Readonly<Record<string, SiteInput>> => {
  const sites: Record<string, SiteInput> = {}
  const primaries: string[] = []
  for (const [index, seed] of seeds.entries()) {
    const rest = {
      ...(seed.communication === undefined ? {} : { communication: seed.communication }),
      ...(Object.keys(seed.ports).length === 0 ? {} : { ports: seed.ports }),
    }
    const name = `S0${index}`
    if (central && index === 0 && seeds.length > 1) sites[name] = { type: 'central', ...rest }
    else if (seed.secondary && primaries.length > 0) {
      sites[name] = { type: 'secondary', parent: primaries[seed.parent % primaries.length] ?? '', ...rest }
    } else {
      const parent = central && seed.child && index > 0 ? { parent: 'S00' } : {}
      sites[name] = { type: 'primary', ...parent, ...rest }
      primaries.push(name)
    }
  }
  return sites
}
