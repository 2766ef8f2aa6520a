// SPDX-License-Identifier: MIT
import type ts from 'typescript'

export interface ExportedTypes {
  readonly checker: ts.TypeChecker
  readonly exports: readonly ts.Symbol[]
}

/** What a source file of a program exports, as its type checker sees it. */
export const exportedTypes = (program: ts.Program, file: string): ExportedTypes => {
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const symbol = source && checker.getSymbolAtLocation(source)
  if (symbol === undefined) throw new Error(`${file} exports nothing`)
  return { checker, exports: checker.getExportsOfModule(symbol) }
}
