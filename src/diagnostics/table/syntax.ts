// SPDX-License-Identifier: MIT
import { didYouMean, type Entry, error, type Nothing } from '../entry.ts'
import { quote } from '../quote.ts'

/** Mistakes in the writing of a file, before it is known what it says. */
export const SYNTAX = {
  'file-unreadable': error<{ reason: string }>({
    message: ({ reason }) => `The file cannot be read: ${reason}.`,
    hint: () => 'Look at the name, the folder, and who may read it.',
    help: 'The file does not exist, is a folder, or may not be read by this account.',
  }),
  'unknown-format': error<{ path: string }>({
    message: ({ path }) => `${quote(path)} does not say which format it has.`,
    hint: () => 'Name the file estate.yaml, estate.json or estate.ts.',
    help: 'The ending of the name tells how an estate file is read: .yaml or .yml, .json, .ts. What comes from standard input is YAML.',
  }),
  'empty-file': error<Nothing>({
    message: () => 'The file says nothing.',
    hint: () => '`portwright init` writes a starter estate.',
    help: 'The file is empty or holds comments only. An estate needs at least a name, a product and hosts.',
  }),
  'index-for-estate': error<Nothing>({
    message: () => 'This is the index of an output, no estate.',
    hint: () =>
      'Give the estate that was compiled. `portwright verify FOLDER` proves an output; plan, lint and can take its folder too.',
    help: 'portwright.json holds what a compile has made of an estate. The estate itself is the file that somebody wrote.',
  }),
  'invalid-utf8': error<Nothing>({
    message: () => 'The file is not UTF-8: some bytes here are no character.',
    hint: () => 'Save the file as UTF-8.',
    help: 'Estate files are UTF-8 text. A file in UTF-16 or in an older code page has to be saved again as UTF-8.',
  }),
  'utf16-text': error<Nothing>({
    message: () => 'The file is UTF-16 text; estate files are UTF-8.',
    hint: () =>
      'Save it as UTF-8. In PowerShell: `Get-Content estate.yaml | Set-Content -Encoding UTF8 estate-utf8.yaml`.',
    help: 'Windows PowerShell writes UTF-16 where `>` or Out-File without -Encoding makes a file, and some editors call it “Unicode”. Estate files are UTF-8.',
  }),
  'file-too-large': error<{ what: string; limit: number }>({
    message: ({ what, limit }) => `The file holds more than ${limit.toLocaleString('en')} ${what}.`,
    hint: () => 'Look at whether this is the file that was meant.',
    help: 'An estate file may have 256 MB and five million values, with tags or texts in blocks two million; an estate of 100,000 hosts needs about a million. Facts of a live site may have five million values, a listing of rules 250,000 rows as CSV and two million objects as JSON or CLIXML, of JSON ten million values and ten thousand keys in one object, scripts, .reg files, DSC documents and other texts 256 MB in two million lines with 32 MB in one, registry.pol a million values, a report of Group Policy 128 MB, any other file 512 MB. The limits keep a file that was not meant from taking the memory of the machine.',
  }),
  'too-many-diagnostics': error<{ count: number; atLeast: boolean }>({
    message: ({ count, atLeast }) =>
      `${atLeast ? 'At least ' : ''}${count.toLocaleString('en')} more ${count === 1 ? 'error is' : 'errors are'} not shown.`,
    hint: () => 'Mend these first, then run again.',
    help: 'Of one estate the first thousand errors are shown. So many usually have one cause. “At least” stands there where a file has more than a thousand mistakes of spelling, since what its words mean is looked at when these are mended, and where it has more than ten thousand mistakes: nothing is counted beyond.',
  }),
  'unprintable-character': error<{ character: string }>({
    message: ({ character }) => `The character ${character} may not stand in an estate file.`,
    hint: () => 'Delete it.',
    help: 'Control characters, halves of surrogate pairs and noncharacters have no meaning in an estate file and usually come from a broken copy.',
  }),
  'lone-carriage-return': error<Nothing>({
    message: () => 'A carriage return stands here without a line feed.',
    hint: () => 'Save the file with line ends LF or CRLF.',
    help: 'Lines end with LF or with CRLF, also mixed. A carriage return alone, as very old programs end lines, ends a line for some programs and not for others, so that no line number would be right for all.',
  }),
  'yaml-syntax': error<{ reason: string }>({
    message: ({ reason }) => `This is not valid YAML: ${reason}.`,
    help: 'The file breaks the rules of YAML 1.2. Look at the indentation, and at brackets and quotes that are not closed.',
  }),
  'yaml-tab': error<Nothing>({
    message: () => 'YAML is indented with blanks, not with tabs.',
    hint: () => 'Replace the tab by blanks.',
    help: 'YAML does not allow tabs as indentation. Most editors can be told to insert blanks.',
  }),
  'several-documents': error<Nothing>({
    message: () => 'An estate file is one YAML document; a second one starts here.',
    hint: () => 'Remove the line `---`, or put the second document into a file of its own.',
    help: 'A line `---` starts another YAML document. What stands in the second document would not be compiled, so it is refused.',
  }),
  'custom-tag': error<{ tag: string }>({
    message: ({ tag }) => `The tag ${quote(tag)} is not known.`,
    hint: () => 'Remove the tag.',
    help: 'Estate files know plain text, numbers, true and false, lists and keys. Tags such as !secret or !!binary have no meaning here.',
  }),
  'yaml-version': error<{ version: string }>({
    message: ({ version }) => `Estate files are YAML 1.2, not YAML ${version}.`,
    hint: () => 'Remove the line that starts with %YAML.',
    help: 'YAML 1.1 reads words such as no, on and 0o17 differently. Estate files are read as YAML 1.2, and a file that asks for another version is refused.',
  }),
  'unknown-alias': error<{ alias: string; nearest: string | null }>({
    message: ({ alias }) => `No anchor ${quote(`&${alias}`)} stands before this alias.`,
    hint: didYouMean,
    help: 'A YAML alias (*name) repeats what was marked with an anchor (&name) earlier in the file.',
  }),
  'alias-cycle': error<{ alias: string }>({
    message: ({ alias }) => `The alias ${quote(`*${alias}`)} stands inside what it repeats.`,
    help: 'A YAML alias must not contain itself: it would never end.',
  }),
  'alias-limit': error<{ limit: number }>({
    message: ({ limit }) => `What is repeated here makes more than ${limit.toLocaleString('en')} values.`,
    hint: () => 'Write a network once under `networks` and refer to it by name.',
    help: 'Aliases of aliases, and constants made of constants, can make a small file grow beyond any memory. Portwright stops at a size that no estate needs.',
  }),
  'key-not-text': error<{ found: string }>({
    message: ({ found }) => `A key is a word; this one is ${found}.`,
    help: 'Keys of an estate file are text. Lists and mappings as keys, and keys left empty, are refused.',
  }),
  'too-deep': error<{ limit: number }>({
    message: ({ limit }) => `The nesting is deeper than ${limit} levels.`,
    help: 'No estate needs more than a handful of levels. Usually a bracket is not closed.',
  }),
  'duplicate-key': error<{ key: string }>({
    message: ({ key }) => `The key ${quote(key)} stands here twice.`,
    hint: () => 'Merge the two, or delete one of them.',
    help: 'Only one of two equal keys could count, and which one would be a guess. Every key stands once.',
  }),
  'json-syntax': error<{ reason: string }>({
    message: ({ reason }) => `This is not valid JSON: ${reason}.`,
    help: 'JSON knows no comments, no comma after the last element, and only double quotes. Name the file .yaml if you want comments.',
  }),
  'typescript-syntax': error<{ reason: string }>({
    message: ({ reason }) => `This is not valid TypeScript: ${reason}.`,
    help: 'The TypeScript parser does not understand this place of the file.',
  }),
  'not-static': error<{ what: string; remedy: string | null }>({
    message: ({ what }) => `${what} cannot be read without running the file.`,
    hint: ({ remedy }) => remedy,
    help: 'A TypeScript estate is read, never executed. It may hold imports of other such files, constants, types, spreads, template strings and a default export; everything else is refused.',
  }),
  'unknown-constant': error<{ name: string; nearest: string | null }>({
    message: ({ name }) => `${quote(name)} is not a constant of this file.`,
    hint: didYouMean,
    help: 'A TypeScript estate may use constants that the same file declares with `const` or imports from another such file.',
  }),
  'unknown-import': error<{ name: string; file: string; nearest: string | null }>({
    message: ({ name, file }) => `${quote(file)} exports no ${quote(name)}.`,
    hint: didYouMean,
    help: 'The imported name is not exported by that file.',
  }),
  'constant-cycle': error<{ name: string }>({
    message: ({ name }) => `${quote(name)} needs its own value to be read.`,
    help: 'Constants, or files that import each other, form a circle: no order of reading gives a value.',
  }),
  'no-default-export': error<{ path: string }>({
    message: ({ path }) => `${quote(path)} has no default export.`,
    hint: () => "End the file with `export default estate({ … })`, with `import { estate } from 'portwright'` on top.",
    help: 'The estate of a TypeScript file is its default export.',
  }),
} as const satisfies Record<string, Entry<never>>
