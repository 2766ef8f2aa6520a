// SPDX-License-Identifier: MIT
import { uuidV5 } from '../uuid/uuid-v5.ts'

/** A key made from a name, as netsh prints keys: `{lower-case}`. */
export const wfpKey = (name: string): string => uuidV5(name).toLowerCase()
