// SPDX-License-Identifier: MIT

/**
 * DSC takes a text that starts with `[` for an expression and runs its functions; blanks before it are passed over.
 * `[[` stands for the bracket where no line end follows; everything else in doubt travels as base64.
 * https://github.com/PowerShell/DSC, grammars/tree-sitter-dscexpression/grammar.js
 */
export const encodeDocumentText = (text: string): string => {
  if (!/^[\s[]/.test(text) || /^\s*$/.test(text)) return text
  return text.startsWith('[') && !/[\r\n\u2028\u2029]/.test(text)
    ? `[${text}`
    : `[base64ToString('${Buffer.from(text, 'utf8').toString('base64')}')]`
}

/** The value of a text of a document; null where it is another expression than the two that are written. */
export const decodeDocumentText = (text: string): string | null => {
  if (!/^\s*\[/.test(text)) return text
  if (text.startsWith('[[')) return text.slice(1)
  const [, data] = /^\[base64ToString\('([A-Za-z0-9+/]*={0,2})'\)\]$/.exec(text) ?? []
  return data === undefined ? null : Buffer.from(data, 'base64').toString('utf8')
}
