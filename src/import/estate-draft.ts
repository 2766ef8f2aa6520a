// SPDX-License-Identifier: MIT
import type { SiteType } from './peer-roles.ts'

/** An estate on its way from the peer's file to YAML. Comments are free text of the peer. */
export interface EstateDraft {
  readonly name: string
  readonly file: string
  readonly features: readonly { readonly id: string; readonly comment: string }[]
  readonly sites: readonly DraftSite[]
  readonly hosts: readonly DraftHost[]
  readonly clients: readonly DraftClients[]
  readonly profiles: readonly string[]
  readonly services: readonly DraftService[]
  readonly flows: readonly DraftFlow[]
}

export interface DraftSite {
  readonly code: string
  readonly type: SiteType
  readonly parent: string | null
}

export interface DraftHost {
  readonly name: string
  readonly addresses: readonly string[]
  readonly site: string | null
  readonly roles: readonly string[]
  readonly comment: string
}

export interface DraftClients {
  readonly name: string
  readonly site: string | null
  readonly networks: readonly string[]
  readonly comment: string
}

export interface DraftService {
  readonly name: string
  readonly protocol: string
  readonly ports: readonly string[]
  readonly comment: string
}

export interface DraftFlow {
  readonly name: string
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** The name of a service, or ports where only a part of the service is needed. */
  readonly service: string | null
  readonly protocol: string
  readonly ports: readonly string[]
  readonly reason: string
}
