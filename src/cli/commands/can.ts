// SPDX-License-Identifier: MIT
import type { CanAnswer } from '../../analysis/can.ts'
import { nearName } from '../../diagnostics/near-name.ts'
import { PROFILES } from '../../formats/rule/rule.ts'
import type { AskedQuestion } from '../../library/asked-question.ts'
import type { DefineCommand } from '../define-command.ts'
import { EXIT, UsageError } from '../exit-code.ts'
import type { Answers } from '../open-answers.ts'
import type { Streams } from '../streams.ts'

interface Options {
  readonly json?: boolean
  readonly profile?: string
  readonly direction?: string
  readonly policy?: string
}

const HELP = `
A packet is 443/tcp, 50000-50199/tcp, 53/udp, icmp (an echo request), icmp4/TYPE[:CODE], icmp6/TYPE[:CODE], or rpc/tcp (the
endpoint mapper, then a dynamic port).
Of an estate or an output the policies of both ends decide. Of a file its rules and profile settings alone do: give addresses, and
--direction out for the way out. With - instead of FROM each line of standard input is a question, FROM TO PACKET with options
behind it; each answer is one line of JSON.

Examples:
  $ portwright can estate.yaml workstations cm01.contoso.test 443/tcp
  $ portwright can server.wfw 10.0.0.5 10.0.0.10 3389/tcp --profile private
  $ portwright can out - < questions.txt
`

export const canCommand: DefineCommand = (program, streams, done) => {
  program
    .command('can')
    .description('would this packet pass, and why')
    .argument(
      '<path>',
      'an estate, the output of a compile, or any file of rules that `read` reads; - is standard input',
    )
    .argument('<from>', 'a host, client group, role, network, site, address, internet or any; - reads questions')
    .argument('[to]', 'the same')
    .argument('[packet]', 'port and protocol, such as 443/tcp')
    .option('--profile <name>', 'domain, private or public: which profile is active')
    .option('--direction <word>', 'of a file: in (the receiver’s rules, default) or out (the sender’s)')
    .option('--policy <id>', 'of a file with several policies: which one')
    .option('--json', 'print one JSON document')
    .addHelpText('after', HELP)
    .action(async (path: string, from: string, to: string | undefined, packet: string | undefined, options: Options) =>
      done(await can(path, from, to, packet, options, streams)),
    )
}

/** What JSON holds of an answer. */
const answerJson = (question: AskedQuestion, { answer, in: inbound, out, pairs }: CanAnswer, fix: string | null) => ({
  answer,
  from: question.from,
  to: question.to,
  packet: question.packet,
  in: inbound,
  out,
  fix,
  pairs: pairs.map((pair) => ({ from: pair.from, to: pair.to, answer: pair.answer, in: pair.in, out: pair.out })),
})

const oneOf = <T extends string>(name: string, word: string | undefined, words: readonly T[]): T | null => {
  if (word === undefined) return null
  const found = words.find((one) => one === word.toLowerCase())
  if (found !== undefined) return found
  const near = nearName(word, words)
  throw new UsageError(
    `“${word}” is no ${name}`,
    near === null ? `it is one of ${words.join(', ')}` : `did you mean “${near}”?`,
  )
}

const questionOf = (from: string, to: string, packet: string, options: Options): AskedQuestion => ({
  from,
  to,
  packet,
  profile: oneOf('profile', options.profile, PROFILES),
  direction: oneOf('direction', options.direction, ['in', 'out'] as const),
})

const can = async (
  path: string,
  from: string,
  to: string | undefined,
  packet: string | undefined,
  options: Options,
  streams: Streams,
): Promise<number> => {
  const isMany = from === '-'
  if (!isMany && (to === undefined || packet === undefined))
    throw new UsageError(
      `missing required argument '${to === undefined ? 'to' : 'packet'}'`,
      '“portwright can --help” shows what it takes.',
    )
  if (isMany && path === '-') throw new UsageError('standard input cannot be both the rules and the questions', null)
  const first = isMany ? null : questionOf(from, to as string, packet as string, options)
  const { packetOf } = await import('../../library/packet-of.ts')
  if (first !== null) packetOf(first.packet)
  const { openAnswers } = await import('../open-answers.ts')
  const answers = await openAnswers(path, options.policy ?? null, streams)
  if (answers === null) return EXIT.wrongInput
  if (first === null) {
    const { questionLines } = await import('../question-lines.ts')
    for (const line of questionLines(new TextDecoder().decode(await streams.readInput()))) {
      const answer = await ofLine(line, options, answers)
      if (answer === null) return EXIT.wrongInput
      await streams.out(`${JSON.stringify(answer)}\n`)
    }
    return EXIT.done
  }
  const answer = await answers(first)
  if (answer === null) return EXIT.wrongInput
  const { found, fix, flowsOf } = answer
  if (options.json === true) await streams.out(`${JSON.stringify(answerJson(first, found, fix), null, 2)}\n`)
  else await streams.out((await import('../can-text.ts')).canText(first.packet, found, fix, flowsOf))
  return found.answer === 'yes' ? EXIT.done : EXIT.answerIsNo
}

type Line = ReturnType<typeof import('../question-lines.ts').questionLines>[number]

/** A line that is no question, or names what nobody knows, is answered with what is wrong with it. */
const ofLine = async (
  { text, words, options: own }: Line,
  options: Options,
  answers: Answers,
): Promise<object | null> => {
  try {
    const [from, to, packet, ...more] = words
    if (from === undefined || to === undefined || packet === undefined || more.length > 0)
      throw new UsageError('a question is FROM TO PACKET, with options behind it', null)
    const unknown = Object.keys(own).find((name) => name !== 'profile' && name !== 'direction')
    if (unknown !== undefined) throw new UsageError(`unknown option '--${unknown}'`, null)
    const question = questionOf(from, to, packet, { ...options, ...own })
    const answer = await answers(question)
    return answer === null ? null : answerJson(question, answer.found, answer.fix)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return { error: error.message, hint: error.hint, question: text }
  }
}
