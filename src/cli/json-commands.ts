// SPDX-License-Identifier: MIT

/** Commands that print JSON; schema/ has a schema for each. */
export const JSON_COMMANDS = [
  'adopt',
  'apply',
  'can',
  'catalog',
  'check',
  'compile',
  'explain',
  'lint',
  'plan',
  'preview',
  'read',
  'traffic',
  'verify',
] as const
