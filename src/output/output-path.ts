// SPDX-License-Identifier: MIT

/** A part of a path that every system takes as a plain name: no way up, no drive, no stream, no blank or dot at its end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the controls, without Unicode's tables, which a start would load
const PART = /^(?!\.{1,2}$)[^\\/:*?"<>|\0-\x1f\x7f-\x9f]*[^\\/:*?"<>|\0-\x1f\x7f-\x9f .]$/

/** Whether a text is a path of a file below an output folder, as the index writes it: relative, with `/`, never out of it. */
export const isOutputPath = (path: unknown): path is string =>
  typeof path === 'string' && path.length <= 1000 && path.split('/').every((part) => PART.test(part))
