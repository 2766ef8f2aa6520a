// SPDX-License-Identifier: MIT

/** What PowerShell says of every connection that ssh could not make; the reason stands in what ssh prints. */
const ENDED = /SSH (?:client session has ended|transport process has abruptly terminated)/i
const CHANGED = /Host key for (\S+) has changed|REMOTE HOST IDENTIFICATION HAS CHANGED/i
const UNKNOWN = /No (\S+ )?host key is known for|Host key verification failed/i
/** How to take the known key away is no advice before somebody knows why it differs. */
const ADVICE = /^(?:remove with:|ssh-keygen |Add correct host key|Offending )/i

/** Why ssh made no connection, in plain words; null where it is not ssh that speaks. */
export const sshReason = (error: string, noise: string): string | null => {
  if (!ENDED.test(error)) return null
  if (CHANGED.test(noise))
    return 'its host key has changed: it is not the one that ssh knows, so somebody else may answer; ask who set the server up before you take the known key away'
  if (UNKNOWN.test(noise))
    return 'its host key is not known here; sign in once by hand (ssh NAME), compare the key, and accept it'
  const said = noise
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '' && !ADVICE.test(line))
    .slice(-4)
  return said.length === 0 ? null : `ssh: ${said.join(' ')}`
}
