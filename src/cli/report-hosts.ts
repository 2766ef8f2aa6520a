// SPDX-License-Identifier: MIT
import { type HostResult, isFailure } from '../servers/host-result.ts'
import type { ApplySettings } from './apply-settings.ts'
import { applyText } from './apply-text.ts'
import { EXIT } from './exit-code.ts'
import { hostsJson } from './hosts-json.ts'
import type { Streams } from './streams.ts'

/** Prints what became of the hosts, and says the exit code. */
export const reportHosts = async (
  results: readonly HostResult[],
  settings: ApplySettings,
  interrupted: boolean,
  streams: Streams,
): Promise<number> => {
  if (settings.json) await streams.out(hostsJson(results))
  else await streams.out(applyText(results, streams.verbose))
  if (interrupted) return EXIT.interrupted
  if (results.some(({ state }) => isFailure(state, settings.mode))) return EXIT.wrongInput
  const finds =
    settings.mode === 'test' &&
    results.some(({ findings }) =>
      findings.some(({ code, severity }) => severity !== 'info' && /^(?:rpc|sql)-/.test(code)),
    )
  const would = settings.mode === 'what-if' && results.some(({ state }) => state === 'would-change')
  return finds || would ? EXIT.answerIsNo : EXIT.done
}
