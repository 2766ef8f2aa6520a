// SPDX-License-Identifier: MIT
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One check of `.github/windows/Test-Windows.ps1`. */
interface Check {
  readonly id: string
  readonly needs: readonly string[]
  readonly what: string
}

/** What a run of it has written. */
interface Result {
  readonly system: string
  readonly powershell: string
  readonly node: string
  readonly portwright: string
  readonly checks: readonly { readonly id: string; readonly state: string; readonly saw: string }[]
}

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;')

const INTRO = `# What is verified, and where

<!-- Made from .github/windows/checks.json and the results in docs/windows-checks by \`npm run docs\`. Do not edit. -->

Most of what Portwright says of Windows is tested without Windows: each artifact is read back by its own reader and compared with the policy as a set of packets, the readers are held against files that Windows machines have written, the scripts run in PowerShell 7 against stand-ins of the cmdlets, and the command runs as a Windows program under Wine. That leaves what only Windows can say. The workflow \`windows\` (.github/workflows/windows.yml) asks it, in Windows PowerShell 5.1 and in PowerShell 7, and keeps what it saw as the artifacts \`windows-checks-powershell\` and \`windows-checks-pwsh\`.

A line below quotes such a run, or says that there was none. Whoever has run the workflow puts the two files into docs/windows-checks and runs \`npm run docs\`.
`

const table = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `| ${row.map(cell).join(' | ')} |\n`).join('')

/** docs/verified.md: what only Windows can say, each line with what a run of it saw. */
export const verifiedPage = (root: string): string => {
  const checks = JSON.parse(readFileSync(join(root, '.github/windows/checks.json'), 'utf8')) as readonly Check[]
  const folder = join(root, 'docs/windows-checks')
  const results = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Result)
  const heads = results.length === 0 ? ['result'] : results.map(({ powershell }) => `PowerShell ${powershell}`)
  const said = (id: string): readonly string[] =>
    results.length === 0
      ? ['not yet run']
      : results.map(({ checks: all }) => {
          const found = all.find((one) => one.id === id)
          return found === undefined ? 'not yet run' : `${found.state}: ${found.saw}`
        })
  const where = results
    .map(
      ({ system, powershell, node, portwright }) =>
        `- ${system}, PowerShell ${powershell}, Node.js ${node}, Portwright ${portwright}\n`,
    )
    .join('')
  return `${INTRO}${where === '' ? '' : `\nThe runs:\n\n${where}`}
${table([
  ['check', 'needs', ...heads],
  ['---', '---', ...heads.map(() => '---')],
  ...checks.map(({ id, what, needs }) => [what, needs.join(', '), ...said(id)]),
])}`
}
