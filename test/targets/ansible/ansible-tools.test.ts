// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import test from 'ava'
import { ansibleTarget } from '../../../src/targets/ansible/target.ts'
import { temporaryFolder } from '../../support/command-line.ts'
import { OPTIONS, policy, rule } from '../../support/sample-rules.ts'
import { required, skip } from '../../support/shared.ts'

const run = promisify(execFile)
const [PLAYBOOK, LINT] = ['/usr/bin/ansible-playbook', '/usr/bin/ansible-lint']

/** Does on this computer what the task does to hand the script over. */
const CONTENT = `
- name: Content
  hosts: localhost
  connection: local
  gather_facts: false
  vars: { portwright_firewall_policy: sample }
  tasks:
    - name: Written
      ansible.builtin.copy:
        content: "CONTENT"
        dest: content.txt
        mode: "0600"
`

test('ansible-lint has nothing to say, the playbook is understood, and the script reaches a host byte for byte', async (t) => {
  if (!existsSync(PLAYBOOK) || !existsSync(LINT)) {
    if (required(t, 'ansible')) return t.fail('ansible and ansible-lint are required, but they are not there')
    return skip(t, 'ansible and ansible-lint are not there')
  }
  const root = temporaryFolder(t)
  const sample = policy([rule({ displayName: 'Verteilungspunkt Köln 分发点 {{ x }}' })])
  for (const { path, bytes } of [
    ...ansibleTarget.write(sample, OPTIONS).files,
    ...(ansibleTarget.shared?.([sample], { ...OPTIONS, estate: 'a {{ b }}' }) ?? []),
  ]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), bytes)
  }
  const cwd = join(root, 'ansible')
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: root,
    LC_ALL: 'C.UTF-8',
    NO_COLOR: '1',
    ANSIBLE_LOCALHOST_WARNING: 'False',
  }
  const lint = await run(LINT, ['--offline', '--profile', 'production', '--strict'], { cwd, env })
  t.regex(lint.stderr, /Passed/)
  const { stdout } = await run(PLAYBOOK, ['-i', 'inventory', 'site.yml', '--syntax-check'], { cwd, env })
  t.regex(stdout, /playbook: site\.yml/)

  const tasks = readFileSync(join(cwd, 'roles/portwright_firewall/tasks/main.yml'), 'utf8')
  const content = /^ {6}Content: "(.*)"$/m.exec(tasks)?.[1] ?? ''
  writeFileSync(join(cwd, 'roles/portwright_firewall/content.yml'), CONTENT.replace('CONTENT', content))
  await run(PLAYBOOK, ['roles/portwright_firewall/content.yml'], { cwd, env })
  const sent = Buffer.from(readFileSync(join(cwd, 'roles/portwright_firewall/content.txt'), 'utf8'), 'base64')
  t.deepEqual(sent, readFileSync(join(cwd, 'roles/portwright_firewall/files/sample.ps1')))
})
