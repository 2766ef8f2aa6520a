// SPDX-License-Identifier: MIT

/** The mount points of /proc/self/mountinfo (proc(5)): the fifth field, blanks and the like as `\040`. */
export const parseMounts = (text: string): readonly string[] =>
  text
    .split('\n')
    .flatMap((line) => line.split(' ')[4] ?? [])
    .map((path) =>
      Buffer.from(
        path.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8))),
        'latin1',
      ).toString('utf8'),
    )
