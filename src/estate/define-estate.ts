// SPDX-License-Identifier: MIT
import type { EstateDefinition } from './estate-definition.ts'

type Keys<Known> = Known extends object ? keyof Known : never
type Of<Known, Key> = Known extends object ? (Key extends keyof Known ? Known[Key] : never) : never
type ItemOf<Known> = Known extends readonly (infer Item)[] ? Item : never

/** What is written, with a key that nobody knows made impossible: an editor underlines it. */
export type OnlyKnown<Written, Known> = unknown extends Known
  ? Written
  : Written extends readonly unknown[]
    ? { readonly [At in keyof Written]: OnlyKnown<Written[At], ItemOf<Known>> }
    : Written extends object
      ? { readonly [Key in keyof Written]: Key extends Keys<Known> ? OnlyKnown<Written[Key], Of<Known, Key>> : never }
      : Written

/** Marks a TypeScript file as an estate and lets an editor check it. The file is read, never run. */
export const estate = <const Written extends EstateDefinition>(
  definition: Written & OnlyKnown<Written, EstateDefinition>,
): Written => definition
