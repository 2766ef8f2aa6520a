// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { markdownText } from '../../src/diagnostics/markdown-text.ts'
import { visible } from '../../src/diagnostics/visible.ts'

const decoded = (text: string): string => text.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))

test('what users write is text in Markdown: marks, cells, HTML, mentions, issues, links and emoji', (t) => {
  t.is(
    markdownText('a|b *c* _d_ `e` [f](g) <b> ~h~ @i #1 & $x$'),
    'a&#124;b &#42;c&#42; &#95;d&#95; &#96;e&#96; &#91;f&#93;(g) &#60;b&#62; &#126;h&#126; &#64;i &#35;1 &#38; &#36;x&#36;',
  )
  t.is(markdownText('see http://x.test and www.x.test :smile:'), 'see http&#58;//x.test and www&#46;x.test &#58;smile:')
  t.is(markdownText('- item'), '&#45; item')
  t.is(markdownText('1. item'), '1&#46; item')
  t.is(
    markdownText('2001:db8::1 and dp01.contoso.test on tcp 80-90'),
    '2001&#58;db8&#58;:1 and dp01.contoso.test on tcp 80-90',
  )
  t.is(markdownText('two\nlines'), 'two lines')
  t.is(markdownText('a{onclick=x}'), 'a&#123;onclick=x}')
  t.is(
    markdownText('{deadbeef-0000-0000-0000-00000000000a onclick=x}'),
    '&#123;deadbeef-0000-0000-0000-00000000000a onclick=x}',
  )
  t.is(markdownText('rule {DEADBEEF-0000-0000-0000-00000000000A}'), 'rule {DEADBEEF-0000-0000-0000-00000000000A}')
  t.is(
    markdownText('x::y:: 2^3^ a++b++ c==d== ""e""'),
    'x&#58;&#58;y&#58;: 2&#94;3&#94; a&#43;+b&#43;+ c&#61;=d&#61;= &#34;"e&#34;"',
  )
})

test('no letter is lost, and none of those with a meaning is left', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
      const safe = markdownText(text)
      t.notRegex(safe.replace(/&#\d+;/g, ''), /[\\`*_[\]<>|~$@&#{^]|::|\+\+|==|""/)
      return decoded(safe) === text.replace(/\s+/g, ' ').trim()
    }),
  )
})

test('what steers a terminal or stands there unseen is written as JSON writes it', (t) => {
  const hidden = ['\u001b', '\u009b', '\u00ad', '\u200b', '\u202e', '\u2060', '\u2066', '\ufeff', '\u{e0041}', '\ud800']
  for (const character of hidden) {
    const shown = visible(`a${character}b`)
    t.regex(shown, /^a(?:\\u[0-9a-f]{4}){1,2}b$/)
    t.is(JSON.parse(`"${shown}"`), `a${character}b`)
  }
  // Joiners hold words and emoji together.
  t.is(visible('👩\u200d💻 می\u200cخواهم'), '👩\u200d💻 می\u200cخواهم')
})
