// SPDX-License-Identifier: MIT
import type { OwnMark } from '../rules/own-mark.ts'
import { groupTag } from './netsh/rule-tag.ts'
import { ownerOf } from './wfp/owner.ts'

/** By what a policy's own rules are known, in the formats that keep groups and in those that have none. */
export const ownMark = (estate: string, policy: { readonly id: string; readonly group: string }): OwnMark => ({
  group: policy.group,
  tag: groupTag(policy.group),
  provider: ownerOf(estate, policy.id).provider,
})
