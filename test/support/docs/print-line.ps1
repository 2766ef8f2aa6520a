# SPDX-License-Identifier: MIT
# Runs a line as somebody types it in a folder, and gives what the window would show, 100 columns wide.
param([string] $Line, [string] $Folder)
Set-Location -LiteralPath $Folder
# A table takes its widths from what comes in the first moment: let everything come at once.
$all = @(Invoke-Expression -Command $Line *>&1)
$shown = $all | ForEach-Object {
    if ($_ -is [System.Management.Automation.WarningRecord]) { "WARNING: $($_.Message)" }
    elseif ($_ -is [System.Management.Automation.ErrorRecord]) { "$($_.Exception.Message)" }
    elseif ($_ -is [System.Management.Automation.InformationRecord]) { "$($_.MessageData)" }
    else { $_ }
} | Out-String -Width 100
$shown.Trim("`r", "`n")
