// SPDX-License-Identifier: MIT
import { UsageError } from './exit-code.ts'

/** Asks for a password on the terminal without showing it; nobody else hears of it. */
export const readSecret = (question: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { stdin, stderr } = process
    if (stdin.isTTY !== true) {
      reject(new UsageError('there is no terminal to ask for a password on'))
      return
    }
    stderr.write(question)
    let text = ''
    const end = (finish: () => void): void => {
      stdin.setRawMode(false)
      stdin.pause()
      stdin.off('data', onData)
      stderr.write('\n')
      finish()
    }
    const onData = (chunk: Buffer): void => {
      for (const character of chunk.toString('utf8')) {
        if (character === '\r' || character === '\n') {
          end(() => resolve(text))
          return
        }
        if (character === '\u0003' || character === '\u0004') {
          end(() => reject(new UsageError('no password was given')))
          return
        }
        text = character === '\u007f' || character === '\b' ? text.slice(0, -1) : text + character
      }
    }
    stdin.setRawMode(true)
    stdin.resume()
    stdin.on('data', onData)
  })
