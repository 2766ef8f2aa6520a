// SPDX-License-Identifier: MIT
import { formatPortSet, type PortRanges } from '../formats/port/port-set.ts'
import { isDynamic } from './catalog-cover.ts'
import type { DraftFlow } from './estate-draft.ts'
import type { Joined } from './holders.ts'
import type { PeerRule } from './peer-config.ts'
import type { PeerPorts } from './peer-ports.ts'
import { isName } from './safe-text.ts'

/** A flow of the estate's own for what a rule joins; `part` where only a part of the service is needed. */
export const draftFlow = (
  rule: PeerRule,
  service: string,
  ports: PeerPorts,
  part: PortRanges | null,
  { from, to }: Joined,
  crossing: boolean,
): DraftFlow => {
  const site =
    typeof from === 'string' || typeof to === 'string' || rule.ignoreSiteCode.value.toLowerCase() === 'true'
      ? ''
      : ` in ${from[0]?.site.value.toUpperCase() ?? ''}`
  const between =
    typeof from === 'string' || typeof to === 'string'
      ? ''
      : ` from ${from[0]?.site.value.toUpperCase()} to ${to[0]?.site.value.toUpperCase()}`
  const description = rule.description.value
  const about = isName(description) ? description : `rule “${rule.name.value}”`
  return {
    name: `${rule.name.value}: ${service}${crossing ? between : site}`.slice(0, 200),
    from: from === 'any' ? ['any'] : from.map((system) => system.name.value),
    to: typeof to === 'string' ? [to] : to.map((system) => system.name.value),
    service: part === null ? service : null,
    protocol: ports.protocol,
    ports: part === null ? [] : isDynamic(part) ? ['dynamic'] : formatPortSet(part),
    reason: `Imported: ${about}`,
  }
}
