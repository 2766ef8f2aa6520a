// SPDX-License-Identifier: MIT

/** Leaves the words of a Markdown line; an include leaves its name, a link its text. */
export function cleanMarkdown(line: string): string {
  return line
    .replace(/^[\s>]*(?:#+\s+|-\s+)?/, '')
    .replace(/<a name="[^"]*"><\/a>/g, '')
    .replace(/\[!INCLUDE\[([^\]]*)\]\([^)]*\)\]/g, '$1')
    .replace(/^\[!([A-Z]+)\]/, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '')
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
    .trim()
}
