// SPDX-License-Identifier: MIT
import { type Catalog, INSTALL_METHODS, type InstallMethod } from '../../catalog/catalog-flow.ts'
import { methodFacts } from '../../catalog/method-facts.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { nearName } from '../../diagnostics/near-name.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { ClientGroup, Estate, Host } from '../../estate/estate.ts'
import { replaceFile } from '../../output/whole-file.ts'
import type { PageFocus } from '../../preview/page-input.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { loadEstate } from '../load-estate.ts'
import { packageVersion } from '../package-root.ts'
import { printDiagnostics, readFormat } from '../print-diagnostics.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly client?: string
  readonly method?: string
  readonly host?: string
  readonly json?: boolean
  readonly html?: string
  readonly running?: boolean
  readonly format: string
}

export const previewCommand: DefineCommand = (program, streams, done) => {
  program
    .command('preview')
    .description(
      'show what the installation of a client, a host or the whole estate opens, before anything is deployed',
    )
    .argument('<estate>', 'estate.yaml, estate.json or estate.ts; - reads YAML from standard input')
    .option('--client <group>', 'a client group; needs --method')
    .option('--method <name>', `how it is installed: ${INSTALL_METHODS.join(', ')}`)
    .option('--running', 'also what the installed client needs afterwards')
    .option('--host <host>', 'everything about one host')
    .option('--json', 'print rules, flows, notes and prerequisites')
    .option('--html <file>', 'write one self-contained page; - is standard output')
    .option('--format <name>', 'of diagnostics: text, json, sarif or github', 'text')
    .addHelpText(
      'after',
      '\nExamples:\n  $ portwright preview estate.yaml --client workstations --method push\n  $ portwright preview estate.yaml --html preview.html\n',
    )
    .action(async (path: string, options: Options) => done(await preview(path, options, streams)))
}

interface Asked {
  readonly catalog: Catalog
  readonly estate: Estate
  readonly diagnostics: readonly Diagnostic[]
  readonly options: Options
  readonly streams: Streams
  readonly columns: number
}

const preview = async (path: string, options: Options, streams: Streams): Promise<number> => {
  const format = readFormat(options.format)
  checkCombination(options)
  const method = methodOf(options.method)
  const { catalog, estate, diagnostics, files } = await loadEstate(path, streams)
  await printDiagnostics(diagnostics, format, files, streams, { quiet: streams.quiet })
  if (estate === null) return EXIT.wrongInput
  const columns = streams.outIsTerminal ? streams.columns : 100
  const asked: Asked = { catalog, estate, diagnostics, options, streams, columns }
  if (options.client !== undefined) return previewClient(asked, options.client, method as InstallMethod)
  if (options.host !== undefined) return previewOneHost(asked, options.host)
  return writePage(asked, null)
}

const previewClient = async (asked: Asked, name: string, method: InstallMethod): Promise<number> => {
  const { catalog, estate, options, streams, columns } = asked
  const group = named('client group', name, estate.clients) as ClientGroup
  const running = options.running === true
  if (options.html !== undefined) return writePage(asked, { kind: 'client', name: group.name, method, running })
  const { prepareInstalls } = await import('../../preview/install-preview.ts')
  const previewOf = prepareInstalls(estate, catalog, { running })
  const result = previewOf(group, method)
  if (options.json === true) {
    const { previewJson } = await import('../preview-json.ts')
    await streams.out(previewJson(result))
    return EXIT.done
  }
  const { installPreviewText } = await import('../preview-text.ts')
  const all = INSTALL_METHODS.map((one) => (one === method ? result : previewOf(group, one)))
  await streams.out(installPreviewText(result, all, (one) => methodFacts(catalog, one), columns))
  return EXIT.done
}

const previewOneHost = async (asked: Asked, name: string): Promise<number> => {
  const { catalog, estate, options, streams, columns } = asked
  const host = named('host', name, estate.hosts) as Host
  if (options.html !== undefined) return writePage(asked, { kind: 'host', name: host.name })
  const { previewHost } = await import('../../preview/host-preview.ts')
  const result = previewHost(estate, catalog, host)
  if (options.json === true) {
    const { previewJson } = await import('../preview-json.ts')
    await streams.out(previewJson(result))
  } else {
    const { hostPreviewText } = await import('../preview-text.ts')
    await streams.out(hostPreviewText(result, columns))
  }
  return EXIT.done
}

const writePage = async (asked: Asked, focus: PageFocus | null): Promise<number> => {
  const { catalog, estate, diagnostics, options, streams } = asked
  const { compileEstate } = await import('../../compile/compile-estate.ts')
  const { previewPage } = await import('../../preview/preview-page.ts')
  const { bothDirections } = await import('../../preview/both-directions.ts')
  // A page about one host shows what goes out as well, as its JSON does.
  const shown = focus?.kind === 'host' ? bothDirections(estate) : estate
  const compiled = compileEstate(shown, catalog, { version: packageVersion(), inputs: [], diagnostics })
  const page = previewPage({ ...compiled, version: packageVersion(), estate, catalog }, focus)
  const file = options.html as string
  if (file === '-') await (streams.document ?? streams.out)(page)
  else {
    replaceFile(file, page)
    if (!streams.quiet) streams.err(`Wrote ${file}.\n`)
  }
  return EXIT.done
}

/** What may stand together on the command line; one line says what is missing. */
const checkCombination = ({ client, method, host, json, html, running }: Options): void => {
  if (client !== undefined && host !== undefined) throw new UsageError('--client and --host do not go together')
  if (json === true && html !== undefined) throw new UsageError('--json and --html do not go together')
  if (client !== undefined && method === undefined)
    throw new UsageError('--client needs --method', `methods are ${INSTALL_METHODS.join(', ')}`)
  if (client === undefined && method !== undefined) throw new UsageError('--method needs --client')
  if (client === undefined && running === true) throw new UsageError('--running needs --client')
  if (client === undefined && host === undefined && html === undefined)
    throw new UsageError('nothing to preview', 'give --client GROUP --method METHOD, --host HOST, or --html FILE')
}

const methodOf = (word: string | undefined): InstallMethod | null => {
  if (word === undefined) return null
  const method = INSTALL_METHODS.find((one) => one === word)
  if (method !== undefined) return method
  const near = nearest(word, INSTALL_METHODS)
  throw new UsageError(
    `unknown install method “${word}”`,
    near === null ? `methods are ${INSTALL_METHODS.join(', ')}` : `did you mean “${near}”?`,
  )
}

const named = <T>(what: string, name: string, known: ReadonlyMap<string, T>): T => {
  const found = known.get(name) ?? known.get(name.toLowerCase())
  if (found !== undefined) return found
  const near = nearName(name, known.keys())
  throw new UsageError(`the estate has no ${what} “${name}”`, near === null ? null : `did you mean “${near}”?`)
}
