// SPDX-License-Identifier: MIT
import type { Policy } from '../rules/policy.ts'
import { estateHash } from '../rules/policy-hash.ts'

/** The sixteen digits that a person compares: on the page, in scripts, in `verify`. */
export const shortEstateHash = (policies: readonly Policy[]): string => estateHash(policies).slice(0, 16)
