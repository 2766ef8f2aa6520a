// SPDX-License-Identifier: MIT

/** Whether a text is a GUID in braces, as the registry writes it. */
export const isBracedGuid = (text: string): boolean =>
  /^\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$/.test(text)
