// SPDX-License-Identifier: MIT

export type Row = Readonly<Record<string, unknown>>
/** Rows by class, shaped as the AdminService answers them. */
export type Answers = Readonly<Record<string, readonly Row[]>>

/** An embedded property: the slot that a value belongs to is its own affair. */
export const prop = (name: string, value: number | string, slot: 'Value' | 'Value1' | 'Value2' = 'Value'): Row => ({
  ItemType: null,
  PropertyName: name,
  Value: slot === 'Value' ? value : 0,
  Value1: slot === 'Value1' ? value : '',
  Value2: slot === 'Value2' ? value : '',
})

export const nalPath = (host: string, site: string): string =>
  `["Display=\\\\${host}\\"]MSWNET:["SMS_SITE=${site}"]\\\\${host}\\`

export const roleRow = (name: string, host: string, site: string, props: readonly Row[] = [], more: Row = {}): Row => ({
  NALPath: nalPath(host, site),
  NALType: 'Windows NT Server',
  NetworkOSPath: `\\\\${host}`,
  RoleName: name,
  SiteCode: site,
  SslState: 0,
  Type: 8,
  Props: props,
  PropLists: [],
  ...more,
})

export const siteRow = (
  code: string,
  type: number,
  parent: string,
  server: string,
  sql: string,
  props: readonly Row[],
  more: Row = {},
): Row => ({
  SiteCode: code,
  ParentSiteCode: parent,
  SiteName: `Site ${code}`,
  SiteType: type,
  SiteServerName: server,
  SiteServerDomain: 'CONTOSO',
  SQLServerName: sql,
  SQLDatabaseName: `CM_${code}`,
  Props: [
    prop('Full Version', '5.00.9141.1000', 'Value1'),
    prop('TrustedRootKey', SECRET, 'Value1'),
    prop('SQLServerSSBCertificateThumbprint', SECRET, 'Value2'),
    ...props,
  ],
  ...more,
})

const component = (name: string, site: string, props: readonly Row[], more: Row = {}): Row => ({
  FileType: 2,
  ItemName: `${name}|${name}`,
  ComponentName: name,
  SiteCode: site,
  Flag: 0,
  Props: props,
  ...more,
})

const boundary = (id: number, type: number, value: string, label = ''): Row => ({
  BoundaryID: id,
  BoundaryType: type,
  DisplayName: label,
  Value: value,
})

/** A text that no estate and no message may hold. */
export const SECRET = 'MIIBigSECRETkeyOfTheSiteThatNobodyMayRead'

const SQL = [prop('SQLServicePort', 1433), prop('SSBPort', 4022)]

/** A hierarchy with one of everything that an import reads. */
export const SAMPLE_SITE: Answers = {
  SMS_SCI_SiteDefinition: [
    siteRow('CAS', 4, '', 'cas01.contoso.test', 'cas01.contoso.test', SQL),
    siteRow(
      'PS1',
      2,
      'CAS',
      'ps1.contoso.test',
      'ps1ag.contoso.test',
      [
        prop('SQLServerFQDN', 'ps1ag.contoso.test', 'Value1'),
        prop('SQLAGPrimaryReplica', 'ps1sqla', 'Value1'),
        prop('SQLServicePort', 14330),
        prop('SSBPort', 4023),
      ],
      { SQLDatabaseName: 'CM\\CM_PS1' },
    ),
    siteRow(
      'PS2',
      2,
      'CAS',
      'ps2.contoso.test',
      'PS2SQL.contoso.test',
      [prop('SQLServicePort', 50001), prop('SSBPort', 4022)],
      {
        SQLDatabaseName: 'CONFIGMGR\\CM_PS2',
      },
    ),
    siteRow(
      'S01',
      1,
      'PS2',
      's01.contoso.test',
      's01.contoso.test',
      [prop('SQLServicePort', 1433), prop('SSBPort', 4022)],
      {
        SQLDatabaseName: 'CONFIGMGRSEC\\CM_S01',
      },
    ),
  ],
  SMS_SCI_SysResUse: [
    roleRow('SMS Site Server', 'cas01.contoso.test', 'CAS', [], { Type: 4 }),
    roleRow('SMS Provider', 'cas01.contoso.test', 'CAS', [], { Type: 4 }),
    roleRow('SMS SQL Server', 'cas01.contoso.test', 'CAS', [], { Type: 4 }),
    roleRow('SMS Component Server', 'CAS01.CONTOSO.TEST', 'CAS', [], { Type: 4 }),
    roleRow('SMS Dmp Connector', 'cas01.contoso.test', 'CAS'),
    roleRow('AI Update Service Point', 'cas01.contoso.test', 'CAS'),
    roleRow('SMS Site System', 'cas01.contoso.test', 'CAS', [
      prop('UseProxy', 1),
      prop('ProxyName', 'proxy.contoso.test', 'Value2'),
      prop('ProxyServerPort', 8080),
      prop('UserName', SECRET, 'Value2'),
    ]),
    roleRow('SMS Site Server', 'ps1.contoso.test', 'PS1', [], { Type: 2 }),
    roleRow('SMS Site Server', 'ps1b.contoso.test', 'PS1'),
    roleRow('SMS Provider', 'ps1b.contoso.test', 'PS1'),
    roleRow('SMS SQL Server', 'ps1sqla.contoso.test', 'PS1'),
    roleRow('SMS SQL Server', 'ps1sqlb.contoso.test', 'PS1'),
    roleRow('SMS Management Point', 'ps1mp.contoso.test', 'PS1', [
      prop('MPInternetFacing', 1),
      prop('UseSiteDatabase', 0),
      prop('SQLServerName', 'replica.contoso.test', 'Value2'),
      prop('DatabaseName', 'CM_PS1', 'Value2'),
      prop('UserName', SECRET, 'Value2'),
    ]),
    roleRow('SMS Notification Server', 'ps1mp.contoso.test', 'PS1'),
    roleRow('SMS Cloud Proxy Connector', 'ps1mp.contoso.test', 'PS1'),
    roleRow('SMS Site System', 'ps1mp.contoso.test', 'PS1', [
      prop('FDMOperation', 1),
      prop('Server Remote Public Name', 'mp.example.org', 'Value1'),
      prop('UseProxy', 0),
    ]),
    roleRow('SMS Distribution Point', 'PS1DP1', 'PS1', [
      prop('Server Remote Name', 'ps1dp1.contoso.test', 'Value1'),
      prop('IsPXE', 1),
      prop('IsMulticast', 1),
      prop('CertificateContextData', SECRET, 'Value1'),
    ]),
    roleRow('SMS Multicast Service Point', 'ps1dp1.contoso.test', 'PS1', [
      prop('StartPort', 63000),
      prop('EndPort', 63999),
    ]),
    roleRow('SMS Distribution Point', 'ps1dp2.contoso.test', 'PS1', [prop('IsPullDP', 1)], {
      PropLists: [
        {
          PropertyListName: 'SourceDistributionPoints',
          Values: [nalPath('ps1dp1.contoso.test', 'PS1'), nalPath('s01.contoso.test', 'S01')],
        },
      ],
    }),
    roleRow('SMS Distribution Point', 'ps1dp3.contoso.test', 'PS1', [prop('DoincEnabled', 1)]),
    roleRow('SMS Software Update Point', 'ps1sup.contoso.test', 'PS1', [
      prop('WSUSIISPort', 8530),
      prop('WSUSIISSSLPort', 8531),
      prop('IsINF', 0),
      prop('DBServerName', 'susdb.contoso.test\\WSUS', 'Value2'),
      prop('WSUSAccessAccount', SECRET, 'Value2'),
    ]),
    roleRow('SMS Software Update Point', 'ps1sup2.contoso.test', 'PS1', [
      prop('WSUSIISPort', 80),
      prop('WSUSIISSSLPort', 443),
      prop('IsINF', 1),
    ]),
    roleRow('SMS SRS Reporting Point', 'ps1rsp.contoso.test', 'PS1', [
      prop('ReportServerUri', 'https://ps1rsp.contoso.test:444/ReportServer', 'Value2'),
      prop('ReportManagerUri', 'http://ps1rsp.contoso.test/Reports', 'Value2'),
    ]),
    roleRow('SMS Fallback Status Point', 'ps1rsp.contoso.test', 'PS1', [prop('FSPInternetFacing', 1)]),
    roleRow('SMS State Migration Point', 'ps1rsp.contoso.test', 'PS1'),
    roleRow('SMS Endpoint Protection Point', 'ps1rsp.contoso.test', 'PS1'),
    roleRow('Data Warehouse Service Point', 'ps1rsp.contoso.test', 'PS1'),
    roleRow('SMS Enrollment Server', 'ps1enr.contoso.test', 'PS1', [prop('ServicePort', 4443)]),
    roleRow('SMS Enrollment Web Site', 'ps1enr.contoso.test', 'PS1'),
    roleRow('SMS DM Enrollment Service', 'ps1enr.contoso.test', 'PS1'),
    roleRow('SMS Portal Web Site', 'ps1enr.contoso.test', 'PS1'),
    roleRow('SMS AMT Service Point', 'ps1enr.contoso.test', 'PS1'),
    roleRow('SMS Quantum Point', 'ps1enr.contoso.test', 'PS1'),
    roleRow('SMS Distribution Point', 'contentcloud', 'PS1', [], { NALType: 'Windows Azure', NetworkOSPath: '' }),
    roleRow('SMS Site Server', 'ps2.contoso.test', 'PS2', [], { Type: 2 }),
    roleRow('SMS Provider', 'ps2.contoso.test', 'PS2', [], { Type: 2 }),
    roleRow('SMS Management Point', 'ps2.contoso.test', 'PS2'),
    roleRow('SMS Distribution Point', 'ps2.contoso.test', 'PS2'),
    roleRow('SMS SQL Server', 'ps2sql.contoso.test', 'PS2'),
    roleRow('SMS Distribution Point', 'cas01.contoso.test', 'PS2'),
    roleRow('SMS Site Server', 's01.contoso.test', 'S01', [], { Type: 1 }),
    roleRow('SMS SQL Server', 's01.contoso.test', 'S01', [], { Type: 1 }),
    roleRow('SMS Management Point', 's01.contoso.test', 'S01', [], { Type: 1 }),
    roleRow('SMS Distribution Point', 's01.contoso.test', 'S01', [], { Type: 1 }),
    roleRow('SMS Distribution Point', 'no good name', 'S01'),
  ],
  SMS_SCI_Component: [
    component('SMS_SITE_COMPONENT_MANAGER', 'CAS', [prop('IISSSLState', 224)]),
    component('SMS_SITE_COMPONENT_MANAGER', 'PS1', [prop('IISSSLState', 63)]),
    component('SMS_SITE_COMPONENT_MANAGER', 'PS2', [prop('IISSSLState', 1248)]),
    component('SMS_MP_CONTROL_MANAGER', 'PS1', [
      prop('IISPortsList', '80', 'Value1'),
      prop('IISSSLPortsList', '443,8443', 'Value1'),
    ]),
    component('SMS_MP_CONTROL_MANAGER', 'PS2', [
      prop('IISPortsList', '8080', 'Value1'),
      prop('IISSSLPortsList', '443', 'Value1'),
    ]),
    component('SMS_DISCOVERY_DATA_MANAGER', 'PS1', [prop('Settings', 'Active', 'Value1'), prop('Filters', 6)]),
    component('SMS_DISCOVERY_DATA_MANAGER', 'PS2', [prop('Settings', 'Inactive', 'Value1'), prop('Filters', 0)]),
    component('SMS_WAKEONLAN_COMMUNICATION_MANAGER', 'PS1', [prop('SendMode', 1)], { Flag: 6 }),
    component('SMS_WAKEONLAN_COMMUNICATION_MANAGER', 'PS2', [], { Flag: 1 }),
  ],
  SMS_DistributionPointInfo: [
    {
      NALPath: nalPath('ps2.contoso.test', 'PS2'),
      SiteCode: 'PS2',
      ServerName: 'ps2.contoso.test',
      IsPXE: true,
      IsMulticast: false,
      IsPullDP: false,
    },
    {
      NALPath: nalPath('s01.contoso.test', 'S01'),
      SiteCode: 'S01',
      ServerName: 's01.contoso.test',
      IsPXE: false,
      IsMulticast: false,
      IsPullDP: false,
    },
  ],
  SMS_Boundary: [
    boundary(1, 3, '10.1.0.0-10.1.255.255', 'Head office'),
    boundary(2, 0, '10.2.0.0', 'Old subnet'),
    boundary(3, 1, 'Default-First-Site-Name'),
    boundary(4, 2, '2001:db8:4::/48'),
    boundary(5, 4, 'Auto:On', 'VPN'),
    boundary(6, 3, '10.6.0.5-10.6.0.5'),
    boundary(7, 2, '2001:db8:7::'),
    boundary(8, 3, '10.8.0.9-10.8.0.1'),
    boundary(9, 3, '127.0.0.1-127.0.0.9'),
    boundary(10, 3, '10.10.0.0-10.10.0.255', 'Nobody’s'),
    boundary(11, 9, 'something new'),
  ],
  SMS_BoundaryGroup: [
    { GroupID: 16777217, Name: 'Head office – Zürich', DefaultSiteCode: 'PS1' },
    { GroupID: 16777218, Name: 'branch: "west"', DefaultSiteCode: 'PS2' },
    { GroupID: 16777219, Name: 'con', DefaultSiteCode: '' },
    { GroupID: 16777220, Name: 'Roaming', DefaultSiteCode: '' },
    { GroupID: 16777221, Name: 'roaming', DefaultSiteCode: 'PS2' },
  ],
  SMS_BoundaryGroupMembers: [
    { GroupID: 16777217, BoundaryID: 1 },
    { GroupID: 16777217, BoundaryID: 2 },
    { GroupID: 16777217, BoundaryID: 4 },
    { GroupID: 16777217, BoundaryID: 5 },
    { GroupID: 16777218, BoundaryID: 6 },
    { GroupID: 16777218, BoundaryID: 7 },
    { GroupID: 16777219, BoundaryID: 3 },
    { GroupID: 16777219, BoundaryID: 8 },
    { GroupID: 16777219, BoundaryID: 9 },
    { GroupID: 16777220, BoundaryID: 1 },
    { GroupID: 16777221, BoundaryID: 11 },
    { GroupID: 16777221, BoundaryID: 99 },
    { GroupID: 16777221, BoundaryID: 1 },
  ],
  SMS_BoundaryGroupSiteSystems: [
    { GroupID: 16777217, ServerNALPath: nalPath('ps1dp1.contoso.test', 'PS1') },
    { GroupID: 16777218, ServerNALPath: nalPath('s01.contoso.test', 'S01') },
  ],
  SMS_AzureService: [{ Name: 'Gateway', ServiceCName: 'gw.example.org' }],
  SMS_R_System: [
    {
      ResourceId: 1,
      Name: 'PS1DP1',
      ResourceNames: ['ps1dp1.contoso.test'],
      IPAddresses: ['10.0.1.31', 'fe80::1', '2001:DB8:1::31'],
    },
    { ResourceId: 2, Name: 'PS1DP2', ResourceNames: ['ps1dp2.contoso.test'], IPAddresses: ['10.0.1.32', '10.0.1.33'] },
    { ResourceId: 3, Name: 'PS1DP3', ResourceNames: ['ps1dp3.contoso.test'], IPAddresses: ['10.0.1.33'] },
    { ResourceId: 4, Name: 'STRANGER', ResourceNames: ['stranger.contoso.test'], IPAddresses: ['10.0.9.9'] },
  ],
}

/** An answer of the AdminService. */
export const answer = (className: string, rows: readonly Row[]): object => ({
  '@odata.context': `https://provider.contoso.test/AdminService/wmi/$metadata#${className}`,
  value: rows.map((row) => ({ '@odata.etag': 'W/"1"', __LAZYPROPERTIES: [], ...row })),
})

export const answerTexts = (answers: Answers): readonly string[] =>
  Object.entries(answers).map(([name, rows]) => JSON.stringify(answer(name, rows), null, 1))
