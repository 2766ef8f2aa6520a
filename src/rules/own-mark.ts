// SPDX-License-Identifier: MIT
import type { Rule } from '../formats/rule/rule.ts'

/** What the rules of one policy carry wherever they are kept: a group, a tag in their names, or a provider. */
export interface OwnMark {
  readonly group: string
  /** Start of the tag that ends the names of rules that netsh made. */
  readonly tag: string
  /** Key of the provider of filters. */
  readonly provider: string
}

/** The groups of all our rules begin so; estate and policy follow. */
export const GROUP_START = 'Portwright: '

/** How the groups of an estate's rules begin; the id of the policy follows. */
export const groupPrefix = (estate: string): string => `${GROUP_START}${estate} / `

/** The tag that names of rules carry which our netsh scripts made, whatever the policy. */
export const OWN_TAG = /\[pw-[0-9a-f]{8}-/

/** Whether a rule is one of the policy's own; every other one is somebody else's, whatever it says. */
export const isOwnRule = (mark: OwnMark, { group, id, displayName, other }: Rule): boolean =>
  group === mark.group ||
  id.includes(mark.tag) ||
  displayName.includes(mark.tag) ||
  String(other?.providerKey ?? '').toLowerCase() === mark.provider.toLowerCase()
