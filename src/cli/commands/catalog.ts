// SPDX-License-Identifier: MIT
import { type Catalog, type CatalogFlow, INSTALL_METHODS, PRODUCTS } from '../../catalog/catalog-flow.ts'
import { inVersion } from '../../catalog/in-version.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import { openCatalog } from '../open-catalog.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly product?: string
  readonly version?: string
  readonly from?: string
  readonly to?: string
  readonly method?: string
  readonly json?: boolean
}

export const catalogCommand: DefineCommand = (program, streams, done) => {
  program
    .command('catalog')
    .description('print what the documents say: every flow with its source')
    .option('--product <name>', PRODUCTS.join(', '))
    .option('--version <yymm>', 'only what this build of the current branch has')
    .option('--from <role>', 'only flows that this role takes part in as the sender')
    .option('--to <role>', 'only flows that this role answers')
    .option('--method <name>', `only rows of this install method: ${INSTALL_METHODS.join(', ')}`)
    .option('--json', 'print an array of flows')
    .addHelpText('after', '\nExample:\n  $ portwright catalog --product cmcb --from client --to management-point\n')
    .action(async (options: Options) => done(await print(options, streams)))
}

const print = async (options: Options, streams: Streams): Promise<number> => {
  const catalog = await openCatalog()
  const flows = select(catalog, options)
  if (options.json === true) {
    await streams.out(`[\n${flows.map((flow) => `  ${JSON.stringify(flow)}`).join(',\n')}\n]\n`)
    return EXIT.done
  }
  const { catalogText } = await import('../catalog-text.ts')
  await streams.out(catalogText(catalog, flows, streams.outIsTerminal ? streams.columns : 100))
  return EXIT.done
}

const select = (catalog: Catalog, options: Options): readonly CatalogFlow[] => {
  known('product', options.product, PRODUCTS)
  known('role', options.from, catalog.roles.keys())
  known('role', options.to, catalog.roles.keys())
  known('install method', options.method, INSTALL_METHODS)
  const version = versionOf(options.version)
  if (version !== null && options.product !== undefined && options.product !== 'cmcb')
    throw new UsageError(`${options.product} has no versions`, '--version is for the current branch, cmcb')
  return catalog.flows.filter(
    (flow) =>
      (options.product === undefined || flow.product === options.product) &&
      (version === null || flow.product !== 'cmcb' || inVersion(flow, version)) &&
      (options.from === undefined ||
        flow.from === options.from ||
        (flow.direction === 'either' && flow.to === options.from)) &&
      (options.to === undefined ||
        flow.to === options.to ||
        (flow.direction === 'either' && flow.from === options.to)) &&
      (options.method === undefined || (flow.installMethods as readonly string[]).includes(options.method)),
  )
}

const versionOf = (text: string | undefined): number | null => {
  if (text === undefined) return null
  if (!/^\d{2}(0[1-9]|1[0-2])$/.test(text) || Number(text) < 1511)
    throw new UsageError(`“${text}” is no version of the current branch`, 'versions are yymm, from 1511 on')
  return Number(text)
}

const known = (what: string, word: string | undefined, words: Iterable<string>): void => {
  if (word === undefined) return
  const all = [...words]
  if (all.includes(word)) return
  const near = nearest(word, all)
  throw new UsageError(`unknown ${what} “${word}”`, near === null ? null : `did you mean “${near}”?`)
}
