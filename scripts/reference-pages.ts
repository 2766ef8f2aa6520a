// SPDX-License-Identifier: MIT
import type { Catalog, Product } from '../src/catalog/catalog-flow.ts'
import { DIAGNOSTICS } from '../src/diagnostics/diagnostic-table.ts'
import { CONSOLE_ROLES } from '../src/import/live/console-roles.ts'

/** A cell of a Markdown table: on one line, without what would end it. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;')
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |\n`
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `${row(head)}${row(head.map(() => '---'))}${rows.map(row).join('')}`

const page = (title: string, from: string, text: string, body: string): string =>
  `# ${title}\n\n<!-- Made from ${from} by \`npm run docs\`. Do not edit. -->\n\n${text}\n\n${body}`

const WORDS: Readonly<Record<Product, string>> = { cm2007: '2007', cm2012: '2012', cmcb: 'current branch' }
const productsOf = (products: readonly Product[]): string => products.map((product) => WORDS[product]).join(', ')
const code = (text: string): string => `\`${text}\``

/** docs/errors.md: every code that a command can print. */
export const errorsPage = (): string => {
  const entries = Object.entries(DIAGNOSTICS).sort(([a], [b]) => (a < b ? -1 : 1))
  return page(
    'Errors, warnings and notes',
    'src/diagnostics/table',
    `Every message carries one of these codes, and \`portwright explain ESTATE CODE\` prints the same text. An error stops a compile; a warning and a note do not.`,
    entries
      .map(
        ([id, { severity, help }]) =>
          `## ${id}\n\n${severity === 'info' ? 'Note' : severity === 'error' ? 'Error' : 'Warning'}. ${help}\n`,
      )
      .join('\n'),
  )
}

const KINDS: readonly (readonly [kind: string, text: string])[] = [
  ['server', 'Servers of Configuration Manager'],
  ['site-system', 'Site systems'],
  ['infrastructure', 'Infrastructure'],
  ['client', 'Clients and devices (the `role` of a client group)'],
  ['external', 'Outside: any address, unless the estate gives it as a host'],
  ['group', 'Groups: nobody is given them'],
  ['derived', 'Derived: they follow from the type of a site'],
]

export const rolesPage = (catalog: Catalog): string =>
  page(
    'Roles',
    'policies/catalog/roles.yaml',
    'A host holds roles: `roles: [site-server, management-point]`. The catalogue says who talks to whom by them.',
    KINDS.map(([kind, title]) => {
      const roles = [...catalog.roles.values()].filter((one) => one.kind === kind)
      if (roles.length === 0) return ''
      return `## ${title}\n\n${table(
        ['role', 'name', 'product', 'note'],
        roles.map(({ id, name, products, note, is }) => [
          code(id),
          name,
          productsOf(products),
          [...(is.length > 0 ? [`Is also ${is.map(code).join(', ')}.`] : []), ...(note === null ? [] : [note])].join(
            ' ',
          ),
        ]),
      )}\n`
    }).join(''),
  )

export const featuresPage = (catalog: Catalog): string => {
  const rows = (id: string): number => catalog.flows.filter(({ when, kind }) => when === id && kind === 'flow').length
  return page(
    'Features',
    'policies/catalog/features.yaml',
    'What is optional stays closed until the estate names it: `features: [wake-up-proxy]`, or all of them with `features: all`. Some say themselves, by a role or by an install method.',
    table(
      ['feature', 'product', 'what it is', 'says itself', 'rows'],
      [...catalog.features.values()].map(({ id, products, text, roles, option }) => [
        code(id),
        productsOf(products),
        text,
        option !== null ? `\`${option.key}: ${option.value}\` of an install method` : roles.map(code).join(', '),
        String(rows(id)),
      ]),
    ),
  )
}

export const parametersPage = (catalog: Catalog): string => {
  const of = (scope: string) => [...catalog.parameters.values()].filter((one) => one.scope === scope)
  return page(
    'Ports that can be changed',
    'policies/catalog/parameters.yaml',
    'A printed port that Configuration Manager lets you change has a parameter. Left out, it is the default.',
    `## Of a site\n\n\`sites.PS1.ports: { clientHttps: 8443 }\`\n\n${table(
      ['parameter', 'default', 'product', 'what it is'],
      of('site').map(({ id, default: port, products, text }) => [code(id), port, productsOf(products), text]),
    )}\n## Of a role\n\n\`roles: [{ role: sql-server, port: 14330 }]\`\n\n${table(
      ['role', 'key', 'default', 'product', 'what it is'],
      of('role').map(({ roles, key, default: port, products, text }) => [
        roles.map(code).join(', '),
        code(key),
        port,
        productsOf(products),
        text,
      ]),
    )}`,
  )
}

/** docs/console-roles.md: role names of the console as `import` and the export script read them. */
export const consoleRolesPage = (): string => {
  const meaning = CONSOLE_ROLES.filter(({ roles }) => roles.length > 0)
  const rows = (some: readonly (typeof CONSOLE_ROLES)[number][]): string =>
    table(
      ['`RoleName`', 'role', 'note'],
      some.map(({ name, roles, says }) => [code(name), roles.map(code).join(', '), says]),
    )
  return page(
    'Role names of the console',
    'src/import/live/console-roles.ts',
    `The ${CONSOLE_ROLES.length} values of \`RoleName\` in \`SMS_SCI_SysResUse\` that are known, and what [an import](commands/import.md) makes of each. Any other is named with its row and gives nothing.`,
    `## Roles\n\n${rows(meaning)}\n## Without a firewall meaning of their own\n\n${rows(CONSOLE_ROLES.filter((one) => !meaning.includes(one)))}`,
  )
}

/** Every page that is made from tables of the program, by its name in docs/. */
export const referencePages = (catalog: Catalog): ReadonlyMap<string, string> =>
  new Map([
    ['errors.md', errorsPage()],
    ['roles.md', rolesPage(catalog)],
    ['features.md', featuresPage(catalog)],
    ['parameters.md', parametersPage(catalog)],
    ['console-roles.md', consoleRolesPage()],
  ])
