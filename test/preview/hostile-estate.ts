// SPDX-License-Identifier: MIT

/** Names that try to be something else than text. */
export const HOSTILE: readonly string[] = [
  '</script><script>alert(1)</script>',
  `"><img src=x onerror='alert(1)'> \`\${1}\``,
  '--><svg/onload=alert(1)>&lt;',
  'מחשבים \u200f{{text x}} 日本語',
]

/** An estate whose group, site, network, flow and owner names are hostile. */
export const hostileEstate = (): string => {
  const [markup, quotes, comment, rightToLeft] = HOSTILE.map((name) => JSON.stringify(name))
  return `name: ${markup}
product: cmcb
sites: { ${comment}: { type: primary } }
networks: { ${quotes}: [10.9.0.0/16] }
hosts:
  cm01.contoso.test: { addresses: [10.0.0.1], site: ${comment}, roles: [site-server, management-point, { role: sql-server, instance: CM, port: 1433 }] }
clients:
  ${markup}: { site: ${comment}, networks: [${quotes}], install: [push] }
  ${rightToLeft}: { site: ${comment}, networks: [10.10.0.0/16], install: [manual] }
flows:
  - { name: ${quotes}, from: ${quotes}, to: cm01.contoso.test, protocol: tcp, ports: 9999, reason: ${comment}, owner: ${markup} }
  - { name: ${rightToLeft}, from: any, to: cm01.contoso.test, protocol: tcp, ports: 9998, reason: ${rightToLeft} }
except:
  - { flow: cmcb/site-server/client/push-smb, reason: ${markup}, owner: ${quotes} }
`
}
