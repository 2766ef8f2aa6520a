// SPDX-License-Identifier: MIT

/** Keys that a row has and nothing else does: the number of an event, the end of a connection, the caller of Zeek. */
const ROW = /"(?:EventID|event_id|EventId|LocalAddress|(?:id[._])?orig_h)"\s*:/
const ENDS = /"SourceAddress"\s*:/
const NUMBER = /"(?:code|Id)"\s*:/

/** Whether a row stands in a piece of JSON. A value in a list of names and values is no key, and makes no row of its own. */
export const holdsRow = (bytes: Buffer, start: number, end: number): boolean => {
  const text = bytes.toString('latin1', start, end)
  return ROW.test(text) || (ENDS.test(text) && NUMBER.test(text))
}
