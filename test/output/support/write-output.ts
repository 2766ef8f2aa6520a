// SPDX-License-Identifier: MIT
import { nodeFileSystem } from '../../../src/output/node-file-system.ts'
import { openOutput } from '../../../src/output/output-folder.ts'
import { nodeProcesses } from '../../../src/output/processes.ts'
import { filesOf } from './versions.ts'

/** Writes one version of an output, as a compile does; gives what went wrong. */
const writeVersion = async (folder: string, version: string): Promise<string> => {
  const opened = await openOutput({ files: nodeFileSystem, processes: nodeProcesses }, folder)
  if ('refused' in opened) return opened.refused.map(({ code, message }) => `${code} ${message}\n`).join('')
  for (const [path, text] of filesOf(version)) opened.output.write({ path, bytes: Buffer.from(text) })
  return opened.output
    .commit()
    .map(({ code, message }) => `${code} ${message}\n`)
    .join('')
}

// `node write-output.ts FOLDER VERSION`, or told by whoever forked it.
const [folder, version] = process.argv.slice(2)
if (folder !== undefined && version !== undefined) {
  const said = await writeVersion(folder, version)
  process.stderr.write(said)
  process.exitCode = said === '' ? 0 : 1
} else {
  process.on('message', (words) => {
    void writeVersion(...(words as [string, string])).then((said) => process.send?.(said))
  })
}
