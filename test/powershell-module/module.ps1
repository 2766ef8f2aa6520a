# SPDX-License-Identifier: MIT
# Uses the module as an administrator would, in the folder that the test has made, and prints what it saw as one JSON document.
# Parts, divided by commas: examples, errors, many.
param([string] $Module, [string] $Newer, [string] $Root, [string] $Parts)
$ErrorActionPreference = 'Stop'
$seen = [ordered]@{}
$seen.manifest = (Test-ModuleManifest (Join-Path $Module 'Portwright.psd1')).ExportedFunctions.Keys | Sort-Object
Import-Module $Module
$seen.unapproved = @(Get-Command -Module Portwright | Where-Object { (Get-Verb).Verb -notcontains $_.Verb } | ForEach-Object Name)
$env:PORTWRIGHT_FILES = ConvertTo-Json @(Get-ChildItem $Module -Filter *.ps*1 | ForEach-Object FullName)
$seen.newer = @(& $Newer | ForEach-Object { "$($_.Line): $($_.Text)" })
$null = New-PSDrive -Name Firewall -PSProvider FileSystem -Root $PWD
$part = $Parts -split ','

# What each part sees stands in $seen.
$useExamples = {
    # Every example of the help, in order: what it gives, as a person sees it.
    $seen.examples = @(
        foreach ($name in 'Test-PortwrightEstate', 'New-PortwrightPolicy', 'Compare-PortwrightPolicy', 'Find-PortwrightFault', 'Get-PortwrightRule', 'Test-PortwrightFlow', 'Test-PortwrightOutput', 'Import-PortwrightEstate', 'Get-PortwrightReason') {
            $help = Get-Help $name -Full
            $said = @($help.parameters.parameter | Where-Object { -not ($_.PSObject.Properties['description'] -and $_.description) } | ForEach-Object name)
            $undescribed = @($said | Where-Object { $_ -notin 'WhatIf', 'Confirm' })
            foreach ($example in $help.examples.example) {
                $records = @(Invoke-Expression $example.code 3>&1 2>&1 6>&1)
                [ordered]@{
                    function = $name; code = $example.code; undescribed = $undescribed; synopsis = $help.Synopsis.Length -gt 20
                    types = @($records | ForEach-Object { if ($null -ne $_) { $_.PSTypeNames[0] } } | Select-Object -Unique)
                    text = ($records | Out-String -Width 100).Trim()
                }
            }
        }
    )

    $all = Get-PortwrightRule server.cmd
    $seen.csv = @($all | ConvertTo-Csv -NoTypeInformation)
    $seen.where = @($all | Where-Object LocalPorts -contains '445' | ForEach-Object DisplayName)
    $seen.match = @($all | Where-Object { $_.RemoteAddresses -match '^10\.' } | ForEach-Object DisplayName)

    # Nothing is written, and what would be is told.
    $stamp = (Get-Item out/portwright.json).LastWriteTimeUtc
    $forecast = @(New-PortwrightPolicy old.yaml -Out out -Target csv, wfw -WhatIf 6>$null)
    $seen.forecast = @(
        , @($forecast | Where-Object { $_.PSTypeNames -contains 'Portwright.OutputFile' -and $_.State -ne 'same' } | ForEach-Object { "$($_.State) $($_.Path)" })
        , @($forecast | Where-Object Change -eq 'opened' | ForEach-Object Text)
        , @((Get-Item out/portwright.json).LastWriteTimeUtc -eq $stamp)
    )
}

$meetErrors = {
    $ErrorActionPreference = 'Stop'
    $global:LASTEXITCODE = 42
    try { Test-PortwrightEstate broken.yaml; $seen.caught = 'nothing' } catch {
        $seen.caught = @($_.FullyQualifiedErrorId, $_.TargetObject.File, $_.TargetObject.Line, $_.TargetObject.Column, $_.Exception.Message, $_.CategoryInfo.Category.ToString())
    }
    $ErrorActionPreference = 'Continue'
    $result = Test-PortwrightEstate broken.yaml -ErrorAction SilentlyContinue -ErrorVariable errors -WarningAction SilentlyContinue
    $seen.counted = @($result.Errors, $result.Warnings, $result.Infos, $result.IsValid, $errors.Count)
    $null = Test-PortwrightFlow estate.yaml nobody cm01.contoso.test 443/tcp -ErrorAction SilentlyContinue -ErrorVariable errors
    $seen.nobody = @($errors | ForEach-Object { $_.FullyQualifiedErrorId; $_.Exception.Message })
    $null = Get-PortwrightRule missing.wfw -ErrorAction SilentlyContinue -ErrorVariable errors
    $seen.missing = @($errors | ForEach-Object { $_.FullyQualifiedErrorId })
    $null = New-PortwrightPolicy estate.yaml -Target gppo -ErrorAction SilentlyContinue -ErrorVariable errors
    $seen.target = @($errors | ForEach-Object { $_.FullyQualifiedErrorId; $_.Exception.Message })
    $seen.exit = $global:LASTEXITCODE

    # Names: wildcards, quotes, letters beyond ASCII, another folder, and what a native command line makes of them.
    $odd = Join-Path ([System.IO.Directory]::CreateDirectory((Join-Path $PWD "it's [x] ü")).FullName) 'estate.yaml'
    [System.IO.File]::Copy((Join-Path $PWD 'estate.yaml'), $odd)
    $seen.literal = @(
        Test-PortwrightEstate -LiteralPath $odd -Quiet
        Get-Item -LiteralPath $odd | Test-PortwrightEstate -Quiet
        (Get-ChildItem -Filter 'o*.yaml' | Test-PortwrightEstate).Estate | Split-Path -Leaf
    )
    Push-Location -LiteralPath (Split-Path $odd)
    $seen.drive = @(Test-PortwrightEstate Firewall:\estate.yaml -Quiet; Test-PortwrightEstate estate.yaml -Quiet)
    Pop-Location
    $quoted = & (Get-Module Portwright) { '', 'a', 'a b', 'C:\x y\', 'say "hi"', 'tail\"', '\\server\share\', '%PATH%&^' | ForEach-Object { ConvertTo-NativeArgument $_ } }
    $seen.quoted = @($quoted)
}

$readMany = {
    # Many rules, and a pipeline that has enough of them.
    $seen.many = @(Get-PortwrightRule many.cmd).Count
    $seen.few = @(Get-PortwrightRule many.cmd | Select-Object -First 3 | ForEach-Object DisplayName)

    # Completion.
    $complete = { param($line) @([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches | ForEach-Object CompletionText) }
    $seen.completion = @(
        , @(& $complete 'New-PortwrightPolicy estate.yaml -HostName cm')
        , @(& $complete 'New-PortwrightPolicy estate.yaml -Target ')
        , @(& $complete 'Test-PortwrightFlow estate.yaml management-p')
        , @(& $complete 'Test-PortwrightFlow estate.yaml workstations B')
        , @(& $complete 'New-PortwrightPolicy Firewall:\estate.yaml -HostName work')
    )

    # What a workflow asks on Windows, as far as it goes elsewhere.
    Remove-Module Portwright
    $null = & (Join-Path $Root '.github/windows/Test-Windows.ps1') -Package $Root -Estate (Join-Path $PWD 'estate.yaml') -Result (Join-Path $PWD 'checks.json') 6>$null
    $seen.windows = @((Get-Content checks.json -Raw | ConvertFrom-Json).checks)
}

foreach ($one in $part) {
    $ErrorActionPreference = 'Continue'
    . @{ examples = $useExamples; errors = $meetErrors; many = $readMany }[$one]
}
ConvertTo-Json $seen -Depth 6
