// SPDX-License-Identifier: MIT

/** Whether a text may be the name of a package family or of another application container. */
export const isPackageName = (text: string): boolean => /^[A-Za-z0-9._-]{3,80}$/.test(text)
