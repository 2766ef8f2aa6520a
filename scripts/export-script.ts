// SPDX-License-Identifier: MIT
import type { Catalog } from '../src/catalog/catalog-flow.ts'
import { roleOutsideVersion } from '../src/estate/resolve/role-lifetime.ts'
import { powershell } from '../src/formats/powershell/powershell.ts'
import { scriptBytes } from '../src/formats/powershell/script-bytes.ts'
import { createRenderer } from '../src/formats/template/create-renderer.ts'
import { loadTemplate } from '../src/formats/template/load-template.ts'
import { MISSED, NEVER } from '../src/import/live/build-live-estate.ts'
import { CONSOLE_ROLES } from '../src/import/live/console-roles.ts'
import { LIVE_CLASSES } from '../src/import/live/live-classes.ts'
import { LIVE_LISTS, LIVE_PROPERTIES } from '../src/import/live/live-properties.ts'
import { SITE_BUILDS } from '../src/import/live/site-builds.ts'
import { HEAD } from '../src/import/live/write-live-estate.ts'

/** Roles that a console row, or a setting of one, can give; those that come and go with versions, with their first and last one. */
const roleVersions = (catalog: Catalog): readonly object[] =>
  [...catalog.roles.values()].flatMap(({ id, products }) => {
    if (!products.includes('cmcb')) return [{ role: id, since: 0, until: 0 }]
    // Outside of a version that never was, a role says when it began and ended.
    const before = roleOutsideVersion(catalog, id, 0)
    const after = roleOutsideVersion(catalog, id, 9999)
    const since = before?.since ?? 0
    const until = after?.until ?? 9999
    return since === 0 && until === 9999 ? [] : [{ role: id, since, until }]
  })

/** scripts/Export-ConfigMgrEstate.ps1: the importer of live sites in PowerShell, with the tables of the one in TypeScript. */
export const exportScript = (catalog: Catalog): Uint8Array =>
  scriptBytes(
    createRenderer(powershell, loadTemplate)('export/Export-ConfigMgrEstate.ps1', {
      classes: Object.entries(LIVE_CLASSES).map(([name, { columns }]) => ({ name, columns })),
      properties: LIVE_PROPERTIES,
      lists: LIVE_LISTS,
      consoleRoles: CONSOLE_ROLES.map(({ name, roles }) => ({ key: name.toLowerCase(), name, roles })),
      roleVersions: roleVersions(catalog),
      newest: catalog.newest,
      builds: SITE_BUILDS.map(([build, version]) => ({ build, version })),
      missed: MISSED.map(([name, what]) => ({ name, what })),
      never: NEVER,
      head: HEAD,
    }),
  )
