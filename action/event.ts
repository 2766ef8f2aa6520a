// SPDX-License-Identifier: MIT
import type { World } from './world.ts'

/** What the workflow runs for. */
export interface Event {
  /** Number of the pull request; null for a push. */
  readonly pullRequest: number | null
  /** Commit that the estate is compared with; null where there is none, such as the first push of a branch. */
  readonly base: string | null
  /** What that commit is called. */
  readonly baseName: string
}

interface Payload {
  readonly before?: string
  readonly pull_request?: {
    readonly number: number
    readonly base: { readonly sha: string; readonly ref: string }
  }
  /** A merge queue tries what the branch would become. */
  readonly merge_group?: { readonly base_sha: string; readonly base_ref: string }
}

const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/

export const readEvent = ({ environment, readFile, exists }: World): Event => {
  const path = environment.GITHUB_EVENT_PATH
  const payload = path !== undefined && exists(path) ? (JSON.parse(readFile(path)) as Payload) : {}
  const { pull_request: request, merge_group: group, before } = payload
  const sha = request?.base.sha ?? group?.base_sha ?? before ?? ''
  const isCommit = COMMIT.test(sha) && !/^0+$/.test(sha)
  return {
    pullRequest: request?.number ?? null,
    base: isCommit ? sha : null,
    baseName: request?.base.ref ?? group?.base_ref.replace('refs/heads/', '') ?? 'the commit before',
  }
}
