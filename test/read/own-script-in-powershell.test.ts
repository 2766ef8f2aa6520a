// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'ava'
import { atTheEnd } from '../../src/formats/rule/rule-steps.ts'
import { ownScriptSteps } from '../../src/read/read-own-script.ts'
import { temporaryFolder } from '../support/command-line.ts'
import { pwshFor } from '../support/powershell/find-pwsh.ts'
import { runScript } from '../support/powershell/run-script.ts'

const readOwnScript = (text: string) => atTheEnd(ownScriptSteps(text))

/** A stand-in for the cmdlet that gives back what PowerShell bound to it. */
const STAND_IN = `
function New-NetFirewallRule {
    [CmdletBinding()]
    param([string] $Name, [string] $DisplayName, [string] $Description, [string] $Group, [string] $Direction, [string] $Action,
        [string] $Enabled, [string[]] $Profile, [string] $Protocol, [string[]] $LocalPort, [string[]] $RemotePort,
        [string[]] $LocalAddress, [string[]] $RemoteAddress, [string] $Program, [string] $Service)
    [pscustomobject] @{ Bound = "$DisplayName|$Description|$($LocalPort -join ',')|$($RemoteAddress -join ',')|$Program" }
}
`

/** Each is run by PowerShell and read here; both have to see the same calls. */
const SCRIPTS: readonly string[] = [
  `New-NetFirewallRule -DisplayName "a \`"b\`" \`$c" -Description 'it''s' -LocalPort 80, 443,8530-8531 -Protocol TCP`,
  `$a = 'x'; $b = "$a\`_\${a}y"
New-NetFirewallRule -DisplayName $b -Description "$($a)$a.z" -LocalPort 1 -Protocol TCP`,
  `$list = @(1
2
3); $more = $list + 4, 5
New-NetFirewallRule -DisplayName l -LocalPort $more -Protocol TCP
New-NetFirewallRule -DisplayName m -LocalPort ($list[0]),9 -Protocol TCP`,
  `$p = [ordered]@{ 'DisplayName' = "h" # c
  LocalPort = 8530,
              8531; Protocol = 'TCP' }
$p['Description'] = 'd'; $p.RemoteAddress = '10.0.0.1', '10.0.0.2'
New-NetFirewallRule @p -Program C:\\x\\y.exe`,
  `foreach ($x in @(@{ n = 'one'; p = 1 }, @{ n = 'two'; p = 2, 3 })) {
  New-NetFirewallRule -DisplayName $x.n -LocalPort $x.p -Protocol TCP
}
'p', 'q' | ForEach-Object { New-NetFirewallRule -DisplayName "r $_" }`,
  `$text = @'
here "is" $no variable
'@
New-NetFirewallRule -DisplayName here -Description $text -Desc:ignored -ErrorAction Ignore`.replace(
    ' -Desc:ignored',
    '',
  ),
  `try { New-NetFirewallRule -DisplayName t } finally { $null = 1 }; & { New-NetFirewallRule -DisplayName u }
if ($false) { New-NetFirewallRule -DisplayName never }`,
  `New-NetFirewallRule -DisplayName v \`
  -LocalPort 1 <# c #> -Protocol TCP # New-NetFirewallRule -DisplayName w
#New-NetFirewallRule -DisplayName x`,
  `[string] $s = 'z'; [int] $n = 5
$s += 'z'; New-NetFirewallRule -DisplayName ($s + 'a' + $n) -LocalPort $n -Protocol TCP`,
  `New-NetFirewallRule -DisplayName ‘curly’ -Description “$(1)a”`,
]

test('PowerShell binds the parameters that are read from a script', async (t) => {
  t.timeout(300_000)
  const pwsh = pwshFor(t)
  if (pwsh === null) return
  const folder = temporaryFolder(t)
  for (const [index, script] of SCRIPTS.entries()) {
    const path = join(folder, `script${index}.ps1`)
    writeFileSync(path, `\ufeff${STAND_IN}${script}\n`)
    const { objects, errors } = await runScript<{ Bound: string }>(pwsh, path, {})
    t.deepEqual(errors, [], script)
    const { rules } = readOwnScript(script)
    t.deepEqual(
      rules.map(
        ({ displayName, description, localPorts, remoteAddresses, program }) =>
          `${displayName}|${description}|${localPorts.join()}|${remoteAddresses.join()}|${program ?? ''}`,
      ),
      objects.map(({ Bound }) => Bound.replaceAll('\r\n', '\n')),
      script,
    )
  }
})
