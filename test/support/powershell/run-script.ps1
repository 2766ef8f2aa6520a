# SPDX-License-Identifier: MIT
# Needs PowerShell 7. Runs the script PORTWRIGHT_SCRIPT with the arguments in PORTWRIGHT_ARGUMENTS (JSON) and writes what came out of it
# to the file PORTWRIGHT_OUTPUT, sorted by stream.
$arguments = ConvertFrom-Json -InputObject $env:PORTWRIGHT_ARGUMENTS -AsHashtable
$global:LASTEXITCODE = 0
$all = @(& $env:PORTWRIGHT_SCRIPT @arguments *>&1)
$output = [ordered]@{
    exit = $LASTEXITCODE
    objects = @($all | Where-Object { $_.GetType().Namespace -ne 'System.Management.Automation' -or $_.GetType().Name -eq 'PSCustomObject' })
    errors = @($all | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.Exception.Message })
    warnings = @($all | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object { $_.Message })
    information = @($all | Where-Object { $_ -is [System.Management.Automation.InformationRecord] } | ForEach-Object { "$($_.MessageData)" })
}
ConvertTo-Json -InputObject $output -Depth 6 | Set-Content -LiteralPath $env:PORTWRIGHT_OUTPUT -Encoding UTF8
