# SPDX-License-Identifier: MIT
# Stand-in, not the ScheduledTasks module of Windows. The tasks are the JSON file that PORTWRIGHT_TASKS names; who runs
# them when they are due is ../scheduler.ts. Cmdlets that the file lists under failOn fail. Parameters are those of Windows
# that are used here; any other is refused. An unknown task is an ObjectNotFound error, as with the real cmdlets.

function Read-Tasks {
    if (-not [System.IO.File]::Exists($env:PORTWRIGHT_TASKS)) { return @{ tasks = @(); failOn = @() } }
    [System.IO.File]::ReadAllText($env:PORTWRIGHT_TASKS) | ConvertFrom-Json -AsHashtable -DateKind String
}

function Save-Tasks {
    param($Data)
    $new = "$env:PORTWRIGHT_TASKS.$PID"
    [System.IO.File]::WriteAllText($new, (ConvertTo-Json -InputObject $Data -Depth 6))
    [System.IO.File]::Move($new, $env:PORTWRIGHT_TASKS, $true)
}

function Assert-Call {
    param($Data, [string] $Name)
    if ($Data.failOn -contains $Name) { throw "Stand-in: $Name fails, as the test asks." }
}

function New-ScheduledTaskAction {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $Execute, [string] $Argument, [string] $WorkingDirectory)
    [pscustomobject]@{ Execute = $Execute; Arguments = $Argument }
}

function New-ScheduledTaskTrigger {
    [CmdletBinding()] param([switch] $Once, [Parameter(Mandatory)] [datetime] $At)
    [pscustomobject]@{ StartBoundary = $At.ToString('yyyy-MM-ddTHH:mm:sszzz', [cultureinfo]::InvariantCulture); Enabled = $true }
}

function New-ScheduledTaskPrincipal {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $UserId, [string] $LogonType, [string] $RunLevel)
    [pscustomobject]@{ UserId = $UserId; LogonType = $LogonType; RunLevel = $RunLevel }
}

function New-ScheduledTaskSettingsSet {
    [CmdletBinding()] param([switch] $StartWhenAvailable, [switch] $AllowStartIfOnBatteries, [switch] $DontStopIfGoingOnBatteries)
    [pscustomobject]@{
        StartWhenAvailable = [bool]$StartWhenAvailable
        DisallowStartIfOnBatteries = -not $AllowStartIfOnBatteries
        StopIfGoingOnBatteries = -not $DontStopIfGoingOnBatteries
    }
}

function Register-ScheduledTask {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $TaskPath, [Parameter(Mandatory)] [string] $TaskName, $Action, $Trigger, $Principal, $Settings, [string] $Description, [switch] $Force)
    $data = Read-Tasks
    Assert-Call -Data $data -Name 'Register-ScheduledTask'
    $same = @($data.tasks | Where-Object { $_.TaskPath -eq $TaskPath -and $_.TaskName -eq $TaskName })
    if ($same.Count -gt 0 -and -not $Force) { throw 'Cannot create a file when that file already exists.' }
    $data.tasks = @($data.tasks | Where-Object { $_ -notin $same }) + @{
        TaskPath = $TaskPath; TaskName = $TaskName; Description = $Description; State = 'Ready'
        Actions = @($Action); Triggers = @($Trigger); Principal = $Principal; Settings = $Settings
    }
    if ($data.failOn -notcontains 'lose') { Save-Tasks -Data $data }
    Get-ScheduledTask -TaskPath $TaskPath -TaskName $TaskName -ErrorAction SilentlyContinue
}

function Get-ScheduledTask {
    [CmdletBinding()] param([string] $TaskName, [string] $TaskPath)
    $data = Read-Tasks
    Assert-Call -Data $data -Name 'Get-ScheduledTask'
    $found = @($data.tasks | Where-Object { (-not $TaskPath -or $_.TaskPath -like $TaskPath) -and (-not $TaskName -or $_.TaskName -like $TaskName) })
    if ($found.Count -eq 0 -and ($TaskName -or $TaskPath)) {
        $error = [System.Exception]::new('No MSFT_ScheduledTask objects found.')
        $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($error, 'CmdletizationQuery_NotFound_TaskName', 'ObjectNotFound', $TaskName))
    }
    foreach ($task in $found) { ConvertTo-Json -InputObject $task -Depth 6 | ConvertFrom-Json -DateKind String }
}

function Unregister-ScheduledTask {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(Mandatory)] [string] $TaskName, [string] $TaskPath)
    $data = Read-Tasks
    Assert-Call -Data $data -Name 'Unregister-ScheduledTask'
    if (-not $PSCmdlet.ShouldProcess($TaskName)) { return }
    $data.tasks = @($data.tasks | Where-Object { -not (($_.TaskPath -eq $TaskPath) -and ($_.TaskName -eq $TaskName)) })
    Save-Tasks -Data $data
}
