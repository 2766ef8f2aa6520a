// SPDX-License-Identifier: MIT
import { formatYaml, type YamlValue, yamlComment } from '../../formats/yaml/format-yaml.ts'

/** What a network team begins with: a filter for one firewall that works as it is, and how others are named. */
export const sampleFilter = (estate: string, file: string, isEmpty: boolean): string =>
  [
    ...[
      `A filter to begin with: the flows of ${estate} for one firewall. Copy it under a name of your own and`,
      'change the header; a compile writes this file anew. In the folder that holds def and policies:',
      '',
      '    aclgen --base_directory policies --definitions_directory def',
      '',
      'Other firewalls take the same includes. Headers (see the documentation of Aerleon for their options):',
      '',
      ...formatYaml({
        juniper: `${file} mixed`,
        ciscoasa: file,
        srx: 'from-zone any to-zone any',
        windows_advfirewall: 'in inet',
      })
        .trimEnd()
        .split('\n')
        .map((line) => `    ${line}`),
      '',
      'Without "mixed" a firewall gets IPv4 alone, silently. FortiGate takes no ICMP in one filter with the rest.',
      'What no term lets through is for your own terms to say: put them, and a last one that denies, behind the includes.',
    ].map(yamlComment),
    formatYaml({
      filters: [
        {
          header: {
            comment: `Flows of ${estate}`,
            targets: { paloalto: 'from-zone any to-zone any mixed' },
          },
          terms: isEmpty
            ? [{ name: 'nothing', comment: `No flow of ${estate} is known.`, action: 'deny' } satisfies YamlValue]
            : [{ include: `includes/${file}.yaml` }, { include: `includes/${file}-icmp.yaml` }],
        },
      ],
    }),
  ].join('\n')
