# SPDX-License-Identifier: MIT
# Stand-in, not Microsoft's: what Import-FirewallGpo.ps1 needs of the module ActiveDirectory, over the JSON file of
# StandInDirectory.psm1. A -Filter is one comparison: Name -eq 'value'.
Import-Module -Name (Join-Path -Path $PSScriptRoot -ChildPath '../StandInDirectory/StandInDirectory.psm1') -Force

# Reads "Attribute -eq 'value'" and gives both.
function ConvertFrom-Filter {
    param([string] $Filter)
    if ($Filter -notmatch "^(\w+) -eq '((?:[^']|'')*)'$") { throw "Stand-in: cannot read the filter $Filter." }
    [pscustomobject]@{ Attribute = $Matches[1]; Value = $Matches[2].Replace("''", "'") }
}

function Get-ADDomain {
    [CmdletBinding()]
    param([string] $Identity, [string] $Server)
    $directory = Read-Directory
    if ($Identity -and $Identity -ne $directory.domain.dns) { throw "Stand-in: unknown domain $Identity." }
    [pscustomobject]@{
        DNSRoot = $directory.domain.dns; DistinguishedName = $directory.domain.dn; NetBIOSName = $directory.domain.netbios
        PDCEmulator = $directory.domain.dc
    }
}

function Get-ADComputer {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Filter, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    $wanted = ConvertFrom-Filter -Filter $Filter
    $key = @{ DNSHostName = 'dns'; SamAccountName = 'sam' }[$wanted.Attribute]
    foreach ($computer in @($directory.computers | Where-Object { $_[$key] -eq $wanted.Value })) {
        [pscustomobject]@{ Name = $computer.name; DNSHostName = $computer.dns; DistinguishedName = $computer.dn }
    }
}

function ConvertTo-Group {
    param($Group)
    [pscustomobject]@{
        SamAccountName = $Group.sam; DistinguishedName = $Group.dn; SID = $Group.sid; GroupCategory = $Group.category
        GroupScope = $Group.scope; member = @($Group.members)
    }
}

function Get-ADGroup {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Filter, [string[]] $Properties, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    $wanted = ConvertFrom-Filter -Filter $Filter
    foreach ($group in @($directory.groups | Where-Object { $_.sam -eq $wanted.Value })) { ConvertTo-Group -Group $group }
}

function New-ADGroup {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Name, [string] $SamAccountName, [string] $DisplayName,
        [Parameter(Mandatory)] [ValidateSet('DomainLocal', 'Global', 'Universal')] [string] $GroupScope,
        [ValidateSet('Security', 'Distribution')] [string] $GroupCategory, [string] $Description, [string] $Path, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    Add-Call -Directory $directory -Cmdlet 'New-ADGroup' -Target $SamAccountName
    if ($Name.Length -gt 64) { throw 'Stand-in: the common name is too long.' }
    if ($SamAccountName -match '["/\\\[\]:;|=,+*?<>@]') { throw "Stand-in: $SamAccountName is no account name." }
    if ($directory.groups.sam -contains $SamAccountName) { throw "Stand-in: the group $SamAccountName exists." }
    if (-not $Path) { $Path = "CN=Users,$($directory.domain.dn)" }
    $group = @{
        sam = $SamAccountName; name = $DisplayName; dn = "CN=$Name,$Path"; category = $GroupCategory; scope = $GroupScope
        sid = "S-1-5-21-1-2-3-$(2000 + @($directory.groups).Count)"; members = @()
    }
    $directory.groups = @($directory.groups) + $group
    Save-Directory -Directory $directory
}

function Add-ADGroupMember {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Identity, [Parameter(Mandatory)] [string[]] $Members, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    Add-Call -Directory $directory -Cmdlet 'Add-ADGroupMember' -Target "$Identity $($Members -join ' ')"
    $group = @($directory.groups | Where-Object { $_.sam -eq $Identity -or $_.dn -eq $Identity })[0]
    if ($null -eq $group) { throw "Stand-in: no group $Identity." }
    foreach ($member in $Members) {
        if ($directory.computers.dn -notcontains $member -and $member -notlike 'CN=Stranger*') { throw "Stand-in: no object $member." }
        $group.members = @($group.members) + $member
    }
    Save-Directory -Directory $directory
}

function Remove-ADGroupMember {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory)] [string] $Identity, [Parameter(Mandatory)] [string[]] $Members, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    Add-Call -Directory $directory -Cmdlet 'Remove-ADGroupMember' -Target "$Identity $($Members -join ' ')"
    $group = @($directory.groups | Where-Object { $_.sam -eq $Identity -or $_.dn -eq $Identity })[0]
    if ($null -eq $group) { throw "Stand-in: no group $Identity." }
    $group.members = @($group.members | Where-Object { $Members -notcontains $_ })
    Save-Directory -Directory $directory
}

function Get-ADGroupMember {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Identity, [switch] $Recursive, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    $group = @($directory.groups | Where-Object { $_.dn -eq $Identity })[0]
    foreach ($member in $group.members) {
        $class = if ($directory.computers.dn -contains $member) { 'computer' } else { 'user' }
        [pscustomobject]@{ DistinguishedName = $member; objectClass = $class }
    }
}

function Get-ADObject {
    [CmdletBinding()]
    param([Parameter(ParameterSetName = 'Identity')] [string] $Identity, [Parameter(ParameterSetName = 'Filter')] [string] $Filter,
        [Parameter(ParameterSetName = 'LDAPFilter')] [string] $LDAPFilter, [string] $SearchBase, [string[]] $Properties, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    if ($LDAPFilter -match '^\(gPLink=\*(.+)\*\)$') {
        $part = $Matches[1]
        return @($directory.links | Where-Object { $_.gpo -eq $part } | ForEach-Object { [pscustomobject]@{ DistinguishedName = $_.target } })
    }
    if ($LDAPFilter) {
        if ($LDAPFilter -notmatch '^\(gPCWQLFilter=\*(.+)\*\)$') { throw "Stand-in: cannot read the filter $LDAPFilter." }
        $part = $Matches[1]
        return $directory.gpos | Where-Object { $_.wmi -like "*$part*" } | ForEach-Object { [pscustomobject]@{ Name = $_.id } }
    }
    if ($Filter) {
        $wanted = ConvertFrom-Filter -Filter $Filter
        foreach ($object in @($directory.objects | Where-Object { $_.name -eq $wanted.Value -and $_.dn -like "*,$SearchBase" })) {
            [pscustomobject]@{ Name = $object.name; DistinguishedName = $object.dn; ObjectClass = $object.type }
        }
        return
    }
    if ($Identity -match '^CN=\{([^}]+)\},CN=Policies,CN=System,' -and $directory.gpos.id -contains $Matches[1]) {
        $id = $Matches[1]
        return [pscustomobject]@{
            DistinguishedName = $Identity; gPCWQLFilter = @($directory.gpos | Where-Object { $_.id -eq $id })[0].wmi; gPCFileSysPath = Get-GpoFolder -Id $id
        }
    }
    if ($directory.ous -contains $Identity) {
        $links = @($directory.links | Where-Object { $_.target -eq $Identity })
        [array]::Reverse($links)
        $value = ''
        foreach ($link in $links) {
            $bits = 2 * [int]$link.enforced + [int](-not $link.enabled)
            $value += "[LDAP://cn={$($link.gpo)},cn=policies,cn=system,$($directory.domain.dn);$bits]"
        }
        return [pscustomobject]@{ DistinguishedName = $Identity; gPLink = $value; gPOptions = [int]($directory.blocked -contains $Identity) }
    }
    if ($Identity -like 'OU=*' -and $Properties -contains 'gPOptions') {
        return [pscustomobject]@{ DistinguishedName = $Identity; gPOptions = [int]($directory.blocked -contains $Identity) }
    }
    throw "Stand-in: no object $Identity."
}

function New-ADObject {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [string] $Type, [string] $Path, [hashtable] $OtherAttributes,
        [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    Add-Call -Directory $directory -Cmdlet 'New-ADObject' -Target $Name
    $object = @{ name = $Name; dn = "CN=$Name,$Path"; type = $Type; attributes = $OtherAttributes }
    $directory.objects = @($directory.objects) + $object
    Save-Directory -Directory $directory
}

function Set-ADObject {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Identity, [hashtable] $Replace, [string[]] $Clear, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    $gpo = @($directory.gpos | Where-Object { $Identity -like "CN={$($_.id)},CN=Policies,CN=System,*" })[0]
    if ($null -eq $gpo) { throw "Stand-in: no object $Identity." }
    Add-Call -Directory $directory -Cmdlet 'Set-ADObject' -Target $gpo.name
    $gpo.wmi = ''
    if ($Replace) { $gpo.wmi = $Replace.gPCWQLFilter }
    Save-Directory -Directory $directory
}

function Remove-ADObject {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param([Parameter(Mandatory)] [string] $Identity, [string] $Server)
    $directory = Read-Directory
    Assert-Server -Directory $directory -Server $Server
    Add-Call -Directory $directory -Cmdlet 'Remove-ADObject' -Target $Identity
    $directory.objects = @($directory.objects | Where-Object { $_.dn -ne $Identity })
    Save-Directory -Directory $directory
}

Export-ModuleMember -Function Get-ADDomain, Get-ADComputer, Get-ADGroup, New-ADGroup, Add-ADGroupMember, Remove-ADGroupMember,
    Get-ADGroupMember, Get-ADObject, New-ADObject,
    Set-ADObject, Remove-ADObject
