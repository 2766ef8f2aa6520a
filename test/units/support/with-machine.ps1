# SPDX-License-Identifier: MIT
# Runs the script PORTWRIGHT_UNIT on the stand-in computer, with the arguments in PORTWRIGHT_ARGUMENTS (JSON).
if (-not (Get-Module -Name StandInMachine)) {
    Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath 'StandInMachine.psm1') -DisableNameChecking
}
$arguments = ConvertFrom-Json -InputObject $env:PORTWRIGHT_ARGUMENTS -AsHashtable
& $env:PORTWRIGHT_UNIT @arguments
exit $LASTEXITCODE
