// SPDX-License-Identifier: MIT

/** The commands of netsh where firewall rules are, level by level. https://learn.microsoft.com/windows-server/administration/windows-commands/netsh */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  '': [
    ...['add', 'advfirewall', 'branchcache', 'bridge', 'delete', 'dhcpclient', 'dnsclient', 'dump', 'exec', 'firewall'],
    ...['help', 'http', 'interface', 'ipsec', 'lan', 'mbn', 'namespace', 'netio', 'nlm', 'p2p', 'ras', 'rpc', 'set'],
    ...['show', 'trace', 'wcn', 'wfp', 'winhttp', 'winsock', 'wlan'],
  ],
  advfirewall: [
    'consec',
    'dump',
    'export',
    'firewall',
    'help',
    'import',
    'mainmode',
    'monitor',
    'reset',
    'set',
    'show',
  ],
  'advfirewall firewall': ['add', 'delete', 'dump', 'help', 'set', 'show'],
  'advfirewall firewall add': ['rule'],
  'advfirewall firewall delete': ['rule'],
  'advfirewall firewall set': ['rule'],
  'advfirewall firewall show': ['rule'],
  firewall: ['add', 'delete', 'dump', 'help', 'reset', 'set', 'show'],
}

/** Whether netsh has a command of this name, or one alone that begins so. */
export const isNetshWord = (word: string): boolean => {
  const wanted = word.toLowerCase()
  const known = COMMANDS[''] ?? []
  return known.includes(wanted) || known.filter((one) => one.startsWith(wanted)).length === 1
}

const onlyOne = (known: readonly string[], wanted: string): string | undefined => {
  const fits = wanted === '' ? [] : known.filter((one) => one.startsWith(wanted))
  return fits.length === 1 ? fits[0] : undefined
}

/** Words of a command written out: netsh takes each shortened to what only one begins with. Others stay as they are. */
export const fullWords = (words: readonly string[]): readonly string[] => {
  let level = ''
  const result: string[] = []
  for (const [index, word] of words.entries()) {
    const known = Object.hasOwn(COMMANDS, level) ? (COMMANDS[level] as readonly string[]) : null
    const wanted = word.toLowerCase()
    const full = known?.includes(wanted) ? wanted : onlyOne(known ?? [], wanted)
    if (full === undefined) return [...result, ...words.slice(index)]
    result.push(full)
    level = `${level} ${full}`.trim()
  }
  return result
}
