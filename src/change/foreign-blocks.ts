// SPDX-License-Identifier: MIT
import { diagnose } from '../diagnostics/diagnose.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { changeText } from '../packets/change-text.ts'
import { holdAgainst } from '../packets/hold-against.ts'
import { letThrough } from '../packets/let-through.ts'
import { packetPieces } from '../packets/packet-pieces.ts'
import { NO_PACKET } from '../packets/packet-set.ts'
import { packetSpace } from '../packets/packet-space.ts'
import type { Pair } from './match-policies.ts'
import { rulesAsSaid, splitRules } from './policy-plan.ts'

/** A warning for each block of others that stops packets of the policy, as the policy is now. */
export const foreignBlocks = (pair: Pair, path: string): readonly Diagnostic[] => {
  const blocks = splitRules(pair).foreign.filter(({ action, enabled }) => action === 'block' && enabled)
  const own = rulesAsSaid(pair)
  if (blocks.length === 0 || own.length === 0) return []
  const space = packetSpace([...own, ...blocks])
  const held = holdAgainst(space, letThrough(space, own))
  const allows = own.filter(({ action }) => action === 'allow')
  const place: Span = { file: path, line: 1, column: 1, endLine: 1, endColumn: 1 }
  return blocks.flatMap((block) => {
    const stopped = held.within(block)
    if (stopped === NO_PACKET) return []
    const [first, ...more] = packetPieces(space, stopped, allows)
    if (first === undefined) return []
    const what = `${changeText(first)}${more.length === 0 ? '' : ` and ${more.length} more`}`
    const policy = pair.now?.id ?? pair.now?.name ?? ''
    return [diagnose('foreign-block', { name: block.displayName || block.id, path, policy, what }, place)]
  })
}
