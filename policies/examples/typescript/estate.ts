// SPDX-License-Identifier: MIT
import { estate } from 'portwright'
import { offices } from './networks.ts'

/** Distribution points are many and alike: written once. */
const distributionPoint = { site: 'TAI', os: 'windows-server-2022', roles: ['distribution-point'] } as const

export default estate({
  name: 'tailspin',
  product: 'cm2012',
  sites: { TAI: { type: 'primary', communication: 'both' } },
  networks: offices,
  hosts: {
    'cm.tailspin.test': {
      addresses: ['203.0.113.10'],
      site: 'TAI',
      os: 'windows-server-2012-r2',
      roles: ['site-server', 'sms-provider', 'management-point', { role: 'sql-server', port: 1433, serviceBroker: 4022 }],
    },
    'dp1.tailspin.test': { ...distributionPoint, addresses: ['203.0.113.21'] },
    'dp2.tailspin.test': { ...distributionPoint, addresses: ['203.0.113.22'] },
    'dc.tailspin.test': { addresses: ['203.0.113.5'], os: 'windows-server-2022', roles: ['domain-controller', 'global-catalog'] },
  },
  clients: {
    desks: { site: 'TAI', networks: ['hangar', 'tower'], install: [{ method: 'manual', ccmsetup: 'local' }] },
  },
})
