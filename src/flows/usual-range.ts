// SPDX-License-Identifier: MIT
const BEFORE_VISTA = new Set(['windows-xp', 'windows-server-2003', 'windows-server-2003-r2', 'windows-2000'])

/** Dynamic ports of Windows (KB 929851): 49152-65535 since Vista and Server 2008, 1025-5000 before. */
export const defaultDynamicRange = (os: string | null): string =>
  os !== null && BEFORE_VISTA.has(os) ? '1025-5000' : '49152-65535'
