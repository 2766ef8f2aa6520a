// SPDX-License-Identifier: MIT
import test from 'ava'
import { hostEnd } from '../../src/servers/host-end.ts'
import { type RunOptions, runHosts } from '../../src/servers/run-hosts.ts'
import { targetOf } from '../support/servers/target-of.ts'

const options = (more: Partial<RunOptions> = {}): RunOptions => ({
  mode: 'apply',
  throttle: 2,
  stopAfter: null,
  now: () => 0,
  interrupted: () => false,
  ended: () => undefined,
  ...more,
})
const hosts = (...names: readonly string[]): readonly ReturnType<typeof targetOf>[] =>
  names.map((host) => targetOf({ host }))

test('a wave begins when the wave before has ended, and no more hosts work at a time than may', async (t) => {
  const log: string[] = []
  let working = 0
  let most = 0
  await runHosts(
    [hosts('a'), hosts('b', 'c', 'd'), hosts('e')],
    async ({ host }) => {
      log.push(`+${host}`)
      working += 1
      most = Math.max(most, working)
      await new Promise((resolve) => setTimeout(resolve, 1))
      working -= 1
      log.push(`-${host}`)
      return hostEnd('applied', [])
    },
    options(),
  )
  t.is(most, 2)
  t.deepEqual(log.slice(0, 2), ['+a', '-a'])
  t.deepEqual(log.slice(-2), ['+e', '-e'])
})

test('a failure stops no other host, unless so many have failed', async (t) => {
  const run = (stopAfter: number | null): Promise<readonly string[]> =>
    runHosts(
      [hosts('a'), hosts('b', 'c')],
      async ({ host }) => hostEnd(host === 'a' ? 'unreachable' : 'applied', []),
      options({ stopAfter, throttle: 1 }),
    ).then((results) => results.map(({ state }) => state))
  t.deepEqual(await run(null), ['unreachable', 'applied', 'applied'])
  t.deepEqual(await run(2), ['unreachable', 'applied', 'applied'])
  t.deepEqual(await run(1), ['unreachable', 'skipped', 'skipped'])
})

test('after Ctrl-C no host is begun, and those that work end', async (t) => {
  let pressed = false
  const results = await runHosts(
    [hosts('a', 'b', 'c')],
    async ({ host }) => {
      if (host === 'a') pressed = true
      await new Promise((resolve) => setTimeout(resolve, 1))
      return hostEnd('applied', [])
    },
    options({ interrupted: () => pressed }),
  )
  t.deepEqual(results.map(({ host, state }) => [host, state]).sort(), [
    ['a', 'applied'],
    ['b', 'skipped'],
    ['c', 'skipped'],
  ])
})
