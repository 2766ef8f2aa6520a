// SPDX-License-Identifier: MIT
import test from 'ava'
import { windowsNameFault } from '../../src/output/windows-name.ts'

test('names of devices, ends that Windows drops and marks that it refuses are no names for a folder', (t) => {
  for (const path of ['CON', 'a\\nul.txt', 'a/Com1/out', 'lpt\u00b9', 'AUX .x', 'conin$', 'C:\\x\\prn'])
    t.regex(windowsNameFault(path) ?? '', /is the name of a device/, path)
  for (const path of ['out.', 'out ', 'a.\\out', 'a /out'])
    t.regex(windowsNameFault(path) ?? '', /ends in a blank or a dot/, path)
  for (const path of ['ab:c', 'a\\b:c', 'a*', 'a?b', 'a<b', 'a|b'])
    t.regex(windowsNameFault(path) ?? '', /takes none of/, path)
  t.regex(windowsNameFault('C:\\my out" --quiet') ?? '', /leave out the backslash/)
})

test('every other path is left to the system', (t) => {
  for (const path of [
    'out',
    '.',
    '..\\out\\',
    'C:out',
    'C:\\out\\a.b',
    'C:/out',
    '\\\\server\\share\\out',
    '\\\\?\\C:\\out',
    '\\\\?\\UNC\\server\\share\\out',
    'console',
    'nullify.txt',
    'com',
    'com10',
    'r&d 100% gr\u00fc\u00df ^!',
  ])
    t.is(windowsNameFault(path), null, path)
})
