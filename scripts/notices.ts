// SPDX-License-Identifier: MIT
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly text: string
}

/** The folder of the package that a file below `node_modules` belongs to. */
const packageFolder = (path: string): string => {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!existsSync(join(folder, 'package.json'))) continue
    // A package.json without a name only says how the files below it are loaded.
    if ('name' in JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))) return folder
  }
  throw new Error(`${path} belongs to no package`)
}

/** The licence MIT, for packages that name it and bring no file with its text. https://spdx.org/licenses/MIT.html */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`

const readPackage = (folder: string): Package => {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
    .sort()
  if (license === 'MIT' && files.length === 0 && typeof author === 'string')
    return { name, version, license, text: `MIT License\n\nCopyright (c) ${author.replace(/\s*<.*/, '')}\n\n${MIT}` }
  if (typeof license !== 'string' || files.length === 0) throw new Error(`${name} has no licence that could ship`)
  const text = files.map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim())
  return { name, version, license, text: text.join('\n\n') }
}

/** The licences of all packages whose files are in a bundle; `inputs` are absolute paths. */
export const notices = (inputs: Iterable<string>): string => {
  const folders = new Set<string>()
  for (const path of inputs) if (/[\\/]node_modules[\\/]/.test(path)) folders.add(packageFolder(path))
  const packages = [...folders].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : 1))
  const parts = packages.map(
    ({ name, version, license, text }) => `${'-'.repeat(80)}\n${name} ${version} (${license})\n\n${text}\n`,
  )
  return `The files of this package hold parts of the packages below, each under its own licence.\n\n${parts.join('\n')}`
}
