// SPDX-License-Identifier: MIT

/** An element as read: names without prefix, bound by namespace; text is that of the element itself. */
export interface XmlElement {
  readonly namespace: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

export const childrenOf = (element: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.namespace === namespace && child.name === name)

/** Text of the first such child; null where there is none. */
export const childText = (element: XmlElement, namespace: string, name: string): string | null =>
  element.children.find((child) => child.namespace === namespace && child.name === name)?.text ?? null
