// SPDX-License-Identifier: MIT
import { notice } from './workflow-command.ts'
import type { World } from './world.ts'

/** GitHub refuses more. */
const MOST = 65_000

interface Comment {
  readonly id: number
  readonly body?: string
  readonly user?: { readonly type?: string } | null
  readonly author_association?: string
}

/**
 * Whose comments are renewed: those of a workflow's token, or of somebody who may write to the repository. Anybody else
 * could leave a comment with our mark, and change later what it says.
 */
const isTrusted = ({ user, author_association: association = '' }: Comment): boolean =>
  user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association)

/** One comment an estate: found again by this line, which nobody sees. */
export const markOf = (estate: string): string => `<!-- portwright ${encodeURIComponent(estate)} -->`

/**
 * Writes the one comment of an estate under a pull request, or renews it. Where nothing differs (`isEmpty`) an earlier
 * comment says so, and none is begun.
 */
export const renewComment = async (
  world: World,
  pullRequest: number,
  estate: string,
  text: string,
  isEmpty: boolean,
): Promise<void> => {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: api = 'https://api.github.com', TOKEN: token = '' } =
    world.environment
  const ask = (path: string, method: string, body?: object): Promise<Response> =>
    world.fetch(`${api}/repos/${repository}/${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'portwright',
        'x-github-api-version': '2022-11-28',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const refused = (response: Response): void =>
    world.say(
      notice(
        response.status === 403 || response.status === 404
          ? 'There is no comment: this run may not write to the pull request, as for one of a fork. The summary of the job says the same. Otherwise the workflow needs “permissions: pull-requests: write”.'
          : `There is no comment: GitHub answered ${response.status}.`,
      ),
    )
  const mark = markOf(estate)
  let found: Comment | undefined
  for (let page = 1; found === undefined; page++) {
    const response = await ask(`issues/${pullRequest}/comments?per_page=100&page=${page}`, 'GET')
    if (!response.ok) return refused(response)
    const comments = (await response.json()) as readonly Comment[]
    found = comments.find((comment) => comment.body?.startsWith(mark) && isTrusted(comment))
    if (comments.length < 100) break
  }
  if (found === undefined && isEmpty) return
  const whole = `${mark}\n${text}`
  const body =
    whole.length <= MOST ? whole : `${whole.slice(0, whole.lastIndexOf('\n', MOST))}\n\nThe rest stands in the summary of the job.`
  if (found?.body === body) return
  const response = await (found === undefined
    ? ask(`issues/${pullRequest}/comments`, 'POST', { body })
    : ask(`issues/comments/${found.id}`, 'PATCH', { body }))
  if (!response.ok) refused(response)
}

/** The same, with a notice where GitHub cannot be reached: what was found stands in the log and in the summary. */
export const tryRenewComment: typeof renewComment = async (world, ...rest) => {
  try {
    await renewComment(world, ...rest)
  } catch (error) {
    world.say(notice(`There is no comment: GitHub cannot be reached (${(error as Error).message}).`))
  }
}
