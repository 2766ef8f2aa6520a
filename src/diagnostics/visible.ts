// SPDX-License-Identifier: MIT

/**
 * Characters that steer a terminal, turn the order of what is read around or stand there unseen: controls, U+0080 to
 * U+009F among them, line and paragraph separators, marks of direction, blanks without width, soft hyphens, tags, the
 * byte order mark, and halves of surrogate pairs. Joiners are part of words and emoji.
 */
const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be made visible
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Cs}/gu

const code = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')

/** A text of a file on its way to a person: on one line, and nothing in it acts on the terminal. `\u009b` is also JSON's way to say it. */
export const visible = (text: string): string => text.replace(STEERING, code)

/** The same for text of several lines: line ends and tabs stay, and our own colours where they are asked for. */
export const visibleLines = (text: string, colors = false): string =>
  text.replace(STEERING, (character, at: number) =>
    character === '\n' ||
    character === '\t' ||
    (colors && character === '\u001b' && /^\[(?:0|1|1;3\d|3\d)m/.test(text.slice(at + 1, at + 8)))
      ? character
      : code(character),
  )
