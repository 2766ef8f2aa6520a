# SPDX-License-Identifier: MIT
# Needs PowerShell 7. Answers requests, a line of JSON each, until standard input ends: { script, arguments, environment,
# culture, session, place }. Each script runs in a runspace of its own, as if PowerShell had just started; runs that name one
# session share its runspace, until { end } of it. The answer is one line: the mark PORTWRIGHT_MARK and { exit, objects,
# errors, warnings, information }, or { broken } where the run itself failed.
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = [System.Text.UTF8Encoding]::new($false)
[Console]::OutputEncoding = [System.Text.UTF8Encoding]::new($false)
$own = @{}
foreach ($entry in [System.Environment]::GetEnvironmentVariables().GetEnumerator()) { $own[$entry.Key] = $entry.Value }
$state = [initialsessionstate]::CreateDefault2()
$sessions = @{}

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
    if ($request.end) {
        # What a session holds open goes with its process; here it is let go of by name.
        if ($sessions[$request.end]) {
            $held = $sessions[$request.end].SessionStateProxy.GetVariable('PortwrightAlive')
            if ($held) { $held.Dispose() }
            $sessions[$request.end].Dispose()
            $sessions.Remove($request.end)
        }
        [Console]::Out.WriteLine("$env:PORTWRIGHT_MARK{}")
        continue
    }
    if ($request.place) {
        # What stands there is a link, never a folder: nothing else goes.
        [System.IO.File]::Delete($request.place.link)
        $null = [System.IO.Directory]::CreateSymbolicLink($request.place.link, $request.place.folder)
    }
    $changed = @{}
    foreach ($name in $request.environment.Keys) {
        $changed[$name] = $own[$name]
        [System.Environment]::SetEnvironmentVariable($name, $request.environment[$name])
    }
    $runspace = $null
    if ($request.session) { $runspace = $sessions[$request.session] }
    $shell = [powershell]::Create()
    try {
        if ($null -eq $runspace) {
            $runspace = [runspacefactory]::CreateRunspace($state)
            $runspace.Open()
            if ($request.session) { $sessions[$request.session] = $runspace }
        }
        $shell.Runspace = $runspace
        $null = $shell.AddScript($driver).AddArgument($request.script).AddArgument($request.arguments).AddArgument($request.culture)
        $answer = [string]@($shell.Invoke())[-1]
        if (-not $answer) { throw "The script gave no answer: $($shell.Streams.Error)" }
    } catch {
        $answer = ConvertTo-Json -InputObject @{ broken = "$($_.Exception)" } -Compress
    } finally {
        $shell.Dispose()
        if (-not $request.session -and $null -ne $runspace) { $runspace.Dispose() }
        foreach ($name in $changed.Keys) { [System.Environment]::SetEnvironmentVariable($name, $changed[$name]) }
    }
    [Console]::Out.WriteLine($env:PORTWRIGHT_MARK + $answer)
}
