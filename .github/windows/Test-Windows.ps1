# SPDX-License-Identifier: MIT
#Requires -Version 5.1

<#
.SYNOPSIS
Runs what only Windows can say about the outputs, and writes what it saw.

.DESCRIPTION
Takes an output of a compile, the package and the table of checks beside this script. Each check ends as passed, failed or
skipped, with what was seen. It changes the firewall of the computer and puts it back: for machines that are thrown away
afterwards. On another system the checks that need Windows are skipped.

.PARAMETER Package
The folder of the package, built.

.PARAMETER Estate
An estate to compile.

.PARAMETER Expected
An output of the same estate that was compiled on Linux. Left out, the comparison is skipped.

.PARAMETER Portable
The folder of an unpacked portable archive. Left out, its check is skipped.

.PARAMETER Result
The JSON file to write.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [string] $Package,

    [Parameter(Mandatory = $true)]
    [string] $Estate,

    [string] $Expected,

    [string] $Portable,

    [Parameter(Mandatory = $true)]
    [string] $Result
)

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'

$onWindows = [System.IO.Path]::DirectorySeparatorChar -eq [char]92
$has = @{ windows = $onWindows; administrator = $false; desktop = $PSVersionTable.PSVersion.Major -lt 6; networkingdsc = $false }
if ($onWindows) {
    $principal = [System.Security.Principal.WindowsPrincipal]::new([System.Security.Principal.WindowsIdentity]::GetCurrent())
    $has.administrator = $principal.IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
    $has.networkingdsc = $null -ne (Get-Module -ListAvailable -Name NetworkingDsc)
}

$work = Join-Path ([System.IO.Path]::GetTempPath()) ('portwright-checks-' + [guid]::NewGuid().ToString('N'))
$null = New-Item -ItemType Directory -Path $work
$out = Join-Path $work 'out'
$command = Join-Path (Join-Path $Package 'bin') 'portwright.js'

# Runs a program and gives its exit code and what it printed, whatever it is.
function Invoke-Program {
    param([string] $Name, [string[]] $Word)
    $ErrorActionPreference = 'Continue'
    $text = & $Name @Word 2>&1 | Out-String
    return [pscustomobject]@{ ExitCode = $LASTEXITCODE; Text = $text.Trim() }
}

function Assert-Same {
    param([object] $Seen, [object] $Wanted, [string] $What)
    if ($Seen -ne $Wanted) {
        throw "${What}: $Seen, not $Wanted"
    }
}

# The script of the one policy of servers, which has rules of most kinds.
function Get-PolicyFile {
    param([string] $Folder, [string] $Filter)
    return @(Get-ChildItem -LiteralPath (Join-Path $out $Folder) -Filter $Filter | Sort-Object -Property Length -Descending)[0].FullName
}

# What stands in the local store now, in one order, as text that can be compared.
function Get-StoreText {
    $rules = Get-NetFirewallRule -PolicyStore PersistentStore | Sort-Object -Property InstanceID
    return ($rules | ForEach-Object { $_.InstanceID, $_.DisplayName, $_.Enabled, $_.Action, $_.Direction -join '|' }) -join "`n"
}

$checks = @{
    parse = {
        $files = @(Get-ChildItem -LiteralPath $out -Recurse -Include '*.ps1') +
            @(Get-ChildItem -Path (Join-Path $Package 'scripts') -Filter '*.ps1') +
            @(Get-ChildItem -Path (Join-Path $Package 'dist/powershell/Portwright') -Filter '*.ps*1')
        $faults = foreach ($file in $files) {
            $tokens = $null
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$tokens, [ref]$errors)
            # Configurations need a store of schemas, which only Windows has.
            if ($onWindows -or -not @($tokens | Where-Object { $_.Kind -eq 'Configuration' })) {
                foreach ($fault in $errors) { "$($file.Name):$($fault.Extent.StartLineNumber): $($fault.Message)" }
            }
        }
        Assert-Same @($faults).Count 0 ('faults: ' + (@($faults) -join '; '))
        "$($files.Count) scripts"
    }
    module = {
        Import-Module (Join-Path $Package 'dist/powershell/Portwright')
        $check = Test-PortwrightEstate -LiteralPath $Estate -WarningAction SilentlyContinue
        Assert-Same $check.Errors 0 'errors'
        $table = Join-Path $work 'rules.csv'
        $rules = @(Get-PortwrightRule -LiteralPath (Get-PolicyFile 'wfw' '*.wfw'))
        $rules | Export-Csv -Path $table -NoTypeInformation -Encoding UTF8
        $first = @(Import-Csv -Path $table)[0]
        Assert-Same $first.LocalPorts ($rules[0].LocalPorts -join ', ') 'ports in the CSV file'
        $broken = Join-Path $work ('it''s [broken] ' + [char]0xFC + '.yaml')
        [System.IO.File]::WriteAllText($broken, "name: a`nproduct: cm2099`n")
        $caught = $null
        try { $null = Test-PortwrightEstate -LiteralPath $broken -ErrorAction Stop } catch { $caught = $_ }
        Assert-Same $caught.FullyQualifiedErrorId 'unknown-product,Test-PortwrightEstate' 'id of the error'
        Assert-Same $caught.TargetObject.Line 2 'line of the error'
        "$($rules.Count) rules in a CSV file"
    }
    cmd = {
        if (-not $Portable) { return 'skipped: no portable archive was given' }
        $program = Join-Path $Portable 'portwright.cmd'
        $version = Invoke-Program $program @('--version')
        Assert-Same $version.ExitCode 0 'exit code'
        Assert-Same (Invoke-Program $program @('frobnicate')).ExitCode 2 'exit code of an unknown command'
        $version.Text
    }
    'same-bytes' = {
        if (-not $Expected) { return 'skipped: no output of another system was given' }
        $here = @(Get-ChildItem -LiteralPath $out -Recurse -File)
        foreach ($file in $here) {
            $name = $file.FullName.Substring($out.Length)
            Assert-Same (Get-FileHash -LiteralPath $file.FullName).Hash (Get-FileHash -LiteralPath ($Expected + $name)).Hash $name
        }
        Assert-Same $here.Count @(Get-ChildItem -LiteralPath $Expected -Recurse -File).Count 'number of files'
        "$($here.Count) files"
    }
    unc = {
        $share = '\\localhost\' + $work.Substring(0, 1) + '$' + $work.Substring(2) + '\unc'
        Assert-Same (Invoke-Program 'node' @($command, 'compile', $Estate, '--out', $share, '--quiet')).ExitCode 0 'exit code of compile'
        Assert-Same (Invoke-Program 'node' @($command, 'verify', $share)).ExitCode 0 'exit code of verify'
        'compiled and verified'
    }
    netsecurity = {
        $script = Get-PolicyFile 'powershell' '*.ps1'
        $first = @(& $script)
        $second = @(& $script)
        & $script -Remove | Out-Null
        Assert-Same @($second | Where-Object { $_.PSObject.Properties['Action'] -and $_.Action -in 'Added', 'Changed', 'Removed' }).Count 0 'changes of the second run'
        "$(@($first | Where-Object { $_.PSObject.Properties['Action'] -and $_.Action -eq 'Added' }).Count) rules added"
    }
    'netsecurity-what-if' = {
        $before = Get-StoreText
        & (Get-PolicyFile 'powershell' '*.ps1') -WhatIf | Out-Null
        if ((Get-StoreText) -ne $before) { throw 'the store has changed' }
        'the store is as before'
    }
    'netsecurity-rollback' = {
        $script = Get-PolicyFile 'powershell' '*.ps1'
        $record = Join-Path $work 'before.json'
        $before = Get-StoreText
        & $script -RollbackPath $record | Out-Null
        if ((Get-StoreText) -eq $before) { throw 'the script has added nothing' }
        & $script -Rollback $record | Out-Null
        if ((Get-StoreText) -ne $before) { throw 'the store is not as before' }
        'the store is as before'
    }
    'netsecurity-read' = {
        $script = Get-PolicyFile 'powershell' '*.ps1'
        & $script | Out-Null
        $export = Join-Path $work 'after.wfw'
        Assert-Same (Invoke-Program 'netsh' @('advfirewall', 'export', $export)).ExitCode 0 'exit code of the export'
        $policy = [System.IO.Path]::GetFileNameWithoutExtension($script)
        $plan = Invoke-Program 'node' @($command, 'plan', $out, '--against', $export, '--policy', $policy, '--json')
        & $script -Remove | Out-Null
        $found = ($plan.Text -replace '(?s)\}\s*[^}]*$', '}') | ConvertFrom-Json
        Assert-Same $found.summary.opened 0 'packets that the policy opens and Windows does not'
        Assert-Same $found.summary.closed 0 'packets that Windows opens and the policy does not'
        "$($found.summary.rules.same) rules the same, $($found.summary.foreign) of others"
    }
    netsh = {
        $script = Get-PolicyFile 'netsh' '*.cmd'
        Assert-Same (Invoke-Program $script @()).ExitCode 0 'exit code'
        $before = Get-StoreText
        Assert-Same (Invoke-Program $script @()).ExitCode 0 'exit code of the second run'
        if ((Get-StoreText) -ne $before) { throw 'the second run has changed the store' }
        $removed = Invoke-Program $script @('/remove')
        Assert-Same $removed.ExitCode 0 'exit code of /remove'
        @($removed.Text -split '\r?\n')[-1]
    }
    wfw = {
        $backup = Join-Path $work 'backup.wfw'
        $after = Join-Path $work 'imported.wfw'
        $file = Get-PolicyFile 'wfw' '*.wfw'
        Assert-Same (Invoke-Program 'netsh' @('advfirewall', 'export', $backup)).ExitCode 0 'exit code of the export before'
        try {
            Assert-Same (Invoke-Program 'netsh' @('advfirewall', 'import', $file)).ExitCode 0 'exit code of the import'
            Assert-Same (Invoke-Program 'netsh' @('advfirewall', 'export', $after)).ExitCode 0 'exit code of the export after'
        }
        finally {
            $null = Invoke-Program 'netsh' @('advfirewall', 'import', $backup)
        }
        $policy = [System.IO.Path]::GetFileNameWithoutExtension($file)
        $plan = Invoke-Program 'node' @($command, 'plan', $out, '--against', $after, '--policy', $policy, '--json')
        $found = ($plan.Text -replace '(?s)\}\s*[^}]*$', '}') | ConvertFrom-Json
        Assert-Same ($found.summary.opened + $found.summary.closed) 0 'differences'
        "$($found.summary.rules.same) rules the same"
    }
    wfp = {
        $script = Get-PolicyFile 'wfp' '*.ps1'
        # A process of its own: the filters go with it.
        $shell = (Get-Process -Id $PID).Path
        $ran = Invoke-Program $shell @('-NoProfile', '-ExecutionPolicy', 'Bypass', '-Command', "`$r = @(& '$($script -replace "'", "''")' -Dynamic); 'filters: ' + @(`$r | Where-Object { `$_.PSObject.Properties['FilterKey'] }).Count")
        Assert-Same $ran.ExitCode 0 "exit code ($($ran.Text))"
        @($ran.Text -split '\r?\n')[-1]
    }
    mof = {
        $folder = Join-Path $work 'mof'
        $null = New-Item -ItemType Directory -Path $folder
        Copy-Item -LiteralPath (Get-PolicyFile 'dsc' '*.mof') -Destination (Join-Path $folder 'localhost.mof')
        $state = Test-DscConfiguration -ReferenceConfiguration (Join-Path $folder 'localhost.mof')
        "$(@($state.ResourcesInDesiredState).Count) resources in the desired state, $(@($state.ResourcesNotInDesiredState).Count) not"
    }
}

try {
    $compiled = Invoke-Program 'node' @($command, 'compile', $Estate, '--out', $out, '--quiet')
    Assert-Same $compiled.ExitCode 0 "exit code of compile ($($compiled.Text))"
    $seen = foreach ($check in (Get-Content -LiteralPath (Join-Path $PSScriptRoot 'checks.json') -Raw -Encoding UTF8 | ConvertFrom-Json)) {
        $state = 'passed'
        $lacks = @($check.needs | Where-Object { -not $has[$_] })
        if ($lacks.Count -gt 0) {
            $state = 'skipped'
            $text = 'needs ' + ($lacks -join ', ')
        }
        else {
            try {
                $text = [string](@(& $checks[$check.id])[-1])
                if ($text -like 'skipped: *') {
                    $state = 'skipped'
                    $text = $text.Substring(9)
                }
            }
            catch {
                $state = 'failed'
                $text = [string]$_
            }
        }
        Write-Host "$state $($check.id): $text"
        [pscustomobject]@{ id = $check.id; state = $state; saw = $text }
    }
    $system = [System.Environment]::OSVersion.VersionString
    if ($onWindows) {
        $facts = Get-CimInstance -ClassName Win32_OperatingSystem
        $system = "$($facts.Caption) $($facts.Version)"
    }
    $document = [pscustomobject]@{
        system     = $system
        powershell = $PSVersionTable.PSVersion.ToString()
        node       = (Invoke-Program 'node' @('--version')).Text
        portwright = (Invoke-Program 'node' @($command, '--version')).Text
        checks     = @($seen)
    }
    [System.IO.File]::WriteAllText($Result, (ConvertTo-Json $document -Depth 4) + "`n", [System.Text.UTF8Encoding]::new($false))
}
finally {
    Remove-Item -LiteralPath $work -Recurse -Force
}
if (@($seen | Where-Object { $_.state -eq 'failed' }).Count -gt 0) {
    exit 1
}
