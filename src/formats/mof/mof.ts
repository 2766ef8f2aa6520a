// SPDX-License-Identifier: MIT

/** `$Alias` of another instance of the document. */
export interface MofReference {
  readonly alias: string
}

export type MofScalar = string | number | bigint | boolean | null | MofReference
export type MofValue = MofScalar | readonly MofScalar[]

export interface MofProperty {
  readonly name: string
  readonly value: MofValue
}

/** One `instance of CLASS as $ALIAS { … };` of a document. */
export interface MofInstance {
  readonly className: string
  /** Without `$`; null where the instance has none. */
  readonly alias: string | null
  readonly properties: readonly MofProperty[]
}

/** Where a text is not an instance document. Line and column from 1. */
export interface MofFault {
  readonly line: number
  readonly column: number
  readonly message: string
}

export type MofResult = { readonly instances: readonly MofInstance[] } | { readonly fault: MofFault }

/** A property by its name, without regard to case as MOF asks (DSP0221, 5.1). */
export const propertyOf = (instance: MofInstance, name: string): MofValue | undefined =>
  (
    instance.properties.find((property) => property.name === name) ??
    instance.properties.find((property) => property.name.toLowerCase() === name.toLowerCase())
  )?.value
