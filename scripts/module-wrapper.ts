// SPDX-License-Identifier: MIT

/** The ES module of the library: the exported values of its declarations, taken from the one implementation. */
export const moduleWrapper = (declarations: string): string => {
  const [, list = ''] = /^export \{ (.*) \};$/m.exec(declarations) ?? []
  const names = list
    .split(', ')
    .filter((word) => !word.startsWith('type '))
    .sort()
  return `import library from './index.cjs'\nexport const { ${names.join(', ')} } = library\n`
}
