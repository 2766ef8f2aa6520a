// SPDX-License-Identifier: MIT

/** A JSON value with its place: `offset` counts UTF-16 units from the start of the text. */
export type JsonNode =
  | { readonly kind: 'object'; readonly offset: number; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly offset: number; readonly items: readonly JsonNode[] }
  | { readonly kind: 'text'; readonly offset: number; readonly value: string }
  | { readonly kind: 'number'; readonly offset: number; readonly value: number }
  | { readonly kind: 'truth'; readonly offset: number; readonly value: boolean }
  | { readonly kind: 'null'; readonly offset: number }

export interface JsonMember {
  readonly key: string
  readonly offset: number
  readonly value: JsonNode
}

/** What a JSON text means, or the one place where it stops being JSON. */
export type JsonResult = { readonly node: JsonNode } | { readonly offset: number; readonly fault: string }

/** What a text of several JSON values means, or the one place where it stops being JSON. */
export type JsonValues = { readonly nodes: readonly JsonNode[] } | { readonly offset: number; readonly fault: string }
