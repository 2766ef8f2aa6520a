// SPDX-License-Identifier: MIT

/**
 * For a PowerShell of a few seconds: code that runs a few times is not worth being watched and optimized. A third less
 * processor time in the tests of scripts.
 */
export const SHORT_LIVED = {
  POWERSHELL_TELEMETRY_OPTOUT: '1',
  DOTNET_TieredPGO: '0',
  DOTNET_JITMinOpts: '1',
} as const
