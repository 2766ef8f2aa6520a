// SPDX-License-Identifier: MIT

/** An estate on its way from a live site to YAML. Notes are comments; those that begin with `not ` are also reported. */
export interface LiveEstate {
  readonly name: string
  readonly version: number | null
  readonly notes: readonly string[]
  readonly sites: readonly LiveSite[]
  readonly networks: readonly LiveNetwork[]
  readonly hosts: readonly LiveHost[]
  readonly clients: readonly LiveClients[]
}

export type SiteType = 'central' | 'primary' | 'secondary'

export interface LiveSite {
  readonly code: string
  readonly from: string
  readonly type: SiteType
  readonly parent: string | null
  readonly communication: 'https' | 'both' | null
  readonly ports: readonly (readonly [key: string, ports: readonly number[]])[]
  readonly notes: readonly string[]
}

/** A role with its parameters, each a key and a value as YAML has it. */
export interface LiveRole {
  readonly role: string
  readonly parameters: readonly (readonly [key: string, value: string])[]
}

export interface LiveHost {
  readonly name: string
  readonly from: string
  readonly addresses: readonly string[]
  readonly site: string | null
  readonly managed: boolean
  readonly siteServerInitiates: boolean
  readonly proxy: string | null
  readonly members: readonly string[]
  readonly roles: readonly LiveRole[]
  readonly notes: readonly string[]
}

export interface LiveNetwork {
  readonly name: string
  readonly from: string
  /** Empty where no boundary of the group has addresses: then neither network nor clients are written, the notes are. */
  readonly addresses: readonly string[]
  readonly notes: readonly string[]
}

export interface LiveClients {
  readonly name: string
  readonly site: string
  readonly network: string
  readonly push: boolean
  readonly notes: readonly string[]
}
