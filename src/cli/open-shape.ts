// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import type { Shape } from '../estate/shape/shape.ts'
import { builtFile } from './built-file.ts'

/** The shape of an estate that a build keeps; undefined where the program runs from its sources. */
export const openShape = (): Shape | undefined => {
  const path = builtFile('shape.json')
  return path === null ? undefined : (JSON.parse(readFileSync(path, 'utf8')) as Shape)
}
