// SPDX-License-Identifier: MIT
import { fileName } from '../rules/file-name.ts'

/** The folder of a host in the state on its server, and the end of its task's name: no device of Windows, never too long. */
export const hostFolder = (host: string): string => fileName(host.toLowerCase())
