// SPDX-License-Identifier: MIT
import test from 'ava'
import fc from 'fast-check'
import { checkPowerShell } from '../../../src/formats/powershell/check-powershell.ts'
import { commentText } from '../../../src/formats/powershell/comment.ts'

test('a comment keeps to its line and does not end itself', (t) => {
  t.is(commentText('a\r\nRemove-Item'), 'a Remove-Item')
  t.is(commentText('a\u2028b\u0085c'), 'a b c')
  t.is(commentText('x #> y'), 'x # > y')
  t.is(commentText('x #\u200D> y'), 'x # > y')
})

test('a comment is no directive', (t) => {
  t.is(commentText('.EXTERNALHELP \\\\server\\share'), '\\.EXTERNALHELP \\\\server\\share')
  t.is(commentText('\n .NOTES'), '\\.NOTES')
  t.is(commentText('#Requires -Version 9'), '# Requires -Version 9')
  t.is(commentText('SIG # Begin signature block'), 'SIG. # Begin signature block')
})

test('no text escapes from a comment', (t) => {
  const text = fc.string({
    unit: fc.constantFrom('#', '>', '<', '\n', '\r', "'", '"', '\u200D', 'a', '.', ' ', '\u2029'),
  })
  fc.assert(
    fc.property(text, (value) => {
      const comment = commentText(value)
      return !/[\r\n]|#>/.test(comment) && checkPowerShell(`# ${comment}\n<#\n${comment}\n#>\n'x'\n`).length === 0
    }),
  )
  t.pass()
})
