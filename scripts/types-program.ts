// SPDX-License-Identifier: MIT
import { join } from 'node:path'
import ts from 'typescript'

/** The program of some source files as tsconfig.types.json has it; `npm run typecheck` is what looks for mistakes. */
export const typesProgram = (root: string, files: readonly string[]): ts.Program => {
  const { config, error } = ts.readConfigFile(join(root, 'tsconfig.types.json'), ts.sys.readFile)
  if (error !== undefined) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'))
  const { options } = ts.parseJsonConfigFileContent({ ...config, files, include: [] }, ts.sys, root)
  return ts.createProgram(files, { ...options, noCheck: true })
}
