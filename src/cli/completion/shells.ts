// SPDX-License-Identifier: MIT

/** Shells that a script is there for, in `templates/completion`. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const
