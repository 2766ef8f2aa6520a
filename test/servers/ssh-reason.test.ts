// SPDX-License-Identifier: MIT
import test from 'ava'
import { sshReason } from '../../src/servers/ssh-reason.ts'

const ENDED =
  'The SSH client session has ended with error message: The SSH transport process has abruptly terminated causing this remote session to break.'

test('a host key that has changed is no invitation to take the known one away', (t) => {
  const reason = sshReason(
    ENDED,
    [
      'Add correct host key in /home/a/.ssh/known_hosts to get rid of this message.',
      '  remove with:',
      '  ssh-keygen -f "/home/a/.ssh/known_hosts" -R "[127.0.0.6]:22"',
      'Host key for [127.0.0.6]:22 has changed and you have requested strict checking.',
      'Host key verification failed.',
    ].join('\n'),
  )
  t.regex(reason ?? '', /host key has changed.*somebody else may answer/)
  t.notRegex(reason ?? '', /ssh-keygen/)
})

test('a host key that is not known is told from one that has changed', (t) => {
  const noise =
    'No ED25519 host key is known for sql01 and you have requested strict checking.\nHost key verification failed.'
  t.regex(sshReason(ENDED, noise) ?? '', /not known here; sign in once by hand/)
})

test('what else ssh says stands by itself; what others say is left to them', (t) => {
  t.is(sshReason(ENDED, ' a@b: Permission denied (publickey). \n'), 'ssh: a@b: Permission denied (publickey).')
  t.is(sshReason(ENDED, ''), null)
  t.is(sshReason('Access is denied.', 'Host key verification failed.'), null)
})
