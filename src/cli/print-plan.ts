// SPDX-License-Identifier: MIT

import type { Plan } from '../change/plan.ts'
import type { Locate } from '../change/plan-diagnostics.ts'
import type { LoadedSource } from '../library/loaded-source.ts'
import type { RuleSource } from '../rules/rule-source.ts'
import { packageVersion } from './package-root.ts'
import { printDiagnostics } from './print-diagnostics.ts'
import type { Streams } from './streams.ts'

export const PLAN_FORMATS = ['text', 'markdown', 'json', 'sarif', 'csv', 'html'] as const
export type PlanFormat = (typeof PLAN_FORMATS)[number]

/** Prints a plan in one format on standard output; for people, what is beside it on standard error. */
export const printPlan = async (
  plan: Plan,
  format: PlanFormat,
  now: LoadedSource,
  was: RuleSource,
  streams: Streams,
): Promise<void> => {
  const { source, compiled } = now
  const document = streams.document ?? streams.out
  if (format === 'json') await streams.out(`${JSON.stringify(plan, null, 2)}\n`)
  else if (format === 'csv') await document((await import('../change/print/plan-csv.ts')).planCsv(plan))
  else if (format === 'markdown') await document((await import('../change/print/plan-markdown.ts')).planMarkdown(plan))
  else if (format === 'html') await document(await planPage(plan, now, was))
  else if (format === 'sarif') {
    const { planDiagnostics } = await import('../change/plan-diagnostics.ts')
    const { formatSarif } = await import('../diagnostics/format-sarif.ts')
    const place: Locate = ({ members }) => {
      const host = members
        .map((name) => compiled?.estate.hosts.get(name.toLowerCase()))
        .find((one) => one !== undefined)
      const group = members.find((name) => compiled?.estate.clients.has(name))
      const path = host !== undefined ? ['hosts', host.writtenName] : group === undefined ? [] : ['clients', group]
      return compiled?.estate.locate(path, 'key') ?? { file: source.path, line: 1, column: 1, endLine: 1, endColumn: 1 }
    }
    await streams.out(formatSarif(planDiagnostics(plan, place), packageVersion()))
  } else {
    const { planText, planNotes } = await import('../change/print/plan-text.ts')
    await streams.out(planText(plan))
    if (!streams.quiet) streams.err(planNotes(plan))
  }
  const { lossesText } = await import('./losses-text.ts')
  if (plan.against.losses.length > 0) streams.err(lossesText(plan.against.losses))
  if (format !== 'json' && format !== 'sarif')
    await printDiagnostics(plan.warnings, 'text', [], streams, { quiet: streams.quiet })
}

const planPage = async (plan: Plan, { source, compiled }: LoadedSource, was: RuleSource): Promise<string> => {
  const { sinceWords, shortSourceHash } = await import('../change/since-words.ts')
  const words = sinceWords(was, plan.against.version ?? null)
  const version = packageVersion()
  if (compiled === null) {
    const { changePage } = await import('../preview/change-page.ts')
    return changePage(plan, words, version, shortSourceHash(source))
  }
  const { estate, catalog } = compiled
  const { previewPage } = await import('../preview/preview-page.ts')
  return previewPage({ ...compiled.compiled, version, estate, catalog, since: { plan, words } })
}
