// SPDX-License-Identifier: MIT

type Values = Readonly<Record<string, unknown>>

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const within = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (isValues(inner) ? inner[key] : undefined), value)

/** The text of an element, which an attribute beside it makes an object of: `#text`, of Logstash and EvtxECmd `Value`. */
const textOf = (value: unknown): unknown => within(value, '#text') ?? within(value, 'Value') ?? value

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where an event stands in what a search answers: Chainsaw's hits, Elasticsearch's. */
const WRAPPERS = [[], ['data'], ['document', 'data'], ['_source']].flatMap((keys) => [[...keys, 'Event'], keys])

const isEvent = (value: unknown): boolean =>
  isValues(value) && (value.EventData !== undefined || isValues(value.System) || typeof value.Payload === 'string')

/** Names and values of an event's data: a list of elements, or an object whose values may have attributes beside them. */
const dataOf = (data: unknown): readonly (readonly [string, unknown])[] => {
  const list = within(data, 'Data')
  if (!Array.isArray(list))
    return isValues(data) ? Object.entries(data).map(([name, value]) => [name, textOf(value)]) : []
  return list.flatMap((item): readonly (readonly [string, unknown])[] => {
    const name = within(item, '@Name') ?? within(item, 'Name') ?? within(item, '#attributes', 'Name')
    return typeof name === 'string' ? [[name, within(item, '#text') ?? within(item, 'Value')]] : []
  })
}

/**
 * An event whose number is an object, because it has an attribute beside it (`{ "#attributes": { "Qualifiers": 0 }, "#text":
 * 5156 }`), or whose data stand in a list (`{ "@Name": …, "#text": … }`), perhaps as JSON in a text as EvtxECmd writes them, as
 * one flat object of the names that the event has. Null where it is none.
 */
export const eventRecord = (text: string): Buffer | null => {
  const outer = parsed(text)
  const event = WRAPPERS.map((keys) => within(outer, ...keys)).find(isEvent)
  if (!isValues(event)) return null
  const inner = typeof event.Payload === 'string' ? parsed(event.Payload) : event
  const system = within(event, 'System') ?? event
  const time = within(system, 'TimeCreated')
  const stamp = within(time, '@SystemTime') ?? within(time, '#attributes', 'SystemTime')
  const fields = {
    EventID: textOf(within(system, 'EventID') ?? within(system, 'EventId')),
    // An event of Windows has its time in UTC, whether it says so or not.
    SystemTime: typeof stamp === 'string' ? stamp.replace(/^\d{4}-\d\d-\d\d.\d\d:\d\d:\d\d(?:\.\d+)?$/, '$&Z') : time,
    Computer: textOf(within(system, 'Computer')),
    ...Object.fromEntries(dataOf(within(inner, 'EventData'))),
  }
  return Buffer.from(JSON.stringify(fields))
}
