// SPDX-License-Identifier: MIT
import { newFile, replaceFile } from '../../../src/output/whole-file.ts'

/** `node write-whole.ts new|replace FILE TEXT`. */
const [how, file = '', text = ''] = process.argv.slice(2)
if (how === 'new') process.exitCode = newFile(file, text) ? 0 : 1
else replaceFile(file, text)
