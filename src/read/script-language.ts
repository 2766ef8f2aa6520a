// SPDX-License-Identifier: MIT

const NETSH = /\badvfirewall\s+firewall\s+(?:add|set|delete)\s+rule\b/i
const CMDLET = /NetFirewallRule\b/
/** What only cmd reads. A run of empty lines is not gone through again from each of them. */
const BATCH =
  /^[^\S\r\n]*(?:@echo\b|@?echo\s+(?:off|on)\b|@?rem\b|::|@?setlocal\b|@?goto\b|@?call\b|@?set\s+"?[\w]+=|@?if\s+(?:not\s+)?(?:errorlevel|exist|defined|%|\/i)|@?for\s+%)/im
/** What only PowerShell reads, at the beginning of a line. */
const POWERSHELL =
  /^[^\S\r\n]*(?:#|\$[\w:{]+\s*(?:[-+]?=|\.|\[)|param\s*\(|function\s+[\w-]+|(?:if|foreach|try|while|switch)\s*[({])/im
const CALLS_NETSH = /^[ \t]*(?:&\s*)?["']?(?:\S*[\\/])?netsh(?:\.exe)?\b/im

/** Which language a script that makes firewall rules is written in; null where it makes none. */
export const scriptLanguage = (text: string): 'powershell' | 'batch' | null => {
  const cmdlets = CMDLET.test(text)
  if (!cmdlets && !NETSH.test(text)) return null
  if (BATCH.test(text)) return 'batch'
  return cmdlets || (CALLS_NETSH.test(text) && POWERSHELL.test(text)) ? 'powershell' : 'batch'
}
