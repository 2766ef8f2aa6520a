// SPDX-License-Identifier: MIT
import type { Streams } from './streams.ts'

/** Colour only on a terminal; NO_COLOR and --no-color take it away, FORCE_COLOR asks for it (https://no-color.org). */
export const useColor = ({ environment, errIsTerminal }: Streams): boolean => {
  if ((environment.NO_COLOR ?? '') !== '') return false
  const force = environment.FORCE_COLOR
  if (force !== undefined) return force !== '0' && force !== 'false'
  return errIsTerminal && environment.TERM !== 'dumb'
}
