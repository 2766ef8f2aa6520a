// SPDX-License-Identifier: MIT
import { INDEX_START } from '../estate/source/index-start.ts'
import { textStart } from './sniff.ts'

/** Keys that every estate has at its top, and no document of rules. */
const KEY = /^"?(?:product|sites|hosts|clients|networks|firewall)"?[ \t]*:/m
const JSON_KEY = /"(?:product|sites|hosts|clients|networks|firewall)"\s*:/

/**
 * Whether a file is an estate rather than rules. The name alone does not tell (a DSC document is YAML too), and words in it
 * do not either: an estate may speak of Get-NetFirewallRule in a comment.
 */
export const looksLikeEstate = (path: string, bytes: Uint8Array): boolean => {
  if (/\.ts$/i.test(path)) return true
  if (!/\.(?:yaml|yml|json)$/i.test(path) && path !== '-') return false
  const text = textStart(bytes)
  if (/"?\$schema"?\s*:\s*"?\S*aka\.ms\/dsc/.test(text)) return false
  return /^\s*\{/.test(text) ? JSON_KEY.test(text) : KEY.test(text)
}

/** Of its first lines, what no estate says: damage takes no more of a file than one of them and what stands beside it. */
const INDEX_LINE = /^[ \t]*"(?:indexHash"\s*:\s*"|inputs"\s*:\s*\[\s*\{\s*"path"\s*:)/m

/** Whether a file is the index of an output, whole or damaged: it begins with the version that wrote it. */
export const looksLikeIndex = (bytes: Uint8Array): boolean => {
  const text = textStart(bytes)
  return INDEX_START.test(text) || INDEX_LINE.test(text)
}
