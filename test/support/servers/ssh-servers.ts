// SPDX-License-Identifier: MIT
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, connect as dial } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endProcessTree } from '../../../src/servers/end-process-tree.ts'
import { type Machine, machineNamed } from '../../units/support/machine.ts'
import { emptyFirewall, type PolicyStore, type StandInFirewall } from '../netsecurity/stand-in-firewall.ts'
import { narrowPath } from '../powershell/narrow-path.ts'
import { PWSH_WORDS } from '../powershell/pwsh-words.ts'
import { SHORT_LIVED } from '../powershell/short-lived.ts'
import type { SshTools } from './find-sshd.ts'

/** A "server": an address of loopback with an sshd, a firewall, a registry and tasks of its own. */
export interface SshServer {
  readonly host: string
  readonly folder: string
  /** What a process at the server sees. */
  readonly environment: Readonly<Record<string, string>>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
  readonly store: () => PolicyStore
  readonly firewall: () => StandInFirewall
  readonly changeFirewall: (change: (firewall: StandInFirewall) => Partial<StandInFirewall>) => void
  readonly machine: () => Machine
  readonly changeMachine: (change: (machine: Machine) => Partial<Machine>) => void
  readonly tasks: () => readonly { readonly TaskName: string; readonly State: string }[]
  readonly failTasks: (cmdlets: readonly string[]) => void
}

export interface SshServers {
  readonly folder: string
  readonly servers: readonly SshServer[]
  /** For `apply`: a PATH whose ssh has a configuration that knows the servers. */
  readonly environment: Readonly<Record<string, string>>
  readonly close: () => Promise<void>
}

const HERE = import.meta.dirname
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))

const freePort = (address: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, address, () => {
      const { port } = server.address() as { readonly port: number }
      server.close(() => resolve(port))
    })
  })

const answers = (address: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = dial(port, address)
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })

const keyPair = (path: string): string => {
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'test', '-f', path])
  return readFileSync(`${path}.pub`, 'utf8').split(' ').slice(0, 2).join(' ')
}

export interface ServerOptions {
  readonly host: string
  /** What runs in place of PowerShell. */
  readonly subsystem?: string
  /** The server has another key than the one that is known. */
  readonly strange?: boolean
  readonly address?: string
}

/** Starts an sshd for each server on an address of its own. */
export const sshServers = async (tools: SshTools, wanted: readonly ServerOptions[]): Promise<SshServers> => {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-ssh-'))
  // sshd of root separates its privileges there; whoever installs it as a service gets it made.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true })
  const authorized = join(folder, 'authorized')
  writeFileSync(authorized, `${keyPair(join(folder, 'user'))} test\n`)
  // The registry of a server comes with its sessions: nothing else could stand in for the cmdlets that read it.
  const session = join(folder, 'server.pssc')
  const registry = join(HERE, '../../units/support/StandInMachine.psm1')
  writeFileSync(
    session,
    `@{ SchemaVersion = '2.0.0.0'; GUID = '5d2f6a0e-54b8-4bb0-9f3b-0c4b7a4d6f10'; SessionType = 'Default'; ModulesToImport = '${registry}' }`,
  )
  const hostKey = join(folder, 'host')
  const known = keyPair(hostKey)
  const knownLines: string[] = []
  const configLines: string[] = []
  const servers: SshServer[] = []
  for (const [index, { host, subsystem, strange, address = `127.0.0.${index + 2}` }] of wanted.entries()) {
    const place = join(folder, host)
    mkdirSync(place)
    const port = await freePort(address)
    const key = strange === true ? join(place, 'key') : hostKey
    if (strange === true) keyPair(key)
    const paths = {
      firewall: join(place, 'firewall.json'),
      tasks: join(place, 'tasks.json'),
      machine: join(place, 'machine.json'),
    }
    const environment = {
      PORTWRIGHT_FIREWALL: paths.firewall,
      PORTWRIGHT_TASKS: paths.tasks,
      PORTWRIGHT_STANDIN: paths.machine,
      ProgramData: join(place, 'ProgramData'),
      PSModulePath: [join(HERE, '../netsecurity'), HERE].join(':'),
      PATH: narrowPath(),
      ...SHORT_LIVED,
    }
    const firewall = {
      ...emptyFirewall,
      stores: {
        PersistentStore: emptyFirewall.stores.PersistentStore,
        RSOP: { rules: [], profiles: {} },
      },
    }
    writeFileSync(paths.firewall, JSON.stringify(firewall))
    writeFileSync(paths.machine, JSON.stringify(machineNamed(host)))
    writeFileSync(paths.tasks, JSON.stringify({ tasks: [], failOn: [] }))
    const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
    writeFileSync(
      join(place, 'sshd.conf'),
      [
        `ListenAddress ${address}:${port}`,
        `HostKey ${key}`,
        `AuthorizedKeysFile ${authorized}`,
        'StrictModes no',
        'UsePAM no',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'PidFile none',
        `SetEnv ${settings.join(' ')}`,
        `Subsystem powershell ${subsystem ?? `${tools.pwsh} -sshs -NoLogo ${PWSH_WORDS.join(' ')} -ConfigurationFile ${session}`}`,
        '',
      ].join('\n'),
    )
    knownLines.push(`[${address}]:${port} ${known}`)
    configLines.push(`Host ${host}`, `  HostName ${address}`, `  Port ${port}`)
    let daemon: ChildProcess | null = null
    const save = (path: string, value: unknown): void => writeFileSync(path, JSON.stringify(value))
    const firewallNow = (): StandInFirewall => json(paths.firewall) as StandInFirewall
    servers.push({
      host,
      folder: place,
      environment,
      start: async () => {
        daemon = spawn(tools.sshd, ['-D', '-e', '-f', join(place, 'sshd.conf')], { stdio: 'ignore' })
        while (!(await answers(address, port))) await new Promise((resolve) => setTimeout(resolve, 20))
      },
      stop: async () => {
        if (daemon === null) return
        const ended = new Promise((resolve) => daemon?.on('close', resolve))
        // Those that serve a session are its children and go on without it; a host that is gone serves nobody.
        if (daemon.pid !== undefined) endProcessTree(daemon.pid)
        daemon = null
        await ended
      },
      firewall: firewallNow,
      store: () => firewallNow().stores.PersistentStore as PolicyStore,
      changeFirewall: (change) => save(paths.firewall, { ...firewallNow(), ...change(firewallNow()) }),
      machine: () => json(paths.machine) as Machine,
      changeMachine: (change) => {
        const now = json(paths.machine) as Machine
        save(paths.machine, { ...now, ...change(now) })
      },
      tasks: () => (json(paths.tasks) as { readonly tasks: ReturnType<SshServer['tasks']> }).tasks,
      failTasks: (failOn) => save(paths.tasks, { ...(json(paths.tasks) as object), failOn }),
    })
  }
  const config = join(folder, 'config')
  writeFileSync(join(folder, 'known'), `${knownLines.join('\n')}\n`)
  writeFileSync(
    config,
    [
      ...configLines,
      'Host *',
      `  IdentityFile ${join(folder, 'user')}`,
      '  IdentitiesOnly yes',
      `  UserKnownHostsFile ${join(folder, 'known')}`,
      '  GlobalKnownHostsFile /dev/null',
      '',
    ].join('\n'),
  )
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'ssh'), `#!/bin/sh\nexec /usr/bin/ssh -F ${config} "$@"\n`)
  chmodSync(join(bin, 'ssh'), 0o755)
  await Promise.all(servers.map((server) => server.start()))
  return {
    folder,
    servers,
    environment: {
      PATH: [bin, narrowPath()].join(':'),
      HOME: folder,
      ...SHORT_LIVED,
    },
    close: async () => {
      await Promise.all(servers.map((server) => server.stop()))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
