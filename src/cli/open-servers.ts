// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import type { OutputIndex } from '../compile/output-index.ts'
import { count } from '../diagnostics/count.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { outputFault } from '../output/output-fault.ts'
import type { ServerTarget } from '../servers/server-target.ts'

export interface OpenedServers {
  readonly index: OutputIndex
  readonly targets: readonly ServerTarget[]
}

/** An output that is what was compiled, and what it holds for each host; a diagnostic otherwise. */
export const openServers = async (folder: string): Promise<OpenedServers | Diagnostic> => {
  const { nodeFileSystem } = await import('../output/node-file-system.ts')
  const { nodeProcesses } = await import('../output/processes.ts')
  const { readOutput } = await import('../output/read-output.ts')
  const { openIndex } = await import('../compile/open-index.ts')
  const { outputEntry } = await import('../output/output-entry.ts')
  const { verifyOutput } = await import('../compile/verify-output.ts')
  const { serverTargets } = await import('../servers/server-targets.ts')
  const world = { files: nodeFileSystem, processes: nodeProcesses }
  const verified = await verifyOutput(world, folder)
  if ('code' in verified) return verified
  if (!verified.verified) {
    const { artifacts, unknown, missing, changed } = verified
    const wrong = artifacts.filter((one) => !one.verified).length
    const parts = [
      ...(wrong > 0 ? [`${count(wrong, 'artifact')} differ${wrong === 1 ? 's' : ''} from the rules`] : []),
      ...(changed.length > 0 ? [`${count(changed.length, 'file')} changed`] : []),
      ...(missing.length > 0 ? [`${count(missing.length, 'file')} missing`] : []),
      ...(unknown.length > 0 ? [`${count(unknown.length, 'file')} that no compile wrote`] : []),
    ]
    return outputFault(folder, 'output-not-compiled', { folder, text: parts.join(', ') })
  }
  const read = await readOutput(world, folder, (place) => {
    const opened = openIndex(nodeFileSystem, place, folder)
    if ('code' in opened) return opened
    const bytesAt = (path: string): Uint8Array | null =>
      outputEntry(nodeFileSystem, place, path) === 'file' ? nodeFileSystem.read(join(place, path)) : null
    return { index: opened.index, targets: serverTargets(opened.index, bytesAt) }
  })
  return 'refused' in read ? read.refused : read.value
}
