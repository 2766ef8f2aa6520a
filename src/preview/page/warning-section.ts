// SPDX-License-Identifier: MIT
import { getOrInsert } from '../../collections/get-or-insert.ts'
import { count } from '../../diagnostics/count.ts'
import type { PageInput } from '../page-input.ts'
import { sourceWord } from '../words.ts'

export interface WarningView {
  readonly severity: 'error' | 'warning' | 'info'
  readonly word: string
  readonly text: string
  readonly place: string
  /** Others of the same kind. */
  readonly more: readonly string[]
  readonly moreCount: string
}

const WORDS = { error: 'Error', warning: 'Warning', info: 'For information' } as const
const ORDER = ['error', 'warning', 'info'] as const

/** What must be read before anything else: diagnostics by kind, then what the policies themselves give reason to check. */
export const warningSection = (input: PageInput): readonly WarningView[] => {
  const kinds = new Map<string, { severity: WarningView['severity']; texts: string[]; place: string }>()
  for (const { code, severity, message, file, line } of input.diagnostics.filter((one) => !one.acknowledged?.inForce))
    getOrInsert(kinds, `${severity} ${code}`, () => ({
      severity,
      texts: [],
      place: `${baseName(file)}:${line}`,
    })).texts.push(printable(message))
  const found = [...kinds.values()].map(({ severity, texts, place }) => view(severity, texts, printable(place)))
  return [...found, ...checks(input), ...adviceOf(input)].sort(
    (a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity),
  )
}

export interface AcknowledgedWarning {
  readonly message: string
  readonly reason: string
  readonly owner: string
  readonly until: string
}

/** Warnings that somebody answers for, as long as that counts. */
export const acknowledgedWarnings = ({ diagnostics }: PageInput): readonly AcknowledgedWarning[] =>
  diagnostics.flatMap(({ message, acknowledged }) =>
    acknowledged?.inForce
      ? [
          {
            message: printable(message),
            reason: acknowledged.reason,
            owner: acknowledged.owner,
            until: acknowledged.until ?? 'without an end',
          },
        ]
      : [],
  )

const view = (severity: WarningView['severity'], texts: readonly string[], place: string): WarningView => ({
  severity,
  word: WORDS[severity],
  text: texts[0] ?? '',
  place,
  more: texts.slice(1),
  moreCount: texts.length > 1 ? `${count(texts.length - 1, 'more')} of this kind`.replace('mores', 'more') : '',
})

/** What the documents ask for beside ports, where it concerns the estate. */
const adviceOf = ({ estate, catalog, flows, parties }: PageInput): readonly WarningView[] => {
  const carried = new Set(flows.flatMap(({ entry }) => entry?.notes ?? []))
  const internet = [...estate.clients.values()].some(({ membership }) => membership === 'internet')
  const held = new Set(parties.flatMap(({ roles }) => [...roles]))
  const concerns = (feature: string | null): boolean =>
    feature === null ||
    internet ||
    estate.features.has(feature) ||
    catalog.features.get(feature)?.roles.some((role) => held.has(role)) === true
  return catalog.pageNotes
    .filter(({ id, when }) => carried.has(id) && concerns(when))
    .map(({ id, sources }) => {
      const own = sources.filter(({ document }) => catalog.documents.get(document)?.product === estate.product)
      return view('info', [catalog.notes.get(id) ?? ''], own.map(sourceWord).join('; '))
    })
}

const checks = ({ estate, flows, policies }: PageInput): readonly WarningView[] => {
  const inferred = new Set(flows.filter((flow) => flow.entry?.notes.includes('inferred')).map((flow) => flow.entry?.id))
  const widened = policies.reduce((sum, policy) => sum + policy.widened.length, 0)
  const open = policies.filter((policy) => policy.rules.some((rule) => rule.localPorts.includes('RPC')))
  return [
    ...(estate.firewall.remote === 'any'
      ? [view('warning', ['Inbound rules take any remote address: the estate says remote: any.'], '')]
      : []),
    ...(inferred.size > 0
      ? [
          view(
            'warning',
            [
              `${count(inferred.size, 'catalogue row')} in use ${inferred.size === 1 ? 'rests on inference, not on a port document: check it before relying on it' : 'rest on inference, not on a port document: check them before relying on them'}.`,
            ],
            '',
          ),
        ]
      : []),
    ...(widened > 0
      ? [
          view(
            'info',
            [
              `${count(widened, 'allowance')} beyond the exact need, because hosts with the same roles share a policy. See “Allowed beyond the exact need”.`,
            ],
            '',
          ),
        ]
      : []),
    ...(open.length > 0
      ? [
          view(
            'info',
            [
              `Dynamic RPC is unrestricted in ${count(open.length, 'policy', 'policies')}: firewalls between networks have to let the whole dynamic range through. See “RPC and SQL Server”.`,
            ],
            '',
          ),
        ]
      : []),
    ...(estate.except.length > 0
      ? [
          view(
            'info',
            [
              `The estate does without ${count(
                estate.except.reduce((sum, one) => sum + one.flows.length, 0),
                'catalogue flow',
              )}. See “Exceptions and own flows”.`,
            ],
            '',
          ),
        ]
      : []),
  ]
}

/** The file's own name: where it lies differs from machine to machine. */
const baseName = (path: string): string => path.split(/[\\/]/).at(-1) as string

/** Messages quote what was written; what HTML cannot hold shows as the sign for it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const printable = (text: string): string => text.toWellFormed().replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
