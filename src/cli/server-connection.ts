// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { findPowerShell } from '../servers/find-powershell.ts'
import { type LinkOptions, ownComputer } from '../servers/host-link.ts'
import { serverScripts } from '../servers/server-scripts.ts'
import type { TransportSettings } from './apply-settings.ts'
import { readSecret } from './read-secret.ts'
import type { Streams } from './streams.ts'

/** The way to servers as the command line describes it: no PowerShell here is a diagnostic, a password is asked for. */
export const serverConnection = (
  { route, askPassword }: TransportSettings,
  streams: Streams,
  span: Span,
): { readonly diagnostic: Diagnostic } | { readonly open: () => Promise<LinkOptions> } => {
  const executable = findPowerShell(streams.environment, process.platform === 'win32')
  if (executable === null) return { diagnostic: diagnose('no-powershell', { folder: span.file }, span) }
  return {
    open: async () => ({
      ...route,
      executable,
      scripts: serverScripts(),
      environment: streams.environment,
      own: ownComputer(streams.environment),
      password: askPassword ? await readSecret(`Password of ${route.user}: `) : null,
    }),
  }
}
