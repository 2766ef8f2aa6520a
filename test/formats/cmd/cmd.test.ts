// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { batchBytes, MAX_LINE } from '../../../src/formats/cmd/batch-bytes.ts'
import { cmd } from '../../../src/formats/cmd/cmd.ts'
import { commentText } from '../../../src/formats/cmd/comment.ts'
import { quoteText } from '../../../src/formats/cmd/quote-text.ts'
import { createRenderer } from '../../../src/formats/template/create-renderer.ts'
import { argumentsOf } from '../../support/netsh/cmd-model.ts'
import { hostileText } from '../../support/netsh/hostile-text.ts'

test('text between the quotes of set keeps everything but a quote', (t) => {
  t.is(quoteText('100% a^b & x!y\\'), '100%% a^b & x!y\\')
  t.throws(() => quoteText('a "b"'), { name: 'EncodeError' })
  t.throws(() => quoteText('a\nb'), { name: 'EncodeError' })
})

test('a comment stays one line without anything that cmd.exe acts on', (t) => {
  t.is(commentText('a\r\ndel *\u2028 %PATH% & calc | x > y ^'), 'a del * %%PATH%% . calc . x . y .')
  fc.assert(
    fc.property(hostileText, (text) => {
      const comment = commentText(text)
      t.notRegex(comment, /[\r\n^&|<>]/)
      t.notRegex(comment.replaceAll('%%', ''), /%/)
    }),
  )
})

test('a template takes values through the helpers only', (t) => {
  const render = createRenderer(
    cmd,
    (name) => ({ good: 'netsh name={{cmd name}}', bad: 'netsh name={{name}}' })[name] as string,
  )
  t.deepEqual(argumentsOf(render('good', { name: 'a" & calc & "' })), ['netsh', 'name=a" & calc & "'])
  t.throws(() => render('bad', { name: 'x' }), { name: 'TemplateError' })
})

test('a batch file has CRLF and no byte order mark, and no line that cmd.exe would cut', (t) => {
  t.deepEqual(batchBytes('a\nb\r\nc é'), new TextEncoder().encode('a\r\nb\r\nc é'))
  t.notThrows(() => batchBytes('x'.repeat(MAX_LINE)))
  t.throws(() => batchBytes(`ok\n${'x'.repeat(MAX_LINE + 1)}`), { message: /line 2/ })
})
