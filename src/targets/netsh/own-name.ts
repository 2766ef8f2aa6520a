// SPDX-License-Identifier: MIT

const OWN = /^([\s\S]*) \[pw-[0-9a-f]{8}-[0-9a-f]{12}\]$/

/** The display name in a rule's name that carries a tag; null for names of others. */
export const ownName = (name: string): string | null => OWN.exec(name)?.[1] ?? null
