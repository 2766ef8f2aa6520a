// SPDX-License-Identifier: MIT

/** What a device management has no place for, and its description carries: whose rule it is, and which. */
interface Tagged {
  readonly id: string
  readonly group: string
  readonly description: string
}

/** The description with the id and the group of the rule behind it: `Words [rule ID of GROUP]`. */
export const tagDescription = ({ id, group, description }: Tagged): string =>
  `${description === '' ? '' : `${description} `}[rule ${id}${group === '' ? '' : ` of ${group}`}]`

/** Takes such a description apart; one without a tag is a description alone. */
export const readDescription = (text: string): Tagged => {
  const [, description = '', id, group = ''] = /^(?:(.*) )?\[rule (\S+?)(?: of (.*))?\]$/s.exec(text) ?? []
  return id === undefined ? { id: '', group: '', description: text } : { id, group, description }
}
