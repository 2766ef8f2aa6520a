# SPDX-License-Identifier: MIT
# Plays the CIM cmdlets before an SMS Provider. PORTWRIGHT_PROVIDER is a JSON file: rows by class, `refused` (class to the
# words of the failure), `lazy` (classes whose Props come with one object), `unknown` (columns that no class has), `machine`
# and `code` of the provider, `closed` (transports that a server refuses). PORTWRIGHT_ASKED gets a line for each call.

function Write-Call {
    param([string] $Text)
    [System.IO.File]::AppendAllText($env:PORTWRIGHT_ASKED, "$Text`n")
}

function Get-State {
    ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($env:PORTWRIGHT_PROVIDER))
}

function New-CimSessionOption {
    [CmdletBinding()]
    param([string] $Protocol)
    [pscustomobject]@{ Protocol = $Protocol }
}

function New-CimSession {
    [CmdletBinding()]
    param([string] $ComputerName, [pscredential] $Credential, $SessionOption)
    $transport = if ($SessionOption) { "$($SessionOption.Protocol)" } else { 'Wsman' }
    Write-Call "New-CimSession $ComputerName $transport$(if ($Credential) { " as $($Credential.UserName)" })"
    if (@((Get-State).closed) -contains $transport) { throw "no $transport here" }
    [pscustomobject]@{ ComputerName = $ComputerName; Transport = $transport }
}

function Remove-CimSession {
    [CmdletBinding()]
    param($CimSession)
    Write-Call "Remove-CimSession $($CimSession.ComputerName)"
}

function Get-CimInstance {
    [CmdletBinding()]
    param([string] $Namespace, [string] $ClassName, [string] $Query, $CimSession, $InputObject)
    $state = Get-State
    if ($InputObject) {
        Write-Call "Get-CimInstance -InputObject $($InputObject.Class)"
        return $state.rows.($InputObject.Class)[$InputObject.Index]
    }
    Write-Call "Get-CimInstance $Namespace $ClassName$Query$(if ($CimSession) { " on $($CimSession.ComputerName)" })"
    if ($ClassName -eq 'SMS_ProviderLocation') {
        if ($Namespace -ne 'root/sms' -or -not $state.code) { throw 'Invalid namespace' }
        return [pscustomobject]@{ Machine = $state.machine; SiteCode = $state.code; ProviderForLocalSite = $true }
    }
    if ($Namespace -ne "root/sms/site_$($state.code)") { throw 'Invalid namespace' }
    if ($Query -notmatch '^SELECT (.+) FROM (\w+)(?: WHERE (.+))?$') { throw 'Invalid query' }
    $columns = $Matches[1] -split ', '
    $class = $Matches[2]
    $names = @([regex]::Matches([string]$Matches[3], "Name = '([^']*)'") | ForEach-Object { $_.Groups[1].Value })
    if ($state.refused.$class) { throw $state.refused.$class }
    if (@($columns | Where-Object { @($state.unknown) -contains $_ }).Count -gt 0) { throw 'Invalid query' }
    $index = 0
    foreach ($row in @($state.rows.$class)) {
        if ($null -eq $row) { continue }
        $shown = [pscustomobject]@{ Class = $class; Index = $index++ }
        if ($names.Count -gt 0 -and $names -notcontains $row.Name) { continue }
        foreach ($property in $row.PSObject.Properties) {
            if ($columns[0] -ne '*' -and $columns -notcontains $property.Name) { continue }
            $isLazy = @($state.lazy) -contains $class -and @('Props', 'PropLists') -contains $property.Name
            $shown | Add-Member -NotePropertyName $property.Name -NotePropertyValue $(if ($isLazy) { $null } else { , $property.Value })
        }
        $shown
    }
}

Export-ModuleMember -Function 'Get-CimInstance', 'New-CimSession', 'New-CimSessionOption', 'Remove-CimSession'
