// SPDX-License-Identifier: MIT

/** A port by which a computer is managed or its data read, and whose it is. */
export interface SensitivePort {
  readonly protocol: 'tcp' | 'udp'
  readonly port: number
  readonly name: string
}

export const SENSITIVE_PORTS: readonly SensitivePort[] = [
  { protocol: 'tcp', port: 135, name: 'RPC endpoint mapper' },
  { protocol: 'tcp', port: 445, name: 'SMB' },
  { protocol: 'tcp', port: 1433, name: 'SQL Server' },
  { protocol: 'tcp', port: 1434, name: 'SQL Server, dedicated administrator connection' },
  { protocol: 'udp', port: 1434, name: 'SQL Server Browser' },
  { protocol: 'tcp', port: 2701, name: 'remote control' },
  { protocol: 'tcp', port: 3389, name: 'Remote Desktop' },
  { protocol: 'tcp', port: 4022, name: 'SQL Server Service Broker' },
  { protocol: 'tcp', port: 5985, name: 'WinRM over HTTP' },
  { protocol: 'tcp', port: 5986, name: 'WinRM over HTTPS' },
]

/**
 * Programs that listen on such ports by themselves. A rule that gives such a program every port opens them, whatever else it
 * opens; one that gives every port to another program does not.
 */
export const LISTENERS: Readonly<
  Record<string, readonly (readonly [service: string | null, ports: readonly number[]])[]>
> = {
  system: [[null, [445, 5985, 5986]]],
  'sqlservr.exe': [[null, [1433, 1434, 4022]]],
  'sqlbrowser.exe': [[null, [1434]]],
  'cmrcservice.exe': [[null, [2701]]],
  'svchost.exe': [
    [null, [135, 3389]],
    ['rpcss', [135]],
    ['rpceptmapper', [135]],
    ['termservice', [3389]],
  ],
}
