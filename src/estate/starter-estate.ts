// SPDX-License-Identifier: MIT

/** The estate file that `init` writes: small, commented, and without diagnostics. */
export const starterEstate = (): string => STARTER

const STARTER = `# yaml-language-server: $schema=./estate.schema.json
#
# An estate: the sites, servers and clients of a Configuration Manager hierarchy.
# Check it:    portwright check estate.yaml
# Compile it:  portwright compile estate.yaml --out out

name: contoso
product: cmcb                # cm2007 | cm2012 | cmcb (current branch)
# version: 2509              # the build in production; left out: the newest that the catalogue knows
# features: [wake-up-proxy]  # flows with a condition; portwright catalog lists them

sites:
  PS1:
    type: primary            # central | primary | secondary
    communication: https     # http | https | both
    # parent: CAS            # the site above this one
    # ports: { clientHttps: 443, wsusHttps: 8531 }   # ports that differ from the usual ones

# Networks have names, so that each range is written once.
networks:
  headquarters: [10.10.0.0/16]
  administrators: [10.9.0.0/24]

# Every server with its addresses and roles. Hosts without a site serve every site.
hosts:
  cm01.contoso.test:
    addresses: [10.0.0.10]
    site: PS1
    os: windows-server-2022
    roles: [site-server, sms-provider, management-point]
  sql01.contoso.test:
    addresses: [10.0.0.11]
    site: PS1
    os: windows-server-2022
    roles:
      - sql-server
      # - { role: sql-server, instance: CM, port: 14330 }   # a named instance with its static port
  dp01.contoso.test:
    addresses: [10.0.0.12]
    site: PS1
    os: windows-server-2022
    roles: [distribution-point, software-update-point]
  dc01.contoso.test:
    addresses: [10.0.0.5]
    os: windows-server-2022
    roles: [domain-controller, global-catalog]

# Clients get one policy a group.
clients:
  workstations:
    site: PS1
    networks: [headquarters]
    os: windows-11
    install: [push]          # push | group-policy | manual | logon-script | software-update-point | software-distribution

firewall:
  profiles: [domain]         # domain | private | public
  direction: inbound         # inbound | both
  scope: role-set            # host: a policy a host | role-set: hosts with the same roles share one
  # rpc: { ports: 20000-20299 }                      # limits dynamic RPC to a range
  # settings: { enabled: true, defaultInbound: block }   # left out: rules only, no profile setting is touched

# Where administrators come from: needed when settings block everything else.
management: [administrators]

# What has to pass, checked at every compile.
tests:
  - allow: workstations -> cm01.contoso.test 443/tcp
  - deny: workstations -> sql01.contoso.test 1433/tcp
`
