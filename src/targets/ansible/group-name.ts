// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto'

/** Ansible warns of groups with anything but letters, digits and `_`; every separator of an id is as many of them as no other. */
const SEPARATORS: Readonly<Record<string, string>> = { '-': '_', '+': '__', '.': '___' }

/** The inventory group of a policy: made of its id alone, and another for every id. */
export const groupName = (policy: string): string =>
  /^[A-Za-z0-9]+(?:[.+-][A-Za-z0-9]+)*$/.test(policy)
    ? `portwright_${policy.replace(/[.+-]/g, (separator) => SEPARATORS[separator] as string)}`
    : `portwright_${policy.replace(/[^A-Za-z0-9]+/g, '_')}_x${createHash('sha256').update(policy).digest('hex').slice(0, 16)}`
