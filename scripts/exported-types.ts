// SPDX-License-Identifier: MIT
import ts from 'typescript'

export interface ExportedTypes {
  readonly checker: ts.TypeChecker
  readonly exports: readonly ts.Symbol[]
}

/** What a source file exports, as the type checker sees it. */
export const exportedTypes = (file: string): ExportedTypes => {
  const program = ts.createProgram([file], {
    strict: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    noEmit: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    resolveJsonModule: true,
    types: ['node'],
    skipLibCheck: true,
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const symbol = source && checker.getSymbolAtLocation(source)
  if (symbol === undefined) throw new Error(`${file} exports nothing`)
  return { checker, exports: checker.getExportsOfModule(symbol) }
}
