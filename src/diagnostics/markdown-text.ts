// SPDX-License-Identifier: MIT
import { visible } from './visible.ts'

/**
 * What GitHub's Markdown gives a meaning inside a line: marks, cells, mathematics, HTML, mentions and issues, addresses of
 * the web, emoji by name; and what begins a list or a heading where it stands first.
 */
const MARKUP = /[\\`*_[\]<>|~$@#&]|:(?=\/\/)|:(?=[a-z+-][a-z0-9_+-]*:)|(?<=\bwww)\.|^[-+=]|(?<=^\d{1,9})[.)](?=\s)/gi

/** A text in one line of Markdown that shows exactly its letters, in the cell of a table too. */
export const markdownText = (text: string): string =>
  visible(text.replace(/\s+/g, ' ').trim()).replace(MARKUP, (letter) => `&#${letter.charCodeAt(0)};`)
