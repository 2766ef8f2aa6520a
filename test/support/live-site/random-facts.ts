// SPDX-License-Identifier: MIT
import fc from 'fast-check'
import { CONSOLE_ROLES } from '../../../src/import/live/console-roles.ts'
import { LIVE_PROPERTIES } from '../../../src/import/live/live-properties.ts'
import { SITE_BUILDS } from '../../../src/import/live/site-builds.ts'
import { codePoint } from '../code-point.ts'
import { type Answers, nalPath, type Row } from './sample-site.ts'

const from = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)

/** Few names in many spellings, so that they meet; some are none. */
const host = from(
  'cm01.contoso.test',
  'CM01.Contoso.Test.',
  'CM01',
  'mp.contoso.test',
  'MP',
  'mp.lab.test',
  'sql.contoso.test',
  'sql\\CM',
  'a_b-1.x',
  'kö.test',
  '10.0.0.5',
  '1 .0.0.5',
  'con',
  '',
)
const site = from('CAS', 'PS1', 'ps2', 'S01', 'CON', 'X', '')
const word = fc.oneof(
  host,
  from(
    'Active',
    'Inactive',
    '80',
    '80, 443;8080',
    '70000',
    'HOST\\INST',
    'MSSQLSERVER\\CM',
    'a|b',
    'https://a:444/x',
    'HTTP://b',
    'http://b:81/\u2028x',
    'http://b:82/x\r',
    '\u2028x',
    "O'Brien",
    '😀 \ud800',
    '  x  ',
  ),
)
const number = from(0, 1, 2, 6, 63, 80, 443, 1248, 1433, 4022, 5022, 8530, 8531, 70000)

const property: fc.Arbitrary<Row> = fc.record({
  PropertyName: from(...LIVE_PROPERTIES, 'isPXE', 'TrustedRootKey'),
  Value: fc.oneof(number, from(null, '1433')),
  Value1: fc.oneof(from('', ''), word),
  Value2: fc.oneof(from('', '', null), word),
})
const build: fc.Arbitrary<Row> = from(...SITE_BUILDS.map(([number]) => number), 4711).map((number) => ({
  PropertyName: 'Full Version',
  Value: 0,
  Value1: `5.00.${number}.1000`,
  Value2: '',
}))
const props = fc.array(fc.oneof({ weight: 6, arbitrary: property }, { weight: 1, arbitrary: build }), { maxLength: 8 })

const definition = (code: string): fc.Arbitrary<Row> =>
  fc.record({
    SiteCode: from(code),
    ParentSiteCode: from('', 'CAS', 'PS1', 'CON'),
    SiteName: word,
    SiteType: from(1, 2, 2, 4, 7),
    SiteServerName: host,
    SQLServerName: host,
    SQLDatabaseName: from('CM_PS1', 'INST\\CM', 'MSSQLSERVER\\CM', 'bad name\\CM', ''),
    Props: props,
  })

const role: fc.Arbitrary<Row> = fc
  .record({
    name: from(...CONSOLE_ROLES.map(({ name }) => name), 'sms management point', 'SMS Nothing', ''),
    host,
    site,
    isPath: fc.boolean(),
    Type: from(1, 2, 4, 8),
    NALType: from('Windows NT Server', 'Windows NT Server', 'Windows NT Server', 'Windows Azure', 'Other', ''),
    Props: props,
    sources: fc.array(host, { maxLength: 2 }),
  })
  .map(({ name, host: server, site: code, isPath, sources, ...rest }) => ({
    ...rest,
    RoleName: name,
    SiteCode: code,
    NALPath: nalPath(server, code),
    NetworkOSPath: isPath ? '' : `\\\\${server}`,
    PropLists: [{ PropertyListName: 'SourceDistributionPoints', Values: sources.map((one) => nalPath(one, code)) }],
  }))

const COMPONENTS = [
  'SMS_SITE_COMPONENT_MANAGER',
  'SMS_MP_CONTROL_MANAGER',
  'SMS_DISCOVERY_DATA_MANAGER',
  'SMS_WAKEONLAN_COMMUNICATION_MANAGER',
]
const component: fc.Arbitrary<Row> = fc.record({
  ComponentName: from(...COMPONENTS, ''),
  ItemName: from(...COMPONENTS.map((name) => `${name}|x`)),
  SiteCode: site,
  Flag: from(1, 6),
  Props: props,
})

const address = fc.oneof(
  from(
    '10.0.0.1-10.0.0.9',
    '10.0.0.9-10.0.0.1',
    '10.1.0.0/16',
    '10.1.0.1/16',
    '10.0.0.0',
    '0.0.0.0/0',
    '127.0.0.1-128.0.0.1',
    '2001:db8::/32',
    '2001:db8::1/64',
    '::/0',
    '::1',
    'fe80::/10',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:a00:1',
    '2001:DB8::1-2001:db8::ff',
    '1:2:3:4:5:6:7::',
    '1::2::3',
    '010.0.0.1',
    'Auto:On',
    '10.0.0.1 - 10.0.0.1',
    ' 10.0.0.3',
    '1 0.0.0.7',
    '',
  ),
  fc.ipV4(),
  fc.ipV6(),
  fc.tuple(fc.ipV4(), fc.nat(33)).map(([ip, bits]) => `${ip}/${bits}`),
)
const id = from(1, 2, 3, 4)
const groupName = fc.oneof(
  from('Paris', 'paris', 'any', 'con', 'a|b', '__x', 'x (1)', 'Zürich', '10.0.0.0/8', 'true', ''),
  fc.string({ unit: codePoint, maxLength: 12 }),
)

/** Facts that are nothing but shaped like facts: rows that meet, contradict each other, and lack what others name. */
export const randomFacts: fc.Arbitrary<Answers> = fc.record({
  SMS_SCI_SiteDefinition: fc
    .tuple(...['CAS', 'PS1', 'PS2', 'S01'].map((code) => fc.option(definition(code), { nil: null })))
    .map((all) => all.filter((one) => one !== null)),
  SMS_SCI_SysResUse: fc.array(role, { maxLength: 25 }),
  SMS_SCI_Component: fc.array(component, { maxLength: 8 }),
  SMS_DistributionPointInfo: fc.array(
    fc.record({
      NALPath: host.map((one) => nalPath(one, 'PS1')),
      SiteCode: site,
      IsPXE: fc.boolean(),
      IsMulticast: fc.boolean(),
      IsPullDP: from<number | string>(0, 1, 'True'),
    }),
    { maxLength: 4 },
  ),
  SMS_Boundary: fc.array(
    fc.record({ BoundaryID: id, BoundaryType: from(0, 1, 2, 3, 3, 3, 4, 9), DisplayName: word, Value: address }),
    { maxLength: 8 },
  ),
  SMS_BoundaryGroup: fc.array(fc.record({ GroupID: id, Name: groupName, DefaultSiteCode: site }), { maxLength: 5 }),
  SMS_BoundaryGroupMembers: fc.array(fc.record({ GroupID: id, BoundaryID: id }), { maxLength: 10 }),
  SMS_BoundaryGroupSiteSystems: fc.array(
    fc.record({ GroupID: id, ServerNALPath: host.map((one) => nalPath(one, 'S01')) }),
    { maxLength: 4 },
  ),
  SMS_AzureService: fc.array(fc.record({ Name: word }), { maxLength: 2 }),
  SMS_R_System: fc.array(
    fc.record({
      Name: host,
      ResourceNames: fc.array(host, { maxLength: 2 }),
      IPAddresses: fc.array(address, { maxLength: 3 }),
    }),
    { maxLength: 4 },
  ),
  PortwrightAddresses: fc.array(
    fc.record({ Host: host, Addresses: fc.array(address, { maxLength: 3 }), Reason: from('', 'DNS did not answer') }),
    { maxLength: 4 },
  ),
})
