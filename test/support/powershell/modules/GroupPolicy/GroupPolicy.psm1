# SPDX-License-Identifier: MIT
# Stand-in, not Microsoft's: what Import-FirewallGpo.ps1 needs of the module GroupPolicy, with parameters and errors
# as documented, over the JSON file of StandInDirectory.psm1. PORTWRIGHT_STANDIN_COPIES=1 makes it answer with copies,
# as the real module does when PowerShell 7 reaches it through Windows PowerShell.
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath '../StandInDirectory/StandInDirectory.psm1') -Force

function Find-Gpo {
    param($Directory, [string] $Id)
    $gpo = @($Directory.gpos | Where-Object { $_.id -eq $Id.Trim('{}') })[0]
    if ($null -eq $gpo) { throw "Stand-in: no GPO $Id." }
    $gpo
}

function ConvertTo-Gpo {
    param($Gpo, $Directory)
    $object = [pscustomobject]@{
        Id = [guid]$Gpo.id; DisplayName = $Gpo.name; DomainName = $Directory.domain.dns
        Path = "cn={$($Gpo.id)},cn=policies,cn=system,$($Directory.domain.dn)"
    }
    $object | Add-Member -MemberType ScriptProperty -Name Description -Value {
        (Find-Gpo -Directory (Read-Directory) -Id ([string]$this.Id)).comment
    } -SecondValue {
        param($Value)
        $directory = Read-Directory
        $gpo = Find-Gpo -Directory $directory -Id ([string]$this.Id)
        Add-Call -Directory $directory -Cmdlet 'Description' -Target $gpo.name
        $gpo.comment = $Value
        Save-Directory -Directory $directory
    }
    if ($env:PORTWRIGHT_STANDIN_COPIES) {
        $copy = $object | Select-Object -Property Id, DisplayName, DomainName, Path, Description
        $copy.PSObject.TypeNames.Insert(0, 'Deserialized.Microsoft.GroupPolicy.Gpo')
        return $copy
    }
    $object
}

# Writes what a GPO holds into its folder, where others may keep files too.
function Write-GpoFolder {
    param($Directory, [string] $Id, [byte[]] $Bytes)
    $folder = Get-GpoFolder -Id $Id
    if ($Directory.sweepsFolder -and (Test-Path -LiteralPath $folder)) { Remove-Item -LiteralPath $folder -Recurse -Force }
    $null = New-Item -ItemType Directory -Path (Join-Path -Path $folder -ChildPath 'Machine') -Force
    [System.IO.File]::WriteAllBytes((Join-Path -Path $folder -ChildPath 'Machine/registry.pol'), $Bytes)
}

function Get-GPO {
    [CmdletBinding()]
    param([Parameter(ParameterSetName = 'Guid')] [guid] $Guid, [Parameter(ParameterSetName = 'Name')] [string] $Name,
        [Parameter(ParameterSetName = 'All')] [switch] $All, [string] $Domain, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    if ($All) { foreach ($gpo in $directory.gpos) { ConvertTo-Gpo -Gpo $gpo -Directory $directory }; return }
    if ($Name) {
        $Guid = @($directory.gpos | Where-Object { $_.name -eq $Name } | ForEach-Object { $_.id })[0]
        if (-not $Guid) { throw "Stand-in: no GPO $Name." }
    }
    ConvertTo-Gpo -Gpo (Find-Gpo -Directory $directory -Id ([string]$Guid)) -Directory $directory
}

function New-GPO {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Name, [string] $Comment, [string] $Domain, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    Add-Call -Directory $directory -Cmdlet 'New-GPO' -Target $Name
    if ($directory.gpos.name -contains $Name) { throw "Stand-in: the GPO $Name exists." }
    $gpo = @{
        id = [string][guid]::NewGuid(); name = $Name; comment = $Comment; settings = ''; wmi = ''
        permissions = @(@{ name = 'Authenticated Users'; level = 'GpoApply' }, @{ name = 'Domain Admins'; level = 'GpoEditDeleteModifySecurity' })
    }
    if ($directory.newGpoAlso) { $gpo.permissions += @{ name = $directory.newGpoAlso; level = 'GpoApply' } }
    $directory.gpos = @($directory.gpos) + $gpo
    $null = New-Item -ItemType Directory -Path (Join-Path -Path (Get-GpoFolder -Id $gpo.id) -ChildPath 'Machine') -Force -WhatIf:$false
    if ($directory.brokenSysvol) { Set-Content -LiteralPath (Join-Path -Path (Get-GpoFolder -Id $gpo.id) -ChildPath 'Portwright') -Value '' }
    Save-Directory -Directory $directory
    ConvertTo-Gpo -Gpo $gpo -Directory $directory
}

function Remove-GPO {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory)] [guid] $Guid, [string] $Domain, [string] $Server, [switch] $KeepLinks)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    $gpo = Find-Gpo -Directory $directory -Id ([string]$Guid)
    Add-Call -Directory $directory -Cmdlet 'Remove-GPO' -Target $gpo.name
    $directory.gpos = @($directory.gpos | Where-Object { $_.id -ne $gpo.id })
    if (Test-Path -LiteralPath (Get-GpoFolder -Id $gpo.id)) { Remove-Item -LiteralPath (Get-GpoFolder -Id $gpo.id) -Recurse -Force }
    if (-not $KeepLinks) { $directory.links = @($directory.links | Where-Object { $_.gpo -ne $gpo.id }) }
    Save-Directory -Directory $directory
}

function Import-GPO {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [guid] $BackupId, [Parameter(Mandatory)] [string] $Path, [Parameter(Mandatory)] [guid] $TargetGuid,
        [string] $Domain, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    $gpo = Find-Gpo -Directory $directory -Id ([string]$TargetGuid)
    Add-Call -Directory $directory -Cmdlet 'Import-GPO' -Target $gpo.name
    $folder = Join-Path -Path $Path -ChildPath ('{' + ([string]$BackupId).ToUpperInvariant() + '}')
    $file = Join-Path -Path $folder -ChildPath 'DomainSysvol/GPO/Machine/registry.pol'
    $gpo.settings = Get-Content -LiteralPath $file -Raw
    Write-GpoFolder -Directory $directory -Id $gpo.id -Bytes ([System.IO.File]::ReadAllBytes($file))
    if ($directory.clearsComment) { $gpo.comment = '' }
    Save-Directory -Directory $directory
    ConvertTo-Gpo -Gpo $gpo -Directory $directory
}

function Backup-GPO {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [guid] $Guid, [Parameter(Mandatory)] [string] $Path, [string] $Comment, [string] $Domain, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    $gpo = Find-Gpo -Directory $directory -Id ([string]$Guid)
    Add-Call -Directory $directory -Cmdlet 'Backup-GPO' -Target $gpo.name
    if (-not (Test-Path -LiteralPath $Path)) { throw "Stand-in: no folder $Path." }
    $id = [guid]::NewGuid()
    $folder = New-Item -ItemType Directory -Path (Join-Path -Path $Path -ChildPath ('{' + ([string]$id).ToUpperInvariant() + '}'))
    $policy = Join-Path -Path (Get-GpoFolder -Id $gpo.id) -ChildPath 'Machine/registry.pol'
    if (Test-Path -LiteralPath $policy) {
        $machine = New-Item -ItemType Directory -Path (Join-Path -Path $folder.FullName -ChildPath 'DomainSysvol/GPO/Machine')
        Copy-Item -LiteralPath $policy -Destination $machine.FullName
    }
    $esc = { param([string] $Text) [System.Security.SecurityElement]::Escape($Text) }
    $info = '<BackupInst xmlns="http://www.microsoft.com/GroupPolicy/GPOOperations/Manifest">' +
    "<GPOGuid><![CDATA[{$($gpo.id)}]]></GPOGuid><GPODomain><![CDATA[$($directory.domain.dns)]]></GPODomain><ID><![CDATA[{$id}]]></ID>" +
    "<Comment><![CDATA[$Comment]]></Comment><GPODisplayName>$(& $esc $gpo.name)</GPODisplayName></BackupInst>"
    Set-Content -LiteralPath (Join-Path -Path $folder.FullName -ChildPath 'bkupInfo.xml') -Value $info -Encoding UTF8
    ConvertTo-Json -InputObject $gpo -Depth 5 | Set-Content -LiteralPath (Join-Path -Path $folder.FullName -ChildPath 'stand-in.json')
    Save-Directory -Directory $directory
    [pscustomobject]@{ Id = $id; GpoId = $Guid; DisplayName = $gpo.name; BackupDirectory = $Path }
}

function Restore-GPO {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [guid] $BackupId, [Parameter(Mandatory)] [string] $Path, [string] $Domain, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    $folder = Join-Path -Path $Path -ChildPath ('{' + ([string]$BackupId).ToUpperInvariant() + '}')
    $saved = Get-Content -LiteralPath (Join-Path -Path $folder -ChildPath 'stand-in.json') -Raw | ConvertFrom-Json -AsHashtable
    Add-Call -Directory $directory -Cmdlet 'Restore-GPO' -Target $saved.name
    $gpo = Find-Gpo -Directory $directory -Id $saved.id
    $gpo.settings = $saved.settings
    $policy = Join-Path -Path $folder -ChildPath 'DomainSysvol/GPO/Machine/registry.pol'
    $bytes = [byte[]]::new(0)
    if (Test-Path -LiteralPath $policy) { $bytes = [System.IO.File]::ReadAllBytes($policy) }
    Write-GpoFolder -Directory $directory -Id $gpo.id -Bytes $bytes
    $gpo.permissions = $saved.permissions
    $gpo.wmi = $saved.wmi
    Save-Directory -Directory $directory
    ConvertTo-Gpo -Gpo $gpo -Directory $directory
}

function Get-GPInheritance {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Target, [string] $Domain, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    if ($directory.ous -notcontains $Target) { throw "Stand-in: there is no $Target." }
    $order = 0
    $links = @(foreach ($link in @($directory.links | Where-Object { $_.target -eq $Target })) {
            $order++
            [pscustomobject]@{ GpoId = [guid]$link.gpo; Enabled = $link.enabled; Enforced = $link.enforced; Target = $Target; Order = $order }
        })
    $inheritance = [pscustomobject]@{ Path = $Target; GpoLinks = $links }
    if ($env:PORTWRIGHT_STANDIN_COPIES) {
        $inheritance.GpoLinks = @($links | ForEach-Object { 'Microsoft.GroupPolicy.GpoLink' })
        $inheritance.PSObject.TypeNames.Insert(0, 'Deserialized.Microsoft.GroupPolicy.Som')
    }
    $inheritance
}

function New-GPLink {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [guid] $Guid, [Parameter(Mandatory)] [string] $Target, [ValidateSet('Yes', 'No')] [string] $LinkEnabled = 'Yes',
        [ValidateSet('Yes', 'No')] [string] $Enforced = 'No', [int] $Order, [string] $Domain, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    $gpo = Find-Gpo -Directory $directory -Id ([string]$Guid)
    Add-Call -Directory $directory -Cmdlet 'New-GPLink' -Target "$($gpo.name) $Target"
    if ($directory.ous -notcontains $Target) { throw "Stand-in: there is no $Target." }
    $here = @($directory.links | Where-Object { $_.target -eq $Target })
    if ($here.gpo -contains $gpo.id) { throw "Stand-in: $($gpo.name) is linked to $Target already." }
    $link = @{ gpo = $gpo.id; target = $Target; enabled = $LinkEnabled -eq 'Yes'; enforced = $Enforced -eq 'Yes' }
    if ($Order -gt $here.Count + 1) { throw "Stand-in: order $Order is out of range." }
    $list = [System.Collections.Generic.List[object]]::new()
    foreach ($each in $here) { $list.Add($each) }
    if ($Order -gt 0) { $list.Insert($Order - 1, $link) } else { $list.Add($link) }
    $directory.links = @($directory.links | Where-Object { $_.target -ne $Target }) + @($list)
    Save-Directory -Directory $directory
}

function Remove-GPLink {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [guid] $Guid, [Parameter(Mandatory)] [string] $Target, [string] $Domain, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $Domain -Server $Server
    $gpo = Find-Gpo -Directory $directory -Id ([string]$Guid)
    Add-Call -Directory $directory -Cmdlet 'Remove-GPLink' -Target "$($gpo.name) $Target"
    $kept = @($directory.links | Where-Object { $_.gpo -ne $gpo.id -or $_.target -ne $Target })
    if ($kept.Count -eq @($directory.links).Count) { throw "Stand-in: $($gpo.name) is not linked to $Target." }
    $directory.links = $kept
    Save-Directory -Directory $directory
}

function Get-GPPermission {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [guid] $Guid, [string] $TargetName, [string] $TargetType, [switch] $All, [string] $DomainName, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $DomainName -Server $Server
    $gpo = Find-Gpo -Directory $directory -Id ([string]$Guid)
    if ($All) {
        foreach ($entry in $gpo.permissions) {
            $trustee = if ($env:PORTWRIGHT_STANDIN_COPIES) { "CONTOSO\$($entry.name)" } else { [pscustomobject]@{ Name = $entry.name; Domain = 'CONTOSO' } }
            [pscustomobject]@{ Trustee = $trustee; Permission = $entry.level; Denied = [bool]$entry.denied; Inherited = $false }
        }
        return
    }
    $entry = @($gpo.permissions | Where-Object { $_.name -eq $TargetName })[0]
    if ($null -eq $entry) { throw "Stand-in: $TargetName has no permission on $($gpo.name)." }
    [pscustomobject]@{ Permission = $entry.level }
}

function Set-GPPermission {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [guid] $Guid, [Parameter(Mandatory)] [string] $TargetName,
        [Parameter(Mandatory)] [ValidateSet('Computer', 'User', 'Group')] [string] $TargetType,
        [Parameter(Mandatory)] [ValidateSet('None', 'GpoRead', 'GpoApply')] [string] $PermissionLevel, [switch] $Replace,
        [string] $DomainName, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Domain $DomainName -Server $Server
    $gpo = Find-Gpo -Directory $directory -Id ([string]$Guid)
    Add-Call -Directory $directory -Cmdlet 'Set-GPPermission' -Target "$($gpo.name) $TargetName $PermissionLevel"
    if ($TargetName -ne 'Authenticated Users' -and $directory.groups.sam -notcontains $TargetName) { throw "Stand-in: no group $TargetName." }
    $entry = @($gpo.permissions | Where-Object { $_.name -eq $TargetName })[0]
    if ($null -eq $entry) {
        $entry = @{ name = $TargetName; level = 'None' }
        $gpo.permissions = @($gpo.permissions) + $entry
    }
    # A lower level is not set without -Replace.
    if ($Replace -or $entry.level -ne 'GpoApply') { $entry.level = $PermissionLevel }
    Save-Directory -Directory $directory
    ConvertTo-Gpo -Gpo $gpo -Directory $directory
}

# In the place of the session with Windows PowerShell, where the objects are no copies.
function Get-PSSession {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Name)
    if ($Name -ne 'WinPSCompatSession') { throw "Stand-in: no session $Name." }
    'stand-in session'
}

function Invoke-Command {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Session, [Parameter(Mandatory)] [scriptblock] $ScriptBlock, [object[]] $ArgumentList)
    if ($Session -ne 'stand-in session') { throw "Stand-in: no session $Session." }
    $copies = $env:PORTWRIGHT_STANDIN_COPIES
    $env:PORTWRIGHT_STANDIN_COPIES = ''
    try { & $ScriptBlock @ArgumentList } finally { $env:PORTWRIGHT_STANDIN_COPIES = $copies }
}

Export-ModuleMember -Function Get-GPO, New-GPO, Remove-GPO, Import-GPO, Backup-GPO, Restore-GPO, Get-GPInheritance, New-GPLink,
    Remove-GPLink, Get-GPPermission, Set-GPPermission
if ($env:PORTWRIGHT_STANDIN_COPIES) { Export-ModuleMember -Function Get-PSSession, Invoke-Command }
