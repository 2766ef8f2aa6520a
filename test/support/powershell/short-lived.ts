// SPDX-License-Identifier: MIT

/**
 * For a PowerShell of a few seconds: code that runs a few times is not worth being watched and optimized, memory that is
 * written and then run needs no second mapping, and nothing is collected beside the program: two fifths less processor
 * time in the tests of scripts. Nobody attaches to it, so it keeps no pipes for that, which stay behind in the temporary
 * folder when it is ended.
 */
export const SHORT_LIVED = {
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  POWERSHELL_DIAGNOSTICS_OPTOUT: '1',
  DOTNET_EnableDiagnostics: '0',
  DOTNET_EnableWriteXorExecute: '0',
  DOTNET_JITMinOpts: '1',
  DOTNET_TieredCompilation: '0',
  DOTNET_TieredPGO: '0',
  DOTNET_gcConcurrent: '0',
} as const
