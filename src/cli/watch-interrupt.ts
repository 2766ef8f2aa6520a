// SPDX-License-Identifier: MIT

/** Ctrl-C: no other host is begun, those that run finish or go back. */
export const watchInterrupt = (
  say: (text: string) => void,
): { readonly pressed: () => boolean; readonly close: () => void } => {
  let pressed = false
  const onSignal = (): void => {
    pressed = true
    say('Interrupted: no other host is begun; those that run finish or are put back.\n')
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    pressed: () => pressed,
    close: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
