// SPDX-License-Identifier: MIT

/** A report of Group Policy: of one object, of several, or the result for a computer. */
export const isReport = (start: string): boolean =>
  /^\s*(?:<\?xml[^>]*>\s*)?<(?:GPO|GPOS|report|Rsop)\b/i.test(start) &&
  /microsoft\.com\/GroupPolicy\/(?:Settings|Rsop)/.test(start)
