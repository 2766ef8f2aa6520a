// SPDX-License-Identifier: MIT

/** The state of the stand-in modules; see modules/StandInDirectory. */
export interface StandInDomain {
  readonly domain: { readonly dns: string; readonly dn: string; readonly netbios: string; readonly dc: string }
  readonly ous: readonly string[]
  readonly gpos: readonly StandInGpo[]
  readonly links: readonly {
    readonly gpo: string
    readonly target: string
    readonly enabled: boolean
    readonly enforced: boolean
  }[]
  readonly groups: readonly {
    readonly sam: string
    readonly name: string
    readonly dn: string
    readonly sid: string
    readonly category: string
    readonly scope: string
    readonly members: readonly string[]
  }[]
  readonly computers: readonly {
    readonly name: string
    readonly dns: string
    readonly dn: string
    readonly sam: string
  }[]
  readonly objects: readonly {
    readonly name: string
    readonly dn: string
    readonly type: string
    readonly attributes: Readonly<Record<string, unknown>>
  }[]
  readonly calls: readonly string[]
  readonly failOn: readonly string[]
  readonly clearsComment: boolean
  readonly sweepsFolder?: boolean
  readonly newGpoAlso?: string
  readonly brokenSysvol?: boolean
  readonly blocked?: readonly string[]
  readonly meanwhile?: { readonly call: string; readonly gpos: readonly StandInGpo[] }
}

export interface StandInGpo {
  readonly id: string
  readonly name: string
  readonly comment: string
  readonly settings: string
  readonly wmi: string
  readonly permissions: readonly { readonly name: string; readonly level: string; readonly denied?: boolean }[]
}

const DN = 'DC=contoso,DC=test'

/** A domain with three organizational units and the computers named, and nothing else. */
export const emptyDomain = (computers: readonly string[]): StandInDomain => ({
  domain: { dns: 'contoso.test', dn: DN, netbios: 'CONTOSO', dc: 'dc01.contoso.test' },
  ous: [`OU=Servers,${DN}`, `OU=Pilot,OU=Servers,${DN}`, `OU=Clients,${DN}`],
  gpos: [],
  links: [],
  groups: [],
  computers: computers.map((dns) => {
    const name = (dns.split('.')[0] ?? '').toUpperCase()
    return { name, dns, dn: `CN=${name},OU=Servers,${DN}`, sam: `${name}$` }
  }),
  objects: [],
  calls: [],
  failOn: [],
  clearsComment: false,
})
