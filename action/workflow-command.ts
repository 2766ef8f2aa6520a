// SPDX-License-Identifier: MIT

/** Text of a workflow command: it cannot begin another one. */
const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')

export const notice = (text: string): string => `::notice title=portwright::${data(text)}`
export const failure = (text: string): string => `::error title=portwright::${data(text)}`

/** An output of a step. Values are numbers, words and paths of our own: one line each. */
export const outputLine = (name: string, value: string | number | boolean): string =>
  `${name}=${String(value).replace(/[\r\n]/g, ' ')}\n`
