// SPDX-License-Identifier: MIT
import type { InstallMethod, Product } from '../catalog/catalog-flow.ts'

interface Prerequisite {
  readonly text: string
  /** Left out: every product. */
  readonly products?: readonly Product[]
}

/** What has to be true beside the ports, for no rule makes up for it. Sources: `cprereq`, `cmeth`, `cdep`, `cfw` of the catalogue's documents. */
const PREREQUISITES: Readonly<Record<InstallMethod, readonly Prerequisite[]>> = {
  push: [
    {
      text: 'The administrative share ADMIN$ of every computer answers: the Server service runs and file sharing is on.',
    },
    {
      text: 'The client push installation account is a local administrator on every computer; where none is set, the computer account of the site server is.',
    },
    { text: 'The computers belong to a domain: client push does not reach computers in a workgroup.' },
    {
      text: 'The computers are switched on; the site server tries again every hour for seven days.',
      products: ['cm2012', 'cmcb'],
    },
    {
      text: 'The computers are on the internal network: push works neither through a cloud management gateway nor for clients on the internet.',
      products: ['cmcb'],
    },
  ],
  'group-policy': [
    {
      text: 'CCMSetup.msi lies on a share that the computers’ accounts can read, and a Group Policy object assigns it to the computers.',
    },
    {
      text: 'Installation properties come from the published site or from Group Policy settings: CCMSetup.msi takes no command line here.',
    },
  ],
  manual: [
    { text: 'Whoever starts CCMSetup.exe is a local administrator of the computer.' },
    {
      text: 'CCMSetup.exe runs from a share, or from a local disk or removable media (ccmsetup: local), which needs no share.',
    },
  ],
  'logon-script': [
    { text: 'The logon script starts CCMSetup.exe with /logon, so that it stops where a client is already installed.' },
    { text: 'The user who logs on is a local administrator of the computer.' },
  ],
  'software-update-point': [
    {
      text: 'A Group Policy object sets the intranet update service location to the software update point, with the port in the address (http://server:8530).',
    },
    { text: 'The client is published to the software update point of the site.' },
    { text: 'No other Group Policy object points these computers to another update server.' },
  ],
  'software-distribution': [
    {
      text: 'The computers already have a Configuration Manager client: the method upgrades or reinstalls it and reaches no new computer.',
    },
    { text: 'The client package is on a distribution point of the clients’ site.' },
  ],
}

export const installPrerequisites = (product: Product, method: InstallMethod): readonly string[] =>
  PREREQUISITES[method]
    .filter(({ products }) => products === undefined || products.includes(product))
    .map(({ text }) => text)
