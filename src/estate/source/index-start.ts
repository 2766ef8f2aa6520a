// SPDX-License-Identifier: MIT

/** How the index of an output begins: with the version that wrote it, which no estate has a key for. */
export const INDEX_START = /^\s*\{\s*"portwright"\s*:/
