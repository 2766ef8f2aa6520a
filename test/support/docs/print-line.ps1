# SPDX-License-Identifier: MIT
# Runs a line as somebody types it in a folder, and gives what the window would show, 100 columns wide.
param([string] $Line, [string] $Folder)
Set-Location -LiteralPath $Folder
$shown = Invoke-Expression -Command $Line *>&1 | ForEach-Object {
    if ($_ -is [System.Management.Automation.WarningRecord]) { "WARNING: $($_.Message)" }
    elseif ($_ -is [System.Management.Automation.ErrorRecord]) { "$($_.Exception.Message)" }
    elseif ($_ -is [System.Management.Automation.InformationRecord]) { "$($_.MessageData)" }
    else { $_ }
} | Out-String -Width 100
$shown.Trim("`r", "`n")
