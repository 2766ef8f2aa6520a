// SPDX-License-Identifier: MIT
import { hostFolder } from './host-folder.ts'
import type { HostRoute } from './host-route.ts'
import type { HostShell, ShellAnswer } from './host-shell.ts'
import { sshReason } from './ssh-reason.ts'

/** Why a step has no value. */
export interface StepFault {
  /** `lost`: the connection is gone; `failed`: the server says so; `here`: PowerShell of this computer failed. */
  readonly kind: 'timeout' | 'lost' | 'failed' | 'language' | 'here'
  readonly reason: string
}
export type StepAnswer<T> = { readonly value: T } | { readonly fault: StepFault }

/** The way to one server: a connection at a time, each opened anew. */
export interface ServerLink {
  /** Opens a new connection; what was open before is closed. Null where it stands. */
  readonly open: () => Promise<StepFault | null>
  /** Hands a step to the server. */
  readonly ask: <T>(step: string, data: object, milliseconds: number) => Promise<StepAnswer<T>>
  readonly close: () => Promise<void>
}

interface Answer {
  readonly ok: boolean
  readonly error: string
  readonly id: string
  readonly lost: boolean
  readonly value: string
}

/** PowerShell has to start before it can connect; that is no fault of the server. */
const START_LIMIT = 120_000
const CLOSE_LIMIT = 3_000

const clean = (text: string): string => text.replace(/\s+/g, ' ').trim()
const withNoise = (text: string, noise: string): string => {
  const heard = noise.split('\n').slice(-4).map(clean).join(' ')
  return heard === '' ? clean(text) : `${clean(text)} (${heard})`
}

const faultOf = (answer: ShellAnswer, milliseconds: number): StepFault | null => {
  if (answer.kind === 'timeout')
    return { kind: 'timeout', reason: withNoise(`no answer within ${milliseconds / 1_000} s`, answer.noise) }
  if (answer.kind === 'dead')
    return { kind: 'lost', reason: withNoise('PowerShell of this computer ended', answer.noise) }
  const { ok, error, id, lost } = answer.data as Answer
  if (ok) return null
  if (/ScriptsNotAllowed|NoLanguage/i.test(id) || /no-language mode|language mode/i.test(error))
    return { kind: 'language', reason: 'NoLanguage mode' }
  return { kind: lost ? 'lost' : 'failed', reason: sshReason(error, answer.noise) ?? withNoise(error, answer.noise) }
}

const UNREADABLE: StepFault = { kind: 'failed', reason: 'the server answered nothing that can be read' }

const valueIn = <T>(text: string): StepAnswer<T> => {
  let value: { readonly failed?: string; readonly language?: string }
  try {
    value = JSON.parse(text) as typeof value
  } catch {
    return { fault: UNREADABLE }
  }
  if (typeof value !== 'object' || value === null) return { fault: UNREADABLE }
  if (value.language !== undefined && value.language !== 'FullLanguage')
    return { fault: { kind: 'language', reason: `${value.language} mode` } }
  return value.failed === undefined ? { value: value as T } : { fault: { kind: 'failed', reason: value.failed } }
}

/** `there` is the server's side of the steps; a password goes to PowerShell on standard input and nowhere else. */
export const serverLink = (
  start: () => HostShell,
  route: HostRoute,
  there: string,
  password: string | null,
): ServerLink => {
  let shell: HostShell | null = null
  const limit = route.kind === 'local' ? START_LIMIT : route.milliseconds
  const send = async (data: object, milliseconds: number): Promise<ShellAnswer> => {
    if (shell === null) return { kind: 'dead', noise: '' }
    const answer = await shell.ask(data, milliseconds)
    if (answer.kind !== 'answer') {
      const broken = shell
      shell = null
      await broken.close()
    }
    return answer
  }
  return {
    open: async () => {
      if (shell === null) {
        shell = start()
        const begun = await send({ there }, START_LIMIT)
        if (begun.kind !== 'answer')
          return { kind: 'here', reason: withNoise('PowerShell of this computer does not answer', begun.noise) }
      }
      // PowerShell gives up a little earlier, and says why.
      const connect = { ...route, milliseconds: Math.floor(limit * 0.9), ...(password !== null && { password }) }
      return faultOf(await send({ connect }, limit), limit)
    },
    ask: async <T>(step: string, data: object, milliseconds: number): Promise<StepAnswer<T>> => {
      const { host } = route
      const answer = await send(
        { json: JSON.stringify({ ...data, step, host, folder: hostFolder(host) }) },
        milliseconds,
      )
      const fault = faultOf(answer, milliseconds)
      return fault === null ? valueIn<T>((answer as { readonly data: Answer }).data.value) : { fault }
    },
    close: async () => {
      if (shell === null) return
      if (route.kind !== 'local') await send({ close: true }, CLOSE_LIMIT)
      const open = shell as HostShell | null
      shell = null
      await open?.close()
    },
  }
}
