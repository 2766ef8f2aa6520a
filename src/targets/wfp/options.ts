// SPDX-License-Identifier: MIT
import type * as z from 'zod'
import { declareOptions } from '../declared-options.ts'
import type { wfpSchema } from './options-schema.ts'

export interface WfpOptions {
  readonly hardPermit: boolean
  readonly defaultBlock: boolean
}

export const wfpOptions = declareOptions<z.infer<typeof wfpSchema>, WfpOptions>({
  resolve: (given, { report, direction }) => {
    const defaultBlock = given?.defaultBlock ?? false
    if (defaultBlock && direction === 'inbound') report('wfp-block-both-ways', {}, ['wfp', 'defaultBlock'], 'key')
    return { hardPermit: given?.hardPermit ?? false, defaultBlock }
  },
  passing: ({ hardPermit, defaultBlock }) => ({ hardPermit, defaultBlock }),
  blocks: ({ defaultBlock }) => defaultBlock,
})
