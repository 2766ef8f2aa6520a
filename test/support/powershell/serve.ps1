# SPDX-License-Identifier: MIT
# Needs PowerShell 7. Answers requests, a line of JSON each, until standard input ends: { script, arguments, environment,
# culture }. Each script runs in a runspace of its own, as if PowerShell had just started. The answer is one line: the
# mark PORTWRIGHT_MARK and { exit, objects, errors, warnings, information }, or { broken } where the run itself failed.
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = [System.Text.UTF8Encoding]::new($false)
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
$own = @{}
foreach ($entry in [System.Environment]::GetEnvironmentVariables().GetEnumerator()) { $own[$entry.Key] = $entry.Value }
$state = [initialsessionstate]::CreateDefault2()

$driver = {
    param([string] $Script, [hashtable] $Arguments, [string] $Culture)
    if ($Culture) {
        [cultureinfo]::CurrentCulture = $Culture
        [cultureinfo]::CurrentUICulture = $Culture
    }
    $global:LASTEXITCODE = 0
    $all = @(& $Script @Arguments *>&1)
    [cultureinfo]::CurrentCulture = ''
    [ordered]@{
        exit = $global:LASTEXITCODE
        objects = @($all | Where-Object { $_.GetType().Namespace -ne 'System.Management.Automation' -or $_.GetType().Name -eq 'PSCustomObject' })
        errors = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.Exception.Message })
        warnings = @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { $_.Message })
        information = @($all | Where-Object { $_ -is [System.Management.Automation.InformationRecord] } | ForEach-Object { "$($_.MessageData)" })
    } | ConvertTo-Json -Depth 6 -Compress
}

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $request = ConvertFrom-Json -InputObject $line -AsHashtable
    $changed = @{}
    foreach ($name in $request.environment.Keys) {
        $changed[$name] = $own[$name]
        [System.Environment]::SetEnvironmentVariable($name, $request.environment[$name])
    }
    $runspace = [runspacefactory]::CreateRunspace($state)
    $shell = [powershell]::Create()
    try {
        $runspace.Open()
        $shell.Runspace = $runspace
        $null = $shell.AddScript($driver).AddArgument($request.script).AddArgument($request.arguments).AddArgument($request.culture)
        $answer = [string]@($shell.Invoke())[-1]
        if (-not $answer) { throw "The script gave no answer: $($shell.Streams.Error)" }
    } catch {
        $answer = ConvertTo-Json -InputObject @{ broken = "$($_.Exception)" } -Compress
    } finally {
        $shell.Dispose()
        $runspace.Dispose()
        foreach ($name in $changed.Keys) { [System.Environment]::SetEnvironmentVariable($name, $changed[$name]) }
    }
    [Console]::Out.WriteLine($env:PORTWRIGHT_MARK + $answer)
}
