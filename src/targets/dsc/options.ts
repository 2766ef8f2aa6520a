// SPDX-License-Identifier: MIT
import type * as z from 'zod'
import { declareOptions } from '../declared-options.ts'
import type { dscSchema } from './options-schema.ts'

/** The version of NetworkingDsc that the tests of Portwright's DSC configuration know. */
const NETWORKING_DSC = '9.1.0'

export interface DscOptions {
  readonly networkingDsc: string
}

export const dscOptions = declareOptions<z.infer<typeof dscSchema>, DscOptions>({
  resolve: (given, { report }) => {
    const version = given?.networkingDsc ?? NETWORKING_DSC
    const major = /^(\d{1,4})\.\d{1,6}\.\d{1,6}(-[0-9A-Za-z.-]+)?$/.exec(version)?.[1]
    if (major === undefined || Number(major) < 8) report('networkingdsc-version', { version }, ['dsc', 'networkingDsc'])
    return { networkingDsc: version }
  },
})
