// SPDX-License-Identifier: MIT

export interface Sample {
  readonly systems?: readonly unknown[]
  readonly rules?: readonly unknown[]
  readonly services?: readonly unknown[]
}

export const system = (
  name: string,
  address: string,
  site: string,
  roles: readonly string[],
  more: object = {},
): object => ({
  FullQualifiedDomainName: name,
  IPAddress: address,
  SiteCode: site,
  ParentSiteCode: '',
  RoleList: roles,
  ...more,
})

export const rule = (
  name: string,
  source: string,
  destination: string,
  services: readonly string[],
  more: object = {},
): object => ({
  RuleName: name,
  Source: source,
  Destination: destination,
  Direction: 'Inbound',
  Action: 'Allow',
  Profile: 'Domain',
  IgnoreSiteCode: '',
  Services: services,
  ...more,
})

export const service = (name: string, protocol: string, port: string, more: object = {}): object => ({
  Name: name,
  Protocol: protocol,
  Port: port,
  ...more,
})

/** A configuration file with one host, rule or service a line, so that the lines of findings can be counted. */
export const sample = ({ systems = [], rules = [], services = [] }: Sample): string => {
  const lines = (items: readonly unknown[]): string => items.map((item) => `\n${JSON.stringify(item)}`).join(',')
  return `{"FirewallRuleDefinition":{"SystemAndRoleList":[${lines(systems)}],\n"RuleDefinition":[${lines(rules)}],\n"ServiceDefinition":[${lines(services)}]}}`
}
