// SPDX-License-Identifier: MIT

/** An object of WMI as JSON says it. Names are lower case: their case changes with whoever wrote them. */
export interface WmiInstance {
  /** Null where nothing in the file names the class. */
  readonly className: string | null
  /** Where the object stands, in UTF-16 units from the start of the text. */
  readonly offset: number
  /** What is no object and no list, as text; true and false are 1 and 0, null is left out. */
  readonly values: ReadonlyMap<string, string>
  /** Lists of such values. */
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** Objects inside of the object. */
  readonly embedded: ReadonlyMap<string, readonly WmiInstance[]>
}

/** A question that got no answer but a reason. */
export interface WmiRefusal {
  readonly className: string | null
  readonly offset: number
  readonly reason: string
}

/** One page of an answer that comes in several. */
export interface WmiPage {
  readonly className: string | null
  readonly rows: number
  readonly isLast: boolean
  /** How many rows stand before the next page; 0 where that is not said. */
  readonly before: number
  /** Its rows: where it names no class, their columns do. */
  readonly instances: readonly WmiInstance[]
}

export interface WmiAnswers {
  readonly instances: readonly WmiInstance[]
  readonly refusals: readonly WmiRefusal[]
  /** Classes that an answer names, one without objects too. */
  readonly answered: readonly string[]
  readonly pages: readonly WmiPage[]
  /** Places of values that are neither. */
  readonly strays: readonly number[]
}
