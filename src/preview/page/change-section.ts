// SPDX-License-Identifier: MIT

import type { ChangeEnd, Move, Plan, PlannedChange, PolicyPlan } from '../../change/plan.ts'
import { differenceTexts } from '../../change/print/difference-texts.ts'
import { conditionText, joined, whatText } from '../../change/sentence.ts'
import { count } from '../../diagnostics/count.ts'
import { visible } from '../../diagnostics/visible.ts'
import { policyAnchor } from './anchors.ts'
import { type NameList, nameList } from './name-list.ts'

const MOST = 4
const MOST_PORTS = 16

export interface ChangeRow {
  readonly sign: 'opened' | 'closed'
  readonly word: string
  readonly from: NameList
  readonly fromRole: string
  readonly fromAt: string
  readonly to: NameList
  readonly toRole: string
  readonly toAt: string
  readonly ports: NameList
  readonly also: string
  readonly policy: string
  readonly anchor: string
  readonly why: NameList
  readonly owner: string
}

export interface ChangeSection {
  readonly since: string
  readonly summary: string
  readonly rows: readonly ChangeRow[]
  /** At computers that came to a policy, left it, or have other addresses now. */
  readonly moves: readonly ChangeRow[]
  readonly others: readonly { readonly policy: string; readonly anchor: string; readonly texts: readonly string[] }[]
  readonly count: number
}

/** What opened and what closed since an earlier state, what everybody may reach at the top; then whatever else differs. */
export const changeSection = (
  plan: Plan,
  since: string,
  roleName: (id: string) => string,
  once: (list: NameList) => NameList,
): ChangeSection => {
  const rowsOf = (
    policy: PolicyPlan,
    sign: ChangeRow['sign'],
    changes: readonly PlannedChange[],
  ): readonly ChangeRow[] => changes.map((change) => rowOf(policy, sign, change, roleName, once))
  const moveRows = (policy: PolicyPlan, sign: ChangeRow['sign'], move: Move | null): readonly ChangeRow[] =>
    rowsOf(policy, sign, move?.changes ?? []).map((row, index) => {
      // The computer has the same name before and after: only its addresses tell the two apart.
      const at = `at ${joined(move?.addresses ?? [], MOST)}`
      return move?.changes[index]?.direction === 'in' ? { ...row, toAt: at } : { ...row, fromAt: at }
    })
  const rows = plan.policies.flatMap((policy) => [
    ...rowsOf(policy, 'opened', policy.opened),
    ...rowsOf(policy, 'closed', policy.closed),
  ])
  const moves = plan.policies.flatMap((policy) => [
    ...moveRows(policy, 'opened', policy.arrived),
    ...moveRows(policy, 'closed', policy.departed),
  ])
  const others = plan.policies.flatMap((policy) => {
    const texts = [...stateTexts(policy), ...differenceTexts(policy)]
    return texts.length === 0
      ? []
      : [{ policy: visible(policy.id), anchor: anchorOf(policy), texts: texts.map(visible) }]
  })
  const { opened, closed } = plan.summary
  return {
    since,
    summary:
      opened + closed === 0
        ? 'Nothing opens and nothing closes: the rules let the same packets through.'
        : `${count(opened, 'change opens', 'changes open')} what was closed; ${count(closed, 'change closes', 'changes close')} what was open.`,
    rows: [...rows].sort((a, b) => Number(isAny(b)) - Number(isAny(a)) || order(a.sign) - order(b.sign)),
    moves,
    others,
    count: rows.length + moves.length + others.length,
  }
}

const order = (sign: ChangeRow['sign']): number => (sign === 'opened' ? 0 : 1)
const ANY = 'any address'
const isAny = ({ sign, from }: ChangeRow): boolean =>
  sign === 'opened' && /^any(?: IPv[46])? address/.test(from.shown[0]?.text ?? '')

const stateTexts = ({ state, wasId }: PolicyPlan): readonly string[] => [
  ...(state === 'new' ? ['The policy is new.'] : state === 'gone' ? ['The policy is gone.'] : []),
  ...(wasId === null ? [] : [`It was called ${wasId}.`]),
]

/** A policy that is gone stands nowhere else on the page. */
const anchorOf = ({ id, state }: PolicyPlan): string => (state === 'gone' ? '' : policyAnchor(id))

/** What is sent: of many ports the first ones, and the others behind them. */
const portsOf = (change: PlannedChange): NameList => {
  const [first = '', ...ports] = change.ports
  return ports.length === 0
    ? nameList([visible(whatText(change))])
    : nameList([whatText({ ...change, ports: [first] }), ...ports], MOST_PORTS)
}

const rowOf = (
  policy: PolicyPlan,
  sign: ChangeRow['sign'],
  change: PlannedChange,
  roleName: (id: string) => string,
  once: (list: NameList) => NameList,
): ChangeRow => {
  const namesOf = ({ names }: ChangeEnd): NameList =>
    once(nameList(names.length === 0 ? [ANY] : names.map(visible), MOST))
  const rolesIn = ({ roles }: ChangeEnd): string => roles.map(roleName).join(', ')
  const own = change.why.filter(({ reason }) => reason !== undefined)
  return {
    sign,
    word: sign === 'opened' ? 'opens' : 'closes',
    from: namesOf(change.from),
    fromRole: rolesIn(change.from),
    fromAt: '',
    to: namesOf(change.to),
    toRole: rolesIn(change.to),
    toAt: '',
    ports: portsOf(change),
    also: visible(conditionText(change, policy.profiles)),
    policy: visible(policy.id),
    anchor: anchorOf(policy),
    why: nameList([...new Set(change.why.map(({ reason, text }) => reason ?? text))], 2, ''),
    owner: own
      .map(({ owner, ticket, expires }) =>
        [
          `Owner: ${owner ?? 'not named'}.`,
          ...(ticket == null ? [] : [`Ticket: ${ticket}.`]),
          `Ends: ${expires ?? 'never'}.`,
        ].join(' '),
      )
      .join(' '),
  }
}
