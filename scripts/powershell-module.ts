// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs'
import { type Argument, Command, type Option } from 'commander'
import { COMMANDS } from '../src/cli/commands.ts'
import { namesAsked, optionWords } from '../src/cli/completion/option-words.ts'
import type { Streams } from '../src/cli/streams.ts'
import { powershell } from '../src/formats/powershell/powershell.ts'
import { scriptBytes } from '../src/formats/powershell/script-bytes.ts'
import { createRenderer } from '../src/formats/template/create-renderer.ts'
import { loadTemplate } from '../src/formats/template/load-template.ts'

/** The commands that the module has, and what they are called where people speak PowerShell. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  check: 'Test-PortwrightEstate',
  compile: 'New-PortwrightPolicy',
  plan: 'Compare-PortwrightPolicy',
  lint: 'Find-PortwrightFault',
  can: 'Test-PortwrightFlow',
  read: 'Get-PortwrightRule',
  verify: 'Test-PortwrightOutput',
  import: 'Import-PortwrightEstate',
  explain: 'Get-PortwrightReason',
}

/** About what is printed alone: objects are not printed. */
const OUTPUT: ReadonlySet<string> = new Set(['--json', '--format', '--watch'])
/** What the shell itself has. */
const RENAMED: Readonly<Record<string, string>> = { '--host': 'HostName' }
const PATHS: ReadonlySet<string> = new Set(['path', 'file', 'folder', 'estate'])
/** May come through the pipeline by the names of properties. */
const QUESTION: ReadonlySet<string> = new Set(['From', 'To', 'Packet'])

interface Setting {
  readonly name: string
  readonly value: string | number | boolean
}

interface Parameter {
  readonly name: string
  readonly type: 'string' | 'switch'
  readonly list: boolean
  readonly sets: readonly (readonly Setting[])[]
  readonly alias: string
  readonly help: string
  /** `--target`; empty for a place. */
  readonly option: string
  readonly place: number
  readonly kind: 'flag' | 'text' | 'path'
  readonly completes: boolean
}

const pascal = (words: string): string =>
  words.replace(/^-*/, '').replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())
/** Help of the terminal names options as they are typed there. */
const spoken = (text: string): string =>
  `${/^\S+\.\w/.test(text) ? text : text.slice(0, 1).toUpperCase() + text.slice(1)}.`.replace(
    /--([a-z-]+)/g,
    (word) => `-${RENAMED[word] ?? pascal(word)}`,
  )
const inSet = (set: string | null, more: readonly Setting[]): readonly Setting[] => [
  ...(set === null ? [] : [{ name: 'ParameterSetName', value: set }]),
  ...more,
]
const isTrue = (name: string): Setting => ({ name, value: true })

const ofArgument = (command: string, argument: Argument, place: number): readonly Parameter[] => {
  const name = pascal(argument.name())
  const common = {
    list: argument.variadic,
    type: 'string',
    option: '',
    place,
    help: spoken(argument.description.replace(/;? - (?:reads|is)[^,;]*$/, '')),
    completes: place > 0 && namesAsked(command, argument.name()) !== null,
    alias: '',
  } as const
  if (place > 0)
    return [
      {
        ...common,
        name,
        kind: 'text',
        sets: [
          inSet(null, [
            isTrue('Mandatory'),
            { name: 'Position', value: place },
            ...(QUESTION.has(name) ? [isTrue('ValueFromPipelineByPropertyName')] : []),
            ...(argument.variadic ? [isTrue('ValueFromRemainingArguments')] : []),
          ]),
        ],
      },
    ]
  // A question comes through the pipeline as a whole, never its rules.
  const piped = command === 'can' ? [] : [isTrue('ValueFromPipeline')]
  const named = command === 'can' ? [] : [isTrue('ValueFromPipelineByPropertyName')]
  return [
    {
      ...common,
      name,
      kind: 'path',
      sets: [inSet('Path', [isTrue('Mandatory'), { name: 'Position', value: 0 }, ...piped])],
    },
    {
      ...common,
      name: 'LiteralPath',
      kind: 'path',
      alias: 'PSPath',
      help: '',
      sets: [inSet('LiteralPath', [isTrue('Mandatory'), ...named])],
    },
  ]
}

const ofOption = (command: string, option: Option): Parameter => {
  const long = option.long ?? ''
  const value = /[<[]([^>\]]+)[>\]]/.exec(option.flags)?.[1] ?? null
  const words = value === null ? null : optionWords(command, { long, value })
  return {
    name: RENAMED[long] ?? pascal(long),
    type: value === null ? 'switch' : 'string',
    list: value === 'list',
    sets: [[]],
    alias: '',
    help: spoken(option.description),
    option: long,
    place: -1,
    kind: value === null ? 'flag' : PATHS.has(value) ? 'path' : 'text',
    completes: words !== null && words !== 'files',
  }
}

const commaBetween = <T extends object>(items: readonly T[]): readonly (T & { readonly more: boolean })[] =>
  items.map((item, index) => ({ ...item, more: index < items.length - 1 }))

const parametersOf = (command: Command): readonly Parameter[] => [
  ...command.registeredArguments.flatMap((argument, place) => ofArgument(command.name(), argument, place)),
  ...command.options.filter(({ long }) => !OUTPUT.has(long ?? '')).map((option) => ofOption(command.name(), option)),
]

const commands = async (): Promise<readonly Command[]> => {
  const program = new Command()
  // Definitions alone: nothing runs, nothing is printed.
  for (const load of Object.values(COMMANDS)) (await load())(program, {} as Streams, () => undefined)
  return Object.keys(FUNCTIONS).map((name) => {
    const found = program.commands.find((one) => one.name() === name)
    if (found === undefined) throw new Error(`there is no command ${name}`)
    return found
  })
}

/** The files of the PowerShell module, by their names; parameters are those of the commands. */
export const powershellModule = async (version: string): Promise<ReadonlyMap<string, Uint8Array>> => {
  const render = createRenderer(powershell, loadTemplate)
  const all = await commands()
  const parameters = new Map(all.map((command) => [command.name(), parametersOf(command)]))
  const names = Object.values(FUNCTIONS)
  const data = {
    version,
    names,
    description:
      'Compiles a Configuration Manager estate into Windows Firewall policy, and answers questions about it.',
    words: Object.fromEntries(Object.entries(FUNCTIONS).map(([command, name]) => [name, command])),
    commands: Object.fromEntries(
      [...parameters].map(([command, list]) => [
        command,
        list.map(({ name, option, place, kind, completes }) => ({ name, option, place, kind, completes })),
      ]),
    ),
    functions: Object.fromEntries(
      [...parameters].map(([command, list]) => [
        command,
        {
          described: list.filter(({ help }) => help !== ''),
          parameters: commaBetween(
            list.map((parameter) => ({
              ...parameter,
              sets: parameter.sets.map((set) => ({ settings: commaBetween(set) })),
            })),
          ),
        },
      ]),
    ),
  }
  const format = readFileSync(new URL('../templates/module/Portwright.format.ps1xml', import.meta.url), 'utf8')
  return new Map([
    ['Portwright.psd1', scriptBytes(render('module/Portwright.psd1', data))],
    ['Portwright.psm1', scriptBytes(render('module/Portwright.psm1', data))],
    ['Portwright.format.ps1xml', new TextEncoder().encode(format.replaceAll('\n', '\r\n'))],
  ])
}
