// SPDX-License-Identifier: MIT
import { isAbsolute, join } from 'node:path'
import { markdownText } from '../src/diagnostics/markdown-text.ts'
import { baseFolder } from './base-folder.ts'
import { readEvent } from './event.ts'
import { tryRenewComment } from './renew-comment.ts'
import { failure, notice, outputLine } from './workflow-command.ts'
import type { World } from './world.ts'

const FAIL_ON = ['error', 'warning', 'change', 'none'] as const

interface Sarif {
  readonly runs: readonly { readonly results: readonly { readonly level: string }[] }[]
}

interface Compared {
  readonly isDifferent: boolean
  readonly opened: number
  readonly closed: number
  readonly markdown: string
}

/** Checks an estate, compares it with the base, and reports both. Gives the exit code. */
export const runAction = async (world: World): Promise<number> => {
  const { environment, say } = world
  const estate = environment.ESTATE ?? ''
  const failOn = FAIL_ON.find((word) => word === (environment.FAIL_ON || 'error'))
  if (estate === '' || failOn === undefined) {
    say(failure(estate === '' ? 'The input “estate” is missing.' : `fail-on is ${FAIL_ON.join(', ')}.`))
    return 1
  }
  const sarif = join(environment.RUNNER_TEMP ?? '/tmp', 'portwright.sarif')
  const found = await check(world, estate, sarif)
  if ('fault' in found) {
    say(failure(found.fault))
    return 1
  }
  const { errors, warnings } = found
  const event = readEvent(world)
  const answer = errors > 0 ? null : await compare(world, estate, event)
  const isUnread = answer === 'unread'
  const compared = isUnread ? null : answer
  const name = markdownText(estate)
  const text =
    errors > 0
      ? `## ${name}: ${errors} ${errors === 1 ? 'error' : 'errors'}\n\nNothing is compared until it is mended.\n`
      : (compared?.markdown ?? `## ${name}: ${isUnread ? 'what it is compared with cannot be read' : 'nothing to compare with'}\n`)
  if (environment.GITHUB_STEP_SUMMARY) world.append(environment.GITHUB_STEP_SUMMARY, `${text}\n`)
  if (event.pullRequest !== null && environment.TOKEN)
    await tryRenewComment(world, event.pullRequest, estate, text, errors === 0 && compared?.isDifferent !== true)
  const outputs = {
    errors,
    warnings,
    // Where nothing was compared nobody knows: an empty text, never “nothing differs”.
    opened: compared?.opened ?? '',
    closed: compared?.closed ?? '',
    changed: compared?.isDifferent ?? '',
    sarif,
  }
  if (environment.GITHUB_OUTPUT)
    for (const [name, value] of Object.entries(outputs))
      world.append(environment.GITHUB_OUTPUT, outputLine(name, value))
  // What somebody named has to be there; a base that is broken is mended by a change.
  const isMissed = isUnread && (environment.AGAINST ?? '') !== ''
  const fails: Readonly<Record<(typeof FAIL_ON)[number], boolean>> = {
    none: false,
    error: errors > 0 || isMissed,
    warning: errors + warnings > 0 || isMissed,
    change: errors > 0 || compared?.isDifferent === true || isUnread,
  }
  return fails[failOn] ? 1 : 0
}

/** Diagnostics become annotations at their lines, and a SARIF file. */
const check = async (
  world: World,
  estate: string,
  sarif: string,
): Promise<{ readonly errors: number; readonly warnings: number } | { readonly fault: string }> => {
  const annotated = await world.portwright('check', '--format', 'github', '--', estate)
  world.say(annotated.out + annotated.err)
  const { out, err, exit } = await world.portwright('check', '--format', 'sarif', '--', estate)
  if (exit !== 0 && exit !== 1) return { fault: `portwright check ended with ${exit}: ${err.trim()}` }
  world.writeFile(sarif, out)
  const levels = (JSON.parse(out) as Sarif).runs.flatMap(({ results }) => results.map(({ level }) => level))
  const count = (level: string): number => levels.filter((one) => one === level).length
  return { errors: count('error'), warnings: count('warning') }
}

/**
 * What the change opens and closes; null, and a notice, where there is nothing to compare with; `unread` where there is,
 * and it cannot be read.
 */
const compare = async (
  world: World,
  estate: string,
  event: ReturnType<typeof readEvent>,
): Promise<Compared | 'unread' | null> => {
  const given = world.environment.AGAINST ?? ''
  let against = given
  let base: string | null = null
  if (given === '') {
    if (isAbsolute(estate)) {
      world.say(notice('The estate is named by a path of this computer: nothing is known of its base. Name it from the top of the repository.'))
      return null
    }
    const found = baseFolder(world, event)
    if ('missing' in found) {
      world.say(notice(found.missing))
      return null
    }
    base = found.folder
    against = join(base, estate)
    if (!world.exists(against)) {
      world.say(notice(`${estate} is new: ${event.baseName} has no file of this name.`))
      return null
    }
  }
  const plan = (format: string) =>
    world.portwright('plan', `--against=${against}`, '--format', format, '--no-color', '--', estate)
  const read = await plan('json')
  if (read.exit !== 0 && read.exit !== 3) {
    const says = given === '' ? notice : failure
    world.say(says(`Nothing is compared: ${read.err.trim()}`))
    return 'unread'
  }
  const { summary } = JSON.parse(read.out) as { readonly summary: { readonly opened: number; readonly closed: number } }
  const { out } = await plan('markdown')
  // A folder of the runner says nothing to anybody.
  const markdown =
    base === null ? out : out.replaceAll(markdownText(join(base, '/')), () => markdownText(`${event.baseName}:`))
  return { isDifferent: read.exit === 3, opened: summary.opened, closed: summary.closed, markdown }
}
