// SPDX-License-Identifier: MIT
import { readXml } from '../xml/read-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { type ListingFile, type ListingRecord, type ListingValue, listingRecord, strayPiece } from './listing-record.ts'

/** CLIXML writes characters that XML has no room for as `_x000A_`. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const NUMBERS = new Set(['I16', 'I32', 'I64', 'U16', 'U32', 'U64', 'SB', 'By'])
const LISTS = new Set(['LST', 'IE', 'QUE', 'STK'])

const membersOf = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter(({ name }) => name === 'Props' || name === 'MS').flatMap(({ children }) => children)

/** MS-PSRP 2.2.5: the value of an element; what is of another kind is a table that no field understands. */
const readValue = (element: XmlElement): ListingValue => {
  const { name, text, children } = element
  if (name === 'Nil') return null
  if (name === 'B') return text === 'true' ? true : text === 'false' ? false : { kind: name }
  if (NUMBERS.has(name)) return /^-?\d{1,15}$/.test(text) ? Number(text) : { kind: name }
  if (name !== 'Obj') return name === 'Ref' ? { kind: name } : unescaped(text)
  const list = children.find((child) => LISTS.has(child.name))
  if (list !== undefined) return list.children.map(readValue)
  const number = children.find((child) => NUMBERS.has(child.name))
  const said = children.find((child) => child.name === 'ToString')
  if (number !== undefined && said !== undefined) return { text: unescaped(said.text), number: readValue(number) }
  const plain = children.find((child) => child.name === 'S')
  if (plain !== undefined && membersOf(element).length === 0) return unescaped(plain.text)
  return Object.fromEntries(membersOf(element).map((member) => [member.attributes.get('N') ?? '', readValue(member)]))
}

/** Members of the type stand over properties of the same name; two of one kind are a fault. */
const recordOf = (element: XmlElement, text: string): ListingRecord => {
  const entries = (part: string): readonly (readonly [string, ListingValue])[] =>
    element.children
      .filter(({ name }) => name === part)
      .flatMap(({ children }) =>
        children.map((member) => [member.attributes.get('N') ?? '', readValue(member)] as const),
      )
  const own = entries('MS')
  const names = new Set(own.map(([name]) => name.toLowerCase()))
  return listingRecord([...own, ...entries('Props').filter(([name]) => !names.has(name.toLowerCase()))], text)
}

const pieceOf = (text: string): ListingFile => {
  const read = readXml(Buffer.from(`<Objs>${text}</Objs>`))
  if ('reason' in read) return { records: [], losses: [strayPiece('is no whole object', text)] }
  const records: ListingRecord[] = []
  const losses: ListingFile['losses'][number][] = []
  for (const element of read.root.children) {
    // The same object once more adds nothing.
    if (element.name === 'Ref') continue
    if (membersOf(element).length === 0) losses.push(strayPiece('is no object with properties', text))
    else records.push(recordOf(element, text))
  }
  return { records, losses }
}

const INNER_LIST = /^ {4}<LST>\r?\n {6}<Obj /m

/** Objects of Export-Clixml, one after the other or in one list. What is damaged costs the object it stands in. */
export const readClixmlRecords = (text: string): ListingFile => {
  const open = /<Objs\b[^>]*>/.exec(text)
  const body = text.slice(open === null ? 0 : open.index + open[0].length)
  const indent = INNER_LIST.test(body.slice(0, 2_000)) ? '      ' : '  '
  const starts = [...body.matchAll(new RegExp(`(?<=^|\\n)${indent}(?=<(?:Obj|Ref) )`, 'g'))].map(({ index }) => index)
  const [first = body.length] = starts
  const before = body.slice(0, first)
  const closed = /(?:<\/LST>\s*<\/Obj>\s*)?<\/Objs>\s*$/
  const pieces = starts.map((start, index) => {
    const piece = body.slice(start, starts[index + 1] ?? body.length)
    return pieceOf(index === starts.length - 1 ? piece.replace(closed, '') : piece)
  })
  const head = indent === '  ' ? before : before.replace(/^\s*<Obj RefId="\d+">\s*<TN\b.*?<\/TN>\s*<LST>\s*$/s, '')
  return {
    records: pieces.flatMap(({ records }) => records),
    losses: [
      ...(head.trim() === '' ? [] : [strayPiece('stands in no object', head)]),
      ...pieces.flatMap(({ losses }) => losses),
      ...(closed.test(body) ? [] : [strayPiece('the file is never closed', text.slice(-200))]),
    ],
  }
}
