// SPDX-License-Identifier: MIT

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Ctrl-C, a request to end, a terminal that is closed: no other host is begun, those that run finish or go back. */
export const watchInterrupt = (
  say: (text: string) => void,
): { readonly pressed: () => boolean; readonly close: () => void } => {
  let pressed = false
  const onSignal = (): void => {
    pressed = true
    say('Interrupted: no other host is begun; those that run finish or are put back.\n')
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return {
    pressed: () => pressed,
    close: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal)
    },
  }
}
