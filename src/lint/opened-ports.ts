// SPDX-License-Identifier: MIT
import { covers, normalize, type Range } from '../formats/address/range.ts'
import { parsePorts } from '../formats/port/port-set.ts'
import type { Rule } from '../formats/rule/rule.ts'
import { addressTerms } from '../packets/address-terms.ts'
import { NUMBER_OF } from '../packets/rule-terms.ts'

/** Whether a rule lets in; only such rules are too wide for whoever listens. */
export const letsIn = ({ enabled, action, direction }: Rule): boolean =>
  enabled && action === 'allow' && direction === 'in'

/** Whether the other side may be any address of a family. What a keyword means, only the computer knows: it is not any. */
export const isFromAnywhere = ({ remoteAddresses }: Rule): boolean =>
  Object.values(addressTerms(remoteAddresses)).some((term) => term === null || term.except !== undefined)

export const isOf = ({ protocol }: Rule, name: 'tcp' | 'udp'): boolean =>
  protocol === name || protocol === NUMBER_OF[name] || protocol === 'any'

/** Local ports as numbers; the endpoint mapper has one. Keywords have none. */
export const portRanges = ({ localPorts }: Pick<Rule, 'localPorts'>): readonly Range<number>[] =>
  normalize(
    localPorts.flatMap((text) =>
      text.toLowerCase() === 'rpc-epmap' ? [{ first: 135, last: 135 }] : (parsePorts(text) ?? []),
    ),
  )

/** Nothing listens on port 0. */
export const isEveryPort = (rule: Rule): boolean =>
  (isOf(rule, 'tcp') || isOf(rule, 'udp')) &&
  (rule.localPorts.length === 0 || covers(portRanges(rule), [{ first: 1, last: 65_535 }]))

export const hasKeyword = ({ localPorts }: Rule, keyword: string): boolean =>
  localPorts.some((text) => text.toLowerCase() === keyword.toLowerCase())
