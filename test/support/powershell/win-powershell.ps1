# SPDX-License-Identifier: MIT
# Runs a script as the module ansible.windows.win_powershell does, once for each entry of Run: in a runspace of its own,
# with a variable $Ansible, -WhatIf in check mode and -Confirm:$false. One object a run.
param([string] $Script, [object[]] $Run, [string] $Folder)

foreach ($one in $Run) {
    if ($one.Firewall) { $env:PORTWRIGHT_FIREWALL = $one.Firewall }
    $tmpdir = Join-Path -Path $Folder -ChildPath ([guid]::NewGuid())
    $null = New-Item -Path $tmpdir -ItemType Directory
    $runspace = [runspacefactory]::CreateRunspace([initialsessionstate]::CreateDefault2())
    $runspace.Open()
    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $runspace
        $runspace.SessionStateProxy.SetVariable('Ansible', [pscustomobject]@{
                PSTypeName = 'Ansible.Windows.WinPowerShell.Module'; CheckMode = [bool]$one.Check; Verbosity = 0
                Result = @{}; Diff = @{}; Changed = $true; Failed = $false; Tmpdir = $tmpdir
            })
        $runspace.SessionStateProxy.SetVariable('ErrorActionPreference', [System.Management.Automation.ActionPreference]::Continue)
        $parameters = @{ Confirm = $false; WhatIf = [bool]$one.Check }
        foreach ($key in $one.Parameters.Keys) { $parameters[$key] = $one.Parameters[$key] }
        $null = $shell.AddScript($Script).AddParameters($parameters)
        $thrown = $null
        try { $null = $shell.Invoke() } catch { $thrown = "$($_.Exception.InnerException.Message)" }
        $ansible = $runspace.SessionStateProxy.GetVariable('Ansible')
        [pscustomobject]@{
            Failed = $ansible.Failed -or $null -ne $thrown
            Changed = $ansible.Changed
            Result = $ansible.Result
            Diff = $ansible.Diff
            Errors = @($shell.Streams.Error | ForEach-Object -Process { "$_" })
            Thrown = $thrown
            Text = @(Get-Content -LiteralPath $env:PORTWRIGHT_FIREWALL -Raw)[0]
        }
    } finally {
        $shell.Dispose()
        $runspace.Dispose()
        Remove-Item -LiteralPath $tmpdir -Recurse -Force
    }
}
