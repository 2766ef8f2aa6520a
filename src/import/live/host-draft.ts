// SPDX-License-Identifier: MIT
import type { LiveRole } from './live-estate.ts'

/** A host while its roles are gathered. */
export interface HostDraft {
  readonly name: string
  readonly site: string | null
  readonly from: string
  readonly roles: Map<string, LiveRole['parameters']>
  readonly notes: string[]
  readonly members: readonly string[]
  readonly managed: boolean
  readonly siteServerInitiates: boolean
  readonly proxy: string | null
}
