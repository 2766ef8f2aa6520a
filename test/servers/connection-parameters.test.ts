// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { hostRoute, type RouteOptions } from '../../src/servers/host-route.ts'
import { serverScripts } from '../../src/servers/server-scripts.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { runScript } from '../support/powershell/run-script.ts'

const OWN = { names: ['here.contoso.test'], windows: true }
const PLAIN: RouteOptions = { transport: 'winrm', user: null, key: null, timeout: 20_000 }
const PASSWORD = 'p$w"d \'`(throw)|ü'

/** What New-PSSession is asked for, in order; sessions are counted, and which were closed. */
const CALLS = `
param([string] $Here, [string] $Routes)
. $Here
$script:made = 0
# As Windows has it; that of other systems takes less.
function New-PSSessionOption {
    [CmdletBinding()] param([int] $OpenTimeout, [int] $OperationTimeout, [int] $IdleTimeout, [int] $CancelTimeout, [switch] $NoMachineProfile)
    [pscustomobject]@{ Idle = $IdleTimeout; Open = $OpenTimeout }
}
function New-PSSession {
    [CmdletBinding()] param(
        [string] $ComputerName, $SessionOption, [pscredential] $Credential,
        [string] $HostName, [hashtable] $Options, [int] $ConnectingTimeout, [string] $UserName, [string] $KeyFilePath)
    $script:made++
    $asked = @{ said = [string[]]@($PSBoundParameters.Keys | Where-Object { $_ -ne 'ErrorAction' } | Sort-Object) }
    foreach ($name in 'ComputerName', 'HostName', 'UserName', 'KeyFilePath') { $asked[$name] = $PSBoundParameters[$name] }
    if ($Credential) { $asked.user = $Credential.UserName; $asked.password = $Credential.GetNetworkCredential().Password }
    if ($SessionOption) { $asked.idle = $SessionOption.Idle; $asked.open = $SessionOption.Open }
    if ($Options) { $asked.options = $Options }
    $asked
    [pscustomobject]@{ Number = $script:made }
}
function Remove-PSSession { [CmdletBinding()] param($Session) "closed $($Session.Number)" }
foreach ($to in ConvertFrom-Json -InputObject $Routes) {
    $portwright.Session = $null
    $portwright.Former = $null
    $asked = Open-PortwrightConnection -To $to
    ConvertTo-Json -InputObject $portwright.Session[0] -Compress
}
`

test('WinRM and SSH are asked for a session by nothing but their own parameters, the password apart', async (t) => {
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = temporaryFolder(t)
  const here = join(folder, 'here.ps1')
  const calls = join(folder, 'calls.ps1')
  writeFileSync(here, serverScripts().here)
  writeFileSync(calls, CALLS)
  // PowerShell of other systems has no WinRM, and says so in words that help.
  if (process.platform !== 'win32') {
    const bare = join(folder, 'bare.ps1')
    writeFileSync(
      bare,
      `param([string] $Here, [string] $Routes)\n. $Here\nOpen-PortwrightConnection -To (ConvertFrom-Json -InputObject $Routes)`,
    )
    const told = runScript(pwsh, bare, { Here: here, Routes: JSON.stringify(hostRoute('a', PLAIN, OWN)) })
    await t.throwsAsync(told, { message: /This PowerShell has no WinRM; that of Windows has\. Use --transport ssh\./ })
  }
  const routes = [
    hostRoute('sql01.contoso.test', PLAIN, OWN),
    { ...hostRoute('sql01.contoso.test', { ...PLAIN, user: 'CONTOSO\\adm' }, OWN), password: PASSWORD },
    hostRoute('sql01.contoso.test', { ...PLAIN, transport: 'ssh', user: 'adm', key: '/k' }, OWN),
    hostRoute('sql01.contoso.test', { ...PLAIN, transport: 'ssh' }, OWN),
  ]
  const { objects, errors } = await runScript<string>(pwsh, calls, { Here: here, Routes: JSON.stringify(routes) })
  t.deepEqual(errors, [])
  const asked = objects.map((text) => JSON.parse(text))
  t.like(asked[0], {
    said: ['ComputerName', 'SessionOption'],
    ComputerName: 'sql01.contoso.test',
    idle: 180_000,
    open: 20_000,
  })
  t.like(asked[1], { said: ['ComputerName', 'Credential', 'SessionOption'], user: 'CONTOSO\\adm', password: PASSWORD })
  t.like(asked[2], {
    said: ['ConnectingTimeout', 'HostName', 'KeyFilePath', 'Options', 'UserName'],
    HostName: 'sql01.contoso.test',
    KeyFilePath: '/k',
    UserName: 'adm',
    options: {
      BatchMode: 'yes',
      StrictHostKeyChecking: 'yes',
      ControlMaster: 'no',
      ControlPath: 'none',
      IdentitiesOnly: 'yes',
      ConnectTimeout: '20',
    },
  })
  t.like(asked[3], { said: ['ConnectingTimeout', 'HostName', 'Options'] })
})
