// SPDX-License-Identifier: MIT
import type { WmiInstance } from '../../formats/wmi-json/wmi-instance.ts'

/** What an import reads of a class. */
interface ClassFacts {
  /** Columns, as the class spells them; `Props` and `PropLists` beside them hold only what live-properties.ts names. */
  readonly columns: readonly string[]
  /** Columns that tell the class where nothing names it: all of the first, none of the second. */
  readonly with: readonly string[]
  readonly without: readonly string[]
}

/** In this order they are asked for, and told apart. */
export const LIVE_CLASSES = {
  SMS_SCI_SiteDefinition: {
    columns: [
      'SiteCode',
      'SiteName',
      'ParentSiteCode',
      'SiteType',
      'SiteServerName',
      'SQLServerName',
      'SQLDatabaseName',
      'Props',
    ],
    with: ['sitecode', 'siteservername'],
    without: ['rolename'],
  },
  SMS_SCI_SysResUse: {
    columns: ['NALPath', 'NALType', 'NetworkOSPath', 'RoleName', 'SiteCode', 'Type', 'Props', 'PropLists'],
    with: ['rolename', 'sitecode'],
    without: [],
  },
  SMS_SCI_Component: {
    columns: ['ComponentName', 'ItemName', 'SiteCode', 'Flag', 'Props'],
    with: ['componentname', 'sitecode'],
    without: ['rolename'],
  },
  SMS_DistributionPointInfo: {
    columns: ['NALPath', 'SiteCode', 'IsPXE', 'IsMulticast', 'IsPullDP'],
    with: ['nalpath', 'ispxe'],
    without: ['rolename'],
  },
  SMS_Boundary: {
    columns: ['BoundaryID', 'BoundaryType', 'DisplayName', 'Value'],
    with: ['boundaryid', 'boundarytype', 'value'],
    without: [],
  },
  SMS_BoundaryGroupSiteSystems: {
    columns: ['GroupID', 'ServerNALPath'],
    with: ['groupid', 'servernalpath'],
    without: [],
  },
  SMS_BoundaryGroupMembers: {
    columns: ['BoundaryID', 'GroupID'],
    with: ['groupid', 'boundaryid'],
    without: ['boundarytype'],
  },
  SMS_BoundaryGroup: {
    columns: ['DefaultSiteCode', 'GroupID', 'Name'],
    with: ['groupid', 'name', 'defaultsitecode'],
    without: [],
  },
  SMS_AzureService: {
    columns: ['Name'],
    with: [],
    without: [],
  },
  SMS_R_System: {
    columns: ['IPAddresses', 'Name', 'ResourceNames'],
    with: ['ipaddresses', 'resourcenames'],
    without: [],
  },
  /** No class of the SMS Provider: what DNS says, as the export script and `--resolve` write it. */
  PortwrightAddresses: {
    columns: ['Addresses', 'Host', 'Reason'],
    with: ['host', 'addresses'],
    without: [],
  },
} as const satisfies Record<string, ClassFacts>

export type LiveClass = keyof typeof LIVE_CLASSES

export const LIVE_CLASS_NAMES = Object.keys(LIVE_CLASSES) as readonly LiveClass[]
const BY_NAME = new Map(LIVE_CLASS_NAMES.map((name) => [name.toLowerCase(), name]))

export const liveClass = (name: string | null): LiveClass | null => BY_NAME.get(name?.toLowerCase() ?? '') ?? null

/** The class that a file names, else the one whose columns it has; null where it is none that is read. */
export const classOfInstance = ({ className, values, lists, embedded }: WmiInstance): LiveClass | null => {
  if (className !== null && /^(SMS|Portwright)/i.test(className)) return liveClass(className)
  const has = (column: string): boolean => values.has(column) || lists.has(column) || embedded.has(column)
  const found = LIVE_CLASS_NAMES.find((name) => {
    const facts: ClassFacts = LIVE_CLASSES[name]
    return facts.with.length > 0 && facts.with.every(has) && !facts.without.some(has)
  })
  return found ?? null
}
