// SPDX-License-Identifier: MIT
import type { EstateDefinition } from './estate-definition.ts'

/** Marks a TypeScript file as an estate and lets an editor check it. The file is read, never run. */
export const estate = <const E extends EstateDefinition>(definition: E): E => definition
