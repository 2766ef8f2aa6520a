// SPDX-License-Identifier: MIT
import { visible } from './visible.ts'

/**
 * What GitHub's Markdown gives a meaning inside a line: marks, cells, mathematics, HTML, mentions and issues, addresses of
 * the web, emoji by name; and what begins a list or a heading where it stands first. Then what others make of a line:
 * attributes in braces (a GUID is none), raised letters, and pairs of colons, signs and quotes.
 */
const MARKUP = new RegExp(
  [
    '[\\\\`*_[\\]<>|~$@#&^]',
    ':(?=\\/\\/|:)',
    ':(?=[a-z+-][a-z0-9_+-]*:)',
    '(?<=\\bwww)\\.',
    '^[-+=]',
    '(?<=^\\d{1,9})[.)](?=\\s)',
    '\\{(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\})',
    '([+="])(?=\\1)',
  ].join('|'),
  'gi',
)

/** A text in one line of Markdown that shows exactly its letters, in the cell of a table too. */
export const markdownText = (text: string): string =>
  visible(text.replace(/\s+/g, ' ').trim()).replace(MARKUP, (letter) => `&#${letter.charCodeAt(0)};`)
