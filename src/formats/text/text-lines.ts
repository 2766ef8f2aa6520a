// SPDX-License-Identifier: MIT

/** The lines of a text, ended by LF or CRLF, one after another: a list of all of them is larger than the text. */
export function* textLines(text: string): Generator<string, void> {
  let from = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    yield text.slice(from, text[end - 1] === '\r' && end > from ? end - 1 : end)
    from = end + 1
  }
  yield text.slice(from)
}
