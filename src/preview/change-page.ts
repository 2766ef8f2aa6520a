// SPDX-License-Identifier: MIT
import type { Plan } from '../change/plan.ts'
import { changeSection } from './page/change-section.ts'
import { listOnce } from './page/name-list.ts'
import { renderPage } from './render-page.ts'

const NOTHING_ELSE = {
  hasExposure: false,
  showRest: false,
  hasZones: false,
  hasHosts: false,
  hasPorts: false,
  hasInstall: false,
  hasState: false,
  showWidened: false,
  hasOwn: false,
}

/** A page about the changes alone: what can be said where there is no estate, only the output that was made of it. */
export const changePage = (plan: Plan, words: string, version: string, estateHash: string | null): string => {
  const name = plan.estate ?? plan.path
  const { once, lists } = listOnce()
  const changes = changeSection(plan, words, (role) => role, once)
  return renderPage(
    {
      title: `${name} – Windows Firewall policy`,
      heading: name,
      kind: 'changes',
      scope: 'What opened and what closed',
      estateHash: estateHash ?? '',
      hasHash: estateHash !== null,
      figures: [],
      nav: [{ anchor: 'changes', name: 'Changes', count: changes.count }],
      version,
      changes,
      hasChanges: true,
      lists: lists(),
      hasLists: lists().length > 0,
      ...NOTHING_ELSE,
    },
    estateHash === null ? name : `${name}, estate hash ${estateHash}`,
  )
}
