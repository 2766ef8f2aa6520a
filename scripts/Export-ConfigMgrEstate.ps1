# Part of Portwright. SPDX-License-Identifier: MIT
#Requires -Version 5.1

<#
.SYNOPSIS
Describes a live site of Configuration Manager as an estate for Portwright.

.DESCRIPTION
Asks the SMS Provider for sites, servers, roles, ports, SQL Server instances, communication, boundary groups and client
push, asks DNS for the addresses of the servers, and writes estate.yaml. Nothing of the site is changed: there are
questions only. A read-only analyst has all the rights that it takes; what the account may not read is a comment in the
file ("# not readable: WHY"), never a default.

It runs on a site server or beside one and needs nothing installed: Windows PowerShell 5.1 or PowerShell 7. The provider
is asked over CIM, or with -AdminService over the administration service.

Keys, certificates, accounts and passwords are neither read into the file nor into -Json.

.PARAMETER ComputerName
A server with the SMS Provider, or one that knows where it is. Left out: this computer.

.PARAMETER SiteCode
The site whose provider is asked, where a server knows of several. A central administration site knows the whole
hierarchy.

.PARAMETER AdminService
Address of the administration service, such as https://cm01.contoso.com/AdminService. It is asked instead of CIM.

.PARAMETER Proxy
Address of a proxy server on the way to the administration service. Where it asks who you are, it is told the account
that runs the script; -Credential is for the service alone.

.PARAMETER FactsPath
A file that -Json wrote earlier. Nothing is asked then.

.PARAMETER Credential
Another account. Give a credential object, or a user name and you are asked for the password.

.PARAMETER Path
The file to write. Left out: estate.yaml in the current folder.

.PARAMETER Force
Writes over a file that is there.

.PARAMETER Json
Gives the facts as JSON instead of writing an estate: one text, ASCII alone. `portwright import` and -FactsPath read it.

.PARAMETER SkipDns
Does not ask DNS for addresses. Discovery data of the site are asked for all the same.

.PARAMETER TimeoutSeconds
How long one question to the administration service may take.

.EXAMPLE
.\Export-ConfigMgrEstate.ps1

On a site server: writes estate.yaml.

.EXAMPLE
.\Export-ConfigMgrEstate.ps1 -AdminService https://cm01.contoso.com/AdminService -Credential CONTOSO\reader

From another computer, with another account.

.EXAMPLE
.\Export-ConfigMgrEstate.ps1 -Json > facts.json
portwright import facts.json --out estate.yaml

Takes the facts to another computer.

.OUTPUTS
System.IO.FileInfo, or with -Json System.String
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'The functions below read them.')]
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseDeclaredVarsMoreThanAssignments', '', Justification = 'The functions below read them.')]
[CmdletBinding(DefaultParameterSetName = 'Provider', SupportsShouldProcess)]
[OutputType([System.IO.FileInfo], [string])]
param(
    [Parameter(ParameterSetName = 'Provider')]
    [string] $ComputerName,

    [Parameter(ParameterSetName = 'Provider')]
    [string] $SiteCode,

    [Parameter(Mandatory, ParameterSetName = 'AdminService')]
    [uri] $AdminService,

    [Parameter(ParameterSetName = 'AdminService')]
    [uri] $Proxy,

    [Parameter(ParameterSetName = 'AdminService')]
    [ValidateRange(1, 3600)]
    [int] $TimeoutSeconds = 120,

    [Parameter(Mandatory, ParameterSetName = 'Facts')]
    [string] $FactsPath,

    [Parameter(ParameterSetName = 'Provider')]
    [Parameter(ParameterSetName = 'AdminService')]
    [System.Management.Automation.Credential()]
    [pscredential] $Credential = [pscredential]::Empty,

    [string] $Path = 'estate.yaml',

    [switch] $Force,

    [switch] $Json,

    [Parameter(ParameterSetName = 'Provider')]
    [Parameter(ParameterSetName = 'AdminService')]
    [switch] $SkipDns
)

Set-StrictMode -Version 1.0
$ErrorActionPreference = 'Stop'

# Under Constrained Language Mode methods and types fail one by one, in the middle of a change.
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    $message = "This session is in $($ExecutionContext.SessionState.LanguageMode) mode, in which this script cannot work. " +
    'An application control policy (App Control, AppLocker) sets it for scripts that it does not trust. Sign the script ' +
    'with a certificate that the policy trusts, let the policy allow it, or take the rules to this computer by Group ' +
    'Policy, which runs no script there. Nothing was changed.'
    # Of -File alone: behind the modules of #Requires exit may end with 0 (see the end), and methods are forbidden here.
    if ($PSCommandPath -and @(Get-PSCallStack).Count -eq 1) { throw $message }
    Write-Error -Message $message -ErrorAction Continue
    if ($PSCommandPath) { exit 1 }
    return
}

# The attribute of the parameter would ask for an account again at each assignment.
$account = if ($Credential -and $Credential -ne [pscredential]::Empty) { $Credential } else { $null }

# What is read of each class: columns of the class. Of the properties embedded in Props and PropLists only those below are
# kept: there are keys, certificates and accounts among the others.
$classes = [ordered]@{
    'SMS_SCI_SiteDefinition' = @('SiteCode', 'SiteName', 'ParentSiteCode', 'SiteType', 'SiteServerName', 'SQLServerName', 'SQLDatabaseName', 'Props')
    'SMS_SCI_SysResUse' = @('NALPath', 'NALType', 'NetworkOSPath', 'RoleName', 'SiteCode', 'Type', 'Props', 'PropLists')
    'SMS_SCI_Component' = @('ComponentName', 'ItemName', 'SiteCode', 'Flag', 'Props')
    'SMS_DistributionPointInfo' = @('NALPath', 'SiteCode', 'IsPXE', 'IsMulticast', 'IsPullDP')
    'SMS_Boundary' = @('BoundaryID', 'BoundaryType', 'DisplayName', 'Value')
    'SMS_BoundaryGroupSiteSystems' = @('GroupID', 'ServerNALPath')
    'SMS_BoundaryGroupMembers' = @('BoundaryID', 'GroupID')
    'SMS_BoundaryGroup' = @('DefaultSiteCode', 'GroupID', 'Name')
    'SMS_AzureService' = @('Name')
    'SMS_R_System' = @('IPAddresses', 'Name', 'ResourceNames')
    'PortwrightAddresses' = @('Addresses', 'Host', 'Reason')
}
$keptProperties = @('SQLServicePort', 'SSBPort', 'SQLServerFQDN', 'SQLAGPrimaryReplica', 'ProviderServerName', 'Full Version', 'Server Remote Name', 'FDMOperation', 'UseProxy', 'ProxyName', 'ProxyServerPort', 'MPInternetFacing', 'UseSiteDatabase', 'SQLServerName', 'DatabaseName', 'IsPXE', 'IsMulticast', 'IsPullDP', 'DoincEnabled', 'StartPort', 'EndPort', 'WSUSIISPort', 'WSUSIISSSLPort', 'IsINF', 'DBServerName', 'FSPInternetFacing', 'ReportServerUri', 'ReportManagerUri', 'ServicePort', 'IISSSLState', 'IISPortsList', 'IISSSLPortsList', 'Settings', 'Filters')
$keptLists = @('SourceDistributionPoints')

# Key columns of the classes of the site control file, by which one object is asked for.
$controlFileKeys = 'FileType', 'ItemName', 'ItemType', 'SiteCode'

# Role names of the console, and the roles that a holder of each gets; none: without a firewall meaning of its own.
$consoleRoles = @{
    'sms site system' = @{ Name = 'SMS Site System'; Roles = [string[]]@() }
    'sms component server' = @{ Name = 'SMS Component Server'; Roles = [string[]]@() }
    'sms notification server' = @{ Name = 'SMS Notification Server'; Roles = [string[]]@() }
    'sms dm enrollment service' = @{ Name = 'SMS DM Enrollment Service'; Roles = [string[]]@() }
    'sms site server' = @{ Name = 'SMS Site Server'; Roles = [string[]]@('site-server') }
    'sms sql server' = @{ Name = 'SMS SQL Server'; Roles = [string[]]@('sql-server') }
    'sms provider' = @{ Name = 'SMS Provider'; Roles = [string[]]@('sms-provider') }
    'sms management point' = @{ Name = 'SMS Management Point'; Roles = [string[]]@('management-point') }
    'sms device management point' = @{ Name = 'SMS Device Management Point'; Roles = [string[]]@('management-point') }
    'sms distribution point' = @{ Name = 'SMS Distribution Point'; Roles = [string[]]@('distribution-point') }
    'sms multicast service point' = @{ Name = 'SMS Multicast Service Point'; Roles = [string[]]@('multicast-distribution-point') }
    'sms pxe service point' = @{ Name = 'SMS PXE Service Point'; Roles = [string[]]@('pxe-distribution-point') }
    'sms software update point' = @{ Name = 'SMS Software Update Point'; Roles = [string[]]@('software-update-point') }
    'sms state migration point' = @{ Name = 'SMS State Migration Point'; Roles = [string[]]@('state-migration-point') }
    'sms fallback status point' = @{ Name = 'SMS Fallback Status Point'; Roles = [string[]]@('fallback-status-point') }
    'sms srs reporting point' = @{ Name = 'SMS SRS Reporting Point'; Roles = [string[]]@('reporting-services-point') }
    'sms endpoint protection point' = @{ Name = 'SMS Endpoint Protection Point'; Roles = [string[]]@('endpoint-protection-point') }
    'sms certificate registration point' = @{ Name = 'SMS Certificate Registration Point'; Roles = [string[]]@('certificate-registration-point') }
    'sms enrollment server' = @{ Name = 'SMS Enrollment Server'; Roles = [string[]]@('enrollment-point') }
    'sms enrollment web site' = @{ Name = 'SMS Enrollment Web Site'; Roles = [string[]]@('enrollment-proxy-point') }
    'sms dmp connector' = @{ Name = 'SMS Dmp Connector'; Roles = [string[]]@('service-connection-point') }
    'sms cloud proxy connector' = @{ Name = 'SMS Cloud Proxy Connector'; Roles = [string[]]@('cloud-management-gateway-connection-point') }
    'data warehouse service point' = @{ Name = 'Data Warehouse Service Point'; Roles = [string[]]@('data-warehouse-service-point') }
    'sms data warehouse service point' = @{ Name = 'SMS Data Warehouse Service Point'; Roles = [string[]]@('data-warehouse-service-point') }
    'ai update service point' = @{ Name = 'AI Update Service Point'; Roles = [string[]]@('asset-intelligence-synchronization-point') }
    'sms application web service' = @{ Name = 'SMS Application Web Service'; Roles = [string[]]@('application-catalog-web-service-point') }
    'sms portal web site' = @{ Name = 'SMS Portal Web Site'; Roles = [string[]]@('application-catalog-website-point') }
    'sms amt service point' = @{ Name = 'SMS AMT Service Point'; Roles = [string[]]@('out-of-band-service-point') }
    'sms system health validator' = @{ Name = 'SMS System Health Validator'; Roles = [string[]]@('system-health-validator') }
    'sms reporting point' = @{ Name = 'SMS Reporting Point'; Roles = [string[]]@('reporting-point') }
    'sms server locator point' = @{ Name = 'SMS Server Locator Point'; Roles = [string[]]@('server-locator-point') }
}

# The first and the last version of a role; 0 and 9999 where it was and is always there.
$roleVersions = @{
    'primary-site-server' = 0, 0
    'secondary-site-server' = 0, 0
    'branch-distribution-point' = 0, 0
    'pxe-service-point' = 0, 0
    'system-health-validator' = 0, 0
    'server-locator-point' = 0, 0
    'reporting-point' = 0, 0
    'asset-intelligence-synchronization-point' = 0, 2603
    'application-catalog-web-service-point' = 0, 1910
    'application-catalog-website-point' = 0, 1910
    'certificate-registration-point' = 0, 2403
    'policy-module' = 0, 2403
    'cloud-distribution-point' = 0, 2211
    'out-of-band-service-point' = 0, 0
    'amt-management-controller' = 0, 0
    'out-of-band-console' = 0, 0
    'microsoft-cloud' = 0, 2603
    'intune-connector' = 0, 0
    'mac-computer' = 0, 2403
    'certification-authority' = 0, 2403
    'client-status-reporting-host' = 0, 0
    'health-registration-authority' = 0, 0
    'nap-server' = 0, 0
    'passive-site-server' = 1806, 9999
}
$newestVersion = 2603

# Builds of a site, and the version that has it.
$siteBuilds = @{
    8325 = 1511
    8355 = 1602
    8412 = 1606
    8458 = 1610
    8498 = 1702
    8540 = 1706
    8577 = 1710
    8634 = 1802
    8692 = 1806
    8740 = 1810
    8790 = 1902
    8853 = 1906
    8913 = 1910
    8968 = 2002
    9012 = 2006
    9040 = 2010
    9049 = 2103
    9058 = 2107
    9068 = 2111
    9078 = 2203
    9088 = 2207
    9096 = 2211
    9106 = 2303
    9122 = 2309
    9128 = 2403
    9132 = 2409
    9135 = 2503
    9141 = 2509
    9146 = 2603
}

# What an estate is the poorer without.
$missed = [ordered]@{
    'SMS_SCI_SiteDefinition' = 'parents, builds and site databases'
    'SMS_SCI_SysResUse' = 'hosts and their roles'
    'SMS_SCI_Component' = 'communication, client ports and client push'
    'SMS_DistributionPointInfo' = 'PXE, multicast and pull of distribution points, but for their own rows'
    'SMS_BoundaryGroup' = 'networks and client groups'
    'SMS_BoundaryGroupMembers' = 'boundaries of the boundary groups'
    'SMS_BoundaryGroupSiteSystems' = 'boundary groups of secondary sites'
    'SMS_Boundary' = 'addresses of the boundaries'
}

# What is never readable, and the head of the file.
$never = @('not readable: clientNotification (10123), wakeOnLan: no property is known that holds the port', 'not readable: ports and switches of client settings: wake-up proxy, peer cache, delta download, remote control; so features are yours to name', 'not readable: domain controllers, certification authorities, DNS, DHCP and file servers, content sources, consoles, administrators’’ networks', 'not readable: which distribution points face the internet; database mirroring ports', 'not read: the operating system of the hosts; where os is left out, it is a Windows Server of today')
$head = @('A live site of Configuration Manager, as its SMS Provider describes it.', 'Complete what is not readable, then run: portwright check ESTATE', 'As recorded on a real site: sites, builds, site database and its ports, role rows, providers, passive site servers.', 'As documented, not tried on a real site: settings of roles (ports, facing the internet, proxy, PXE, multicast, pull), components (communication, client ports, client push, Wake on LAN), subnets, Active Directory sites and ranges of boundaries.', 'From general knowledge, so look twice: prefix and VPN boundaries, boundary groups as clients, distribution point information, discovery data, gateways.')

# ---- Texts, rows and their properties. Everything here compares by code units, whatever the culture of the session. ----

$blanks = "[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
$unprintable = [regex]('[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffd-\uffff]|' +
    '[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]|' +
    '[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]')
$blankRun = [regex]' {2,}'
$blankEnds = [regex]"\A$blanks+|$blanks+\z"
$plainText = [regex]'\A([A-Za-z][A-Za-z0-9._-]*|[0-9]{1,3}(\.[0-9]{1,3}){3}([/-][0-9.]+)?)\z'
$yamlWord = [regex]'\A(?i:true|false|null|yes|no|on|off|y|n)\z'
$outerBlanks = [regex]'\A[ \t\r\n\u00a0]+|[ \t\r\n\u00a0]+\z'

# A text on one line.
function ConvertTo-Line {
    param([string] $Text)
    $blankEnds.Replace($blankRun.Replace($unprintable.Replace($Text, ' '), ' '), '')
}

function ConvertTo-ShortLine {
    param([string] $Text, [int] $Longest = 160)
    $line = ConvertTo-Line -Text $Text
    if ($line.Length -le $Longest) { return $line }
    $cut = $line.Substring(0, $Longest - 1)
    if ([char]::IsHighSurrogate($cut[$cut.Length - 1])) { $cut = $cut.Substring(0, $cut.Length - 1) }
    $cut + [char]0x2026
}

# A text as key or value of YAML.
function ConvertTo-Yaml {
    param([string] $Text)
    if ($plainText.IsMatch($Text) -and -not $yamlWord.IsMatch($Text)) { return $Text }
    "'" + (ConvertTo-Line -Text $Text).Replace("'", "''") + "'"
}

function Get-Bare {
    param([string] $Text)
    $outerBlanks.Replace($Text, '')
}

# Each once, in the order of their code units, without empty ones.
function Get-Distinct {
    param($Texts)
    $set = [System.Collections.Generic.SortedSet[string]]::new([System.StringComparer]::Ordinal)
    foreach ($text in $Texts) { if ($text) { $null = $set.Add([string]$text) } }
    [string[]]@($set)
}

# A table from text to anything; unlike @{} it knows no culture.
function Get-EmptyTable {
    param([switch] $IgnoreCase)
    $comparer = if ($IgnoreCase) { [System.StringComparer]::OrdinalIgnoreCase } else { [System.StringComparer]::Ordinal }
    , [System.Collections.Generic.Dictionary[string,object]]::new($comparer)
}

# A table from text to a list of objects.
function Group-Row {
    param($Rows, [scriptblock] $Key)
    $table = Get-EmptyTable
    foreach ($row in $Rows) {
        $name = [string](& $Key $row)
        if (-not $table.ContainsKey($name)) { $table[$name] = [System.Collections.Generic.List[object]]::new() }
        $table[$name].Add($row)
    }
    , $table
}

# Objects in the order of the texts that the block makes of them; none of these is empty.
function Get-Sorted {
    param($Items, [scriptblock] $Key)
    $table = Group-Row -Rows $Items -Key $Key
    foreach ($text in (Get-Distinct -Texts @($table.Keys))) { $table[$text].ToArray() }
}

function Get-Grouped {
    param($Table, [string] $Name)
    if ($Table.ContainsKey($Name)) { $Table[$Name].ToArray() }
}

# ---- A row is a table from column to text or to a list of texts; Props and PropLists are tables of the kept ones. ----

function ConvertTo-Text {
    param($Value)
    if ($null -eq $Value) { return '' }
    if ($Value -is [bool]) { if ($Value) { return '1' } else { return '0' } }
    [string]::Format([cultureinfo]::InvariantCulture, '{0}', $Value)
}

# An object of a provider, of the administration service or of an export as a row.
function ConvertTo-Row {
    param([string] $Class, $Source)
    $row = @{}
    foreach ($column in $classes[$Class]) {
        $value = $Source.$column
        if ($column -eq 'Props') {
            $kept = Get-EmptyTable -IgnoreCase
            foreach ($property in @($value)) {
                $name = Get-Bare -Text ([string]$property.PropertyName)
                if ($keptProperties -notcontains $name) { continue }
                if (-not $kept.ContainsKey($name)) { $kept[$name] = [System.Collections.Generic.List[object]]::new() }
                $kept[$name].Add(@{
                        Value = ConvertTo-Text -Value $property.Value
                        Value1 = ConvertTo-Text -Value $property.Value1
                        Value2 = ConvertTo-Text -Value $property.Value2
                    })
            }
            $row[$column] = $kept
        } elseif ($column -eq 'PropLists') {
            $kept = Get-EmptyTable -IgnoreCase
            foreach ($list in @($value)) {
                $name = Get-Bare -Text ([string]$list.PropertyListName)
                if ($keptLists -notcontains $name) { continue }
                $before = @(if ($kept.ContainsKey($name)) { $kept[$name] })
                $kept[$name] = [string[]]@($before + @($list.Values) | Where-Object { $_ })
            }
            $row[$column] = $kept
        } elseif ($value -is [array]) {
            $row[$column] = [string[]]@(foreach ($one in $value) { ConvertTo-Text -Value $one })
        } else {
            $row[$column] = ConvertTo-Text -Value $value
        }
    }
    $row
}

function Get-Column {
    param($Row, [string] $Name)
    $value = $Row[$Name]
    if ($value -is [string]) { Get-Bare -Text $value } else { '' }
}

function Get-ListColumn {
    param($Row, [string] $Name)
    $value = $Row[$Name]
    if ($value -is [array]) { return $value }
    $text = Get-Column -Row $Row -Name $Name
    if ($text) { $text }
}

function Get-Property {
    param($Rows, [string] $Name)
    foreach ($row in $Rows) { if ($row['Props'] -and $row['Props'].ContainsKey($Name)) { $row['Props'][$Name].ToArray() } }
}

# Numbers above 0 of a property, in order.
function Get-PropertyNumber {
    param($Rows, [string] $Name)
    $set = [System.Collections.Generic.SortedSet[long]]::new()
    foreach ($property in (Get-Property -Rows $Rows -Name $Name)) {
        $text = Get-Bare -Text $property.Value
        if ($text -cmatch '\A[0-9]{1,10}\z' -and [long]$text -gt 0) { $null = $set.Add([long]$text) }
    }
    [long[]]@($set)
}

function Get-PropertyPort {
    param($Rows, [string] $Name)
    foreach ($number in (Get-PropertyNumber -Rows $Rows -Name $Name)) { if ($number -le 65535) { $number } }
}

# Texts of a property: its second slot, else its first.
function Get-PropertyText {
    param($Rows, [string] $Name)
    $texts = foreach ($property in (Get-Property -Rows $Rows -Name $Name)) {
        $second = Get-Bare -Text $property.Value2
        if ($second) { $second } else { Get-Bare -Text $property.Value1 }
    }
    Get-Distinct -Texts $texts
}

function Test-Property {
    param($Rows, [string] $Name)
    (Get-PropertyNumber -Rows $Rows -Name $Name).Count -gt 0
}

function Test-Column {
    param($Rows, [string] $Name)
    foreach ($row in $Rows) { if ((Get-Column -Row $row -Name $Name) -match '\A([1-9][0-9]*|true)\z') { return $true } }
    $false
}

function Format-Port {
    param($Ports)
    if (@($Ports).Count -eq 1) { "$(@($Ports)[0])" } else { "[$(@($Ports) -join ', ')]" }
}

# ---- Names of hosts: one host comes in several spellings. ----

$label = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?'
$hostName = [regex]"\A(?=.{1,253}\z)$label(\.$label)*\z"
$numberEnd = [regex]'\A(.*\.)?[0-9]+\z'
$reserved = [regex]'\A(?i:con|prn|aux|nul|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])\z'
$hostEnds = [regex]'\A[\\ \t\r\n]+|[\\. \t\r\n]+\z'
$pathHost = [regex]'\\\\([^\\]+)\\?\z'

function Test-ReservedName {
    param([string] $Name)
    $reserved.IsMatch($Name.Split('.')[0].Trim())
}

function Test-HostName {
    param([string] $Name)
    $hostName.IsMatch($Name) -and -not $numberEnd.IsMatch($Name) -and -not (Test-ReservedName -Name $Name)
}

function Get-BareHost {
    param([string] $Text)
    $hostEnds.Replace($Text, '').Split('\')[0].ToLowerInvariant()
}

# The host of ["Display=\\cm01\"]MSWNET:["SMS_SITE=PS1"]\\cm01\.
function Get-PathHost {
    param([string] $Path)
    $found = $pathHost.Match((Get-Bare -Text $Path))
    if ($found.Success) { Get-BareHost -Text $found.Groups[1].Value } else { '' }
}

function Get-BeforeBackslash {
    param([string] $Text)
    if ($Text.Contains('\')) { Get-Bare -Text ($Text.Split('\')[0]) } else { '' }
}

function Get-AfterBackslash {
    param([string] $Text)
    $at = $Text.IndexOf([char]'\')
    if ($at -lt 0) { '' } else { Get-Bare -Text $Text.Substring($at + 1) }
}

function Get-RowHost {
    param($Row)
    $name = Get-BareHost -Text (Get-Column -Row $Row -Name 'NetworkOSPath')
    if (-not $name) { $name = Get-PathHost -Path (Get-Column -Row $Row -Name 'NALPath') }
    if (-not $name.Contains('.')) {
        foreach ($text in (Get-PropertyText -Rows $Row -Name 'Server Remote Name')) {
            $full = Get-BareHost -Text $text
            if ($full.StartsWith("$name.", [System.StringComparison]::Ordinal)) { return $full }
        }
    }
    $name
}

# A short name becomes the one full name that begins with it, if there is one.
$fullNames = Get-EmptyTable

function Add-HostName {
    param($Names)
    foreach ($name in $Names) {
        $at = $name.IndexOf([char]'.')
        if ($at -lt 1) { continue }
        $short = $name.Substring(0, $at)
        if (-not $fullNames.ContainsKey($short)) { $fullNames[$short] = Get-EmptyTable }
        $fullNames[$short][$name] = $true
    }
}

function Get-HostName {
    param([string] $Name)
    if ($fullNames.ContainsKey($Name) -and $fullNames[$Name].Count -eq 1) { return [string]@($fullNames[$Name].Keys)[0] }
    $Name
}

function Get-SiteCode {
    param($Row)
    (Get-Column -Row $Row -Name 'SiteCode').ToUpperInvariant()
}

# ---- Addresses. ----

function ConvertTo-IPv4 {
    param([string] $Text)
    $parts = $Text.Split('.')
    if ($parts.Count -ne 4) { return $null }
    $value = [long]0
    foreach ($part in $parts) {
        if ($part -cnotmatch '\A(0|[1-9][0-9]{0,2})\z' -or [int]$part -gt 255) { return $null }
        $value = $value * 256 + [int]$part
    }
    $value
}

# An IPv6 address as 32 hexadecimal digits, which compare as the numbers do.
function ConvertTo-IPv6 {
    param([string] $Text)
    if ($Text.Length -gt 45) { return $null }
    $halves = $Text -csplit '::'
    if ($halves.Count -gt 2) { return $null }
    $head = @(if ($halves[0]) { $halves[0].Split(':') })
    $tail = @(if ($halves.Count -eq 2 -and $halves[1]) { $halves[1].Split(':') })
    $missing = 8 - $head.Count - $tail.Count
    if ($halves.Count -eq 2) { if ($missing -lt 1) { return $null } } elseif ($missing -ne 0) { return $null }
    $digits = [System.Text.StringBuilder]::new()
    foreach ($group in $head + @(for ($index = 0; $halves.Count -eq 2 -and $index -lt $missing; $index++) { '0' }) + $tail) {
        if ($group -cnotmatch '\A[0-9a-f]{1,4}\z') { return $null }
        $null = $digits.Append($group.PadLeft(4, '0'))
    }
    $digits.ToString()
}

$addressShape = [regex]'\A([0-9.]+(/[0-9]+|-[0-9.]+)?|[0-9a-f]*:[0-9a-f:]*(/[0-9]+|-[0-9a-f:]+)?)\z'
$specialV4 = @(
    @(0, 16777215), @(2130706432, 2147483647), @(2851995648, 2852061183), @(3758096384, 4026531839), @(4026531840, 4294967295)
)

# An address, network or range as an estate takes it; empty where it is none.
function Get-Address {
    param([string] $Text)
    if ($Text.Length -gt 200) { return '' }
    # A blank inside an address makes it another one, or none.
    $written = ($Text -creplace '\A[ \t\r\n]+|[ \t\r\n]+\z|[ \t\r\n]*([-/])[ \t\r\n]*', '$1').ToLowerInvariant()
    $ends = $written.Split('-')
    if ($ends.Count -ge 2 -and $ends[0] -ceq $ends[1]) { $written = $ends[0] }
    if (-not $addressShape.IsMatch($written)) { return '' }
    $ends = $written.Split('-')
    $base, $suffix = $ends[0].Split('/')
    if ($null -ne $suffix -and $suffix -cnotmatch '\A(0|[1-9][0-9]{0,2})\z') { return '' }
    if (-not $written.Contains(':')) {
        $first = ConvertTo-IPv4 -Text $base
        if ($null -eq $first) { return '' }
        $last = $first
        if ($ends.Count -eq 2) { $last = ConvertTo-IPv4 -Text $ends[1] }
        if ($null -eq $last -or $last -lt $first) { return '' }
        if ($null -ne $suffix) {
            if ([int]$suffix -gt 32) { return '' }
            $size = [long][math]::Pow(2, 32 - [int]$suffix)
            if ($first % $size -ne 0) { return '' }
            $last = $first + $size - 1
        }
        foreach ($special in $specialV4) { if ($first -ge $special[0] -and $last -le $special[1]) { return '' } }
        return $written
    }
    $first = ConvertTo-IPv6 -Text $base
    if ($null -eq $first) { return '' }
    $last = $first
    if ($ends.Count -eq 2) { $last = ConvertTo-IPv6 -Text $ends[1] }
    if ($null -eq $last -or [string]::CompareOrdinal($last, $first) -lt 0) { return '' }
    if ($null -ne $suffix) {
        if ([int]$suffix -gt 128) { return '' }
        $bits = -join @(foreach ($digit in $first.ToCharArray()) { [convert]::ToString([convert]::ToInt32([string]$digit, 16), 2).PadLeft(4, '0') })
        if ($bits.Substring([int]$suffix).Contains('1')) { return '' }
        $filled = $bits.Substring(0, [int]$suffix).PadRight(128, '1')
        $last = -join @(for ($at = 0; $at -lt 128; $at += 4) { [convert]::ToString([convert]::ToInt32($filled.Substring($at, 4), 2), 16) })
    }
    $zeros = '0' * 31
    if ($last -ceq "${zeros}0" -or ($first -ceq "${zeros}1" -and $last -ceq "${zeros}1")) { return '' }
    if ($first -cmatch '\Afe[89ab]' -and $last -cmatch '\Afe[89ab]') { return '' }
    if ($first -cmatch '\Aff') { return '' }
    if ($first -cmatch '\A0{20}ffff' -and $last -cmatch '\A0{20}ffff') { return '' }
    $written
}

# ---- Sites. ----

$siteTypes = @{ '1' = 'secondary'; '2' = 'primary'; '4' = 'central' }
$typeAbove = @{ 'central' = ''; 'primary' = 'central'; 'secondary' = 'primary' }

function Test-SiteCode {
    param([string] $Code)
    $Code -cmatch '\A[A-Z0-9]{3}\z' -and -not (Test-ReservedName -Name $Code)
}

function Get-SiteDraft {
    param([string] $Code, [string] $Type, [string] $Server = '', $Definitions = @(), [string] $Build = '', [string[]] $Notes = @())
    [pscustomobject]@{
        Code = $Code; Type = $Type; Parent = ''; Server = $Server; Definitions = @($Definitions); Build = $Build
        Notes = [System.Collections.Generic.List[string]]::new($Notes)
    }
}

# Sites of the definitions and of the role rows: Sites and LeftOut are tables by code.
function Get-SiteFact {
    param($Definitions, $RoleRows)
    $sites = Get-EmptyTable
    $leftOut = Get-EmptyTable
    $parents = Get-EmptyTable
    $byCode = Group-Row -Rows $Definitions -Key { Get-SiteCode -Row $args[0] }
    $serverRows = Group-Row -Key { Get-SiteCode -Row $args[0] } -Rows @(
        foreach ($row in $RoleRows) { if ((Get-Column -Row $row -Name 'RoleName').ToLowerInvariant() -ceq 'sms site server') { $row } })
    foreach ($code in (Get-Distinct -Texts (@($byCode.Keys) + @(foreach ($row in $RoleRows) { Get-SiteCode -Row $row })))) {
        $own = @(Get-Grouped -Table $byCode -Name $code)
        $shown = @(Get-Grouped -Table $serverRows -Name $code)
        $types = @(foreach ($row in $own) { $siteTypes[(Get-Column -Row $row -Name 'SiteType')] }) | Where-Object -FilterScript { $null -ne $_ } | Select-Object -Unique
        if (@($types).Count -eq 0) {
            $types = @(foreach ($row in $shown) { $siteTypes[(Get-Column -Row $row -Name 'Type')] }) | Where-Object -FilterScript { $null -ne $_ } | Select-Object -Unique
        }
        $types = @($types)
        $servers = @(Get-Distinct -Texts @(foreach ($row in $own) { Get-HostName -Name (Get-BareHost -Text (Get-Column -Row $row -Name 'SiteServerName')) }))
        $parent = @(Get-Distinct -Texts @(foreach ($row in $own) { (Get-Column -Row $row -Name 'ParentSiteCode').ToUpperInvariant() }))
        if ($servers.Count -gt 1) {
            throw "Site $code has the site servers $($servers -join ' and '). Import one hierarchy, and one export of it, at a time."
        }
        if ($types.Count -gt 1 -or $parent.Count -gt 1) {
            throw "Site $code has two types or two parents. Import one hierarchy, and one export of it, at a time."
        }
        if (-not (Test-SiteCode -Code $code)) {
            $leftOut[$code] = 'its code is no site code'
        } elseif ($types.Count -eq 0) {
            $leftOut[$code] = 'no row says its type; SMS_SCI_SiteDefinition has it'
        } else {
            if ($parent.Count -gt 0) { $parents[$code] = $parent[0] }
            $builds = @(Get-PropertyText -Rows $own -Name 'Full Version')
            $active = ''
            if ($servers.Count -gt 0) {
                $active = $servers[0]
            } else {
                $names = @(Get-Distinct -Texts @(foreach ($row in $shown) {
                        if ($siteTypes.ContainsKey((Get-Column -Row $row -Name 'Type'))) { Get-HostName -Name (Get-RowHost -Row $row) }
                    }))
                if ($names.Count -gt 0) { $active = $names[0] }
            }
            $build = if ($builds.Count -gt 0) { $builds[$builds.Count - 1] } else { '' }
            $sites[$code] = Get-SiteDraft -Code $code -Type $types[0] -Server $active -Definitions $own -Build $build
        }
    }
    foreach ($code in (Get-Distinct -Texts @($sites.Keys))) {
        $site = $sites[$code]
        $above = $typeAbove[$site.Type]
        $parent = if ($parents.ContainsKey($code)) { $parents[$code] } else { '' }
        $known = $parent -and $sites.ContainsKey($parent)
        if ($above -and $parent -and -not $known -and -not $leftOut.ContainsKey($parent) -and (Test-SiteCode -Code $parent)) {
            $sites[$parent] = Get-SiteDraft -Code $parent -Type $above -Notes "known only as the parent of $code"
        }
        if ($parent -and $above -and $sites.ContainsKey($parent) -and $sites[$parent].Type -ceq $above) {
            $site.Parent = $parent
        } elseif ($site.Type -ceq 'secondary') {
            $null = $sites.Remove($code)
            $leftOut[$code] = 'no row says its parent; SMS_SCI_SiteDefinition has it'
        } elseif ($parent) {
            $site.Notes.Add("not imported: its parent $parent is no site that can stand above a $($site.Type) site")
        } elseif ($site.Definitions.Count -eq 0 -and $site.Type -ceq 'primary' -and $site.Notes.Count -eq 0) {
            $site.Notes.Add('not readable: parent: no answer of SMS_SCI_SiteDefinition for this site')
        }
    }
    [pscustomobject]@{ Sites = $sites; LeftOut = $leftOut }
}

# Rows of a component of a site.
$componentTable = Get-EmptyTable

function Initialize-ComponentTable {
    param($Rows)
    foreach ($row in $Rows) {
        $name = Get-Column -Row $row -Name 'ComponentName'
        if (-not $name) { $name = (Get-Column -Row $row -Name 'ItemName').Split('|')[0] }
        $key = "$(Get-SiteCode -Row $row) $($name.ToUpperInvariant())"
        if (-not $componentTable.ContainsKey($key)) { $componentTable[$key] = [System.Collections.Generic.List[object]]::new() }
        $componentTable[$key].Add($row)
    }
}

function Get-ComponentRow {
    param([string] $Code, [string] $Component)
    Get-Grouped -Table $componentTable -Name "$Code $Component"
}

function Get-PortList {
    param($Rows, [string] $Name)
    $set = [System.Collections.Generic.SortedSet[long]]::new()
    foreach ($text in (Get-PropertyText -Rows $Rows -Name $Name)) {
        foreach ($word in ($text -csplit '[ \t\r\n,;|]+')) {
            if ($word -cmatch '\A[0-9]{1,5}\z' -and [long]$word -ge 1 -and [long]$word -le 65535) { $null = $set.Add([long]$word) }
        }
    }
    [long[]]@($set)
}

# WSUS listens on 80 and 443, or on two ports in a row.
function Test-WsusPair {
    param($Http, $Https)
    $partners = @(foreach ($port in $Http) { if ($port -eq 80) { 443 } else { $port + 1 } })
    foreach ($port in $partners) { if ($Https -notcontains $port) { return $false } }
    foreach ($port in $Https) { if ($partners -notcontains $port) { return $false } }
    $true
}

# The lines of a site.
function Get-SiteLine {
    param($Site, $UpdatePoints)
    $notes = [System.Collections.Generic.List[string]]::new([string[]]$Site.Notes)
    $ports = [System.Collections.Generic.List[string]]::new()
    $communication = ''
    $states = @(Get-Distinct -Texts @(
        foreach ($property in (Get-Property -Rows (Get-ComponentRow -Code $Site.Code -Component 'SMS_SITE_COMPONENT_MANAGER') -Name 'IISSSLState')) {
            if ($property.Value -cmatch '\A[0-9]{1,5}\z') { $property.Value }
        }))
    if ($states.Count -ne 1) {
        $notes.Add('not readable: communication: SMS_SCI_Component has no IISSSLState of this site')
    } else {
        # Bit 0: HTTPS alone. Bit 10: certificates of the site itself (enhanced HTTP).
        $communication = if ([int]$states[0] -band 1) { 'https' } else { 'both' }
        if ([int]$states[0] -band 1024) { $notes.Add('enhanced HTTP is on') }
    }
    $control = @(Get-ComponentRow -Code $Site.Code -Component 'SMS_MP_CONTROL_MANAGER')
    $http = @(Get-PortList -Rows $control -Name 'IISPortsList')
    $https = @(Get-PortList -Rows $control -Name 'IISSSLPortsList')
    if ($Site.Type -ceq 'secondary' -and $Site.Parent -and $http.Count + $https.Count -eq 0) {
        $control = @(Get-ComponentRow -Code $Site.Parent -Component 'SMS_MP_CONTROL_MANAGER')
        $http = @(Get-PortList -Rows $control -Name 'IISPortsList')
        $https = @(Get-PortList -Rows $control -Name 'IISSSLPortsList')
        if ($http.Count + $https.Count -gt 0) { $notes.Add('clientHttp and clientHttps are those of its parent, as secondary sites take them') }
    }
    if ($http.Count -gt 0) { $ports.Add("clientHttp: $(Format-Port -Ports $http)") }
    if ($https.Count -gt 0) { $ports.Add("clientHttps: $(Format-Port -Ports $https)") }
    if ($Site.Type -cne 'central' -and ($http.Count -eq 0 -or $https.Count -eq 0)) {
        $notes.Add('not readable: clientHttp and clientHttps: SMS_SCI_Component has no port lists of this site')
    }
    $wsusHttp = @(Get-PropertyPort -Rows $UpdatePoints -Name 'WSUSIISPort')
    $wsusHttps = @(Get-PropertyPort -Rows $UpdatePoints -Name 'WSUSIISSSLPort')
    $hosts = (Get-Distinct -Texts @(foreach ($row in $UpdatePoints) { Get-HostName -Name (Get-RowHost -Row $row) })).Count
    if ($wsusHttp.Count -gt 0 -and $wsusHttps.Count -gt 0 -and (Test-WsusPair -Http $wsusHttp -Https $wsusHttps)) {
        $ports.Add("wsusHttp: $(Format-Port -Ports $wsusHttp)")
        $ports.Add("wsusHttps: $(Format-Port -Ports $wsusHttps)")
    } elseif ($wsusHttp.Count + $wsusHttps.Count -gt 0) {
        $notes.Add("not imported: WSUS ports $(($wsusHttp + $wsusHttps) -join ', '): WSUS listens on 80 and 443, or on two ports in a row")
    } elseif ($hosts -gt 0) {
        $notes.Add('not readable: wsusHttp and wsusHttps: the rows of software update points have no ports')
    }
    if ($wsusHttp.Count -gt 1) { $notes.Add('its software update points differ in their ports: each one has all of them here') }
    if ($hosts -gt 1) {
        $notes.Add('not readable: which software update point synchronizes first: the upper one of this file, until one holds wsus-upstream')
    }
    $wake = @(Get-ComponentRow -Code $Site.Code -Component 'SMS_WAKEONLAN_COMMUNICATION_MANAGER')
    if ($wake.Count -gt 0) {
        $flags = @(foreach ($row in $wake) { Get-Column -Row $row -Name 'Flag' })
        $notes.Add($(if ($flags -ccontains '6') { 'Wake on LAN is on' } else { 'Wake on LAN is off: the key except can leave its row out' }))
    }
    $names = @(Get-Distinct -Texts @(foreach ($row in $Site.Definitions) { $row['SiteName'] }))
    $from = @(if ($Site.Definitions.Count -gt 0) { 'SMS_SCI_SiteDefinition' } else { 'SMS_SCI_SysResUse' })
    if (@($Site.Notes | Where-Object { $_.StartsWith('known only', [System.StringComparison]::Ordinal) }).Count -gt 0) { $from = @('another site') }
    $from += @($names)
    if ($Site.Build) { $from += "build $($Site.Build)" }
    "  # $(ConvertTo-Line -Text ($from -join ', '))"
    "  $(ConvertTo-Yaml -Text $Site.Code):"
    "    type: $($Site.Type)"
    if ($Site.Parent) { "    parent: $(ConvertTo-Yaml -Text $Site.Parent)" }
    if ($communication) { "    communication: $communication" }
    if ($ports.Count -gt 0) { "    ports: { $($ports -join ', ') }" }
    foreach ($note in $notes) { "    # $(ConvertTo-Line -Text $note)" }
}

# The version of the newest site, for the top of a hierarchy is upgraded first; 0 where it is not readable.
function Get-Version {
    param($Sites)
    $known = [System.Collections.Generic.List[object]]::new()
    $unknown = [System.Collections.Generic.List[string]]::new()
    foreach ($code in (Get-Distinct -Texts @($Sites.Keys))) {
        $build = $Sites[$code].Build
        if (-not $build) { continue }
        $number = if ($build -cmatch '\A[0-9]+\.[0-9]+\.([0-9]{4,5})\.') { $Matches[1] } else { '' }
        if ($number -and $siteBuilds.ContainsKey([int]$number)) {
            $known.Add([pscustomobject]@{ Code = $code; Build = $build; Version = $siteBuilds[[int]$number] })
        } else {
            $unknown.Add("$code ($(ConvertTo-Line -Text $build))")
        }
    }
    if ($unknown.Count -gt 0) {
        $note = "not readable: version: no version has the build of $($unknown -join ', '); the newest one that is known counts until you write it"
    } elseif ($known.Count -eq 0) {
        $note = 'not readable: version: no answer of SMS_SCI_SiteDefinition has Full Version; the newest one that is known counts until you write it'
    } else {
        $version = ($known | Measure-Object -Property Version -Maximum).Maximum
        $older = @(foreach ($one in $known) { if ($one.Version -lt $version) { "$($one.Code) ($($one.Build))" } })
        return [pscustomobject]@{ Version = [int]$version; Notes = @(if ($older.Count -gt 0) { "older builds: $($older -join ', ')" }) }
    }
    [pscustomobject]@{ Version = 0; Notes = @($note) }
}

# ---- Hosts and their roles. ----

function Get-EmptyList {
    , [System.Collections.Generic.List[string]]::new()
}

# The SQL Server of a site, as its definition has it; $null where it names none.
function Get-SiteSql {
    param($Site, [string[]] $Servers)
    $definitions = $Site.Definitions
    $written = @(Get-PropertyText -Rows $definitions -Name 'SQLServerFQDN')[0]
    if (-not $written) { $written = @(Get-Distinct -Texts @(foreach ($row in $definitions) { Get-Column -Row $row -Name 'SQLServerName' }))[0] }
    $sqlHost = Get-HostName -Name (Get-BareHost -Text ([string]$written))
    if (-not (Test-HostName -Name $sqlHost)) { return $null }
    $notes = Get-EmptyList
    $named = @(foreach ($row in $definitions) { Get-BeforeBackslash -Text (Get-Column -Row $row -Name 'SQLDatabaseName') }) + @(Get-AfterBackslash -Text $written)
    $instance = Get-RealInstance -Text ([string]@(Get-Distinct -Texts $named)[0])
    $primary = @(foreach ($text in (Get-PropertyText -Rows $definitions -Name 'SQLAGPrimaryReplica')) {
            $name = Get-HostName -Name (Get-BareHost -Text $text)
            if (Test-HostName -Name $name) { $name }
        })
    # The mirroring endpoint of a replica is not readable: it has its usual port here, and nothing else has that too.
    $mirroring = if ($primary.Count -gt 0) { 5022 } else { 0 }
    $listed = @(Get-PropertyPort -Rows $definitions -Name 'SQLServicePort' | Where-Object { $_ -ne $mirroring })
    $listens = if ($listed.Count -gt 0) { $listed } else { @(1433) }
    $broker = @(Get-PropertyPort -Rows $definitions -Name 'SSBPort' | Where-Object { $_ -ne $mirroring -and $listens -notcontains $_ })
    $ports = @($listed | Where-Object { $broker.Count -gt 0 -or $_ -ne 4022 })
    if ($ports.Count -eq 0) { $notes.Add('not readable: port of the site database: the definition has no SQLServicePort of its own') }
    if ($broker.Count -eq 0) { $notes.Add('not readable: serviceBroker of the site database: the definition has no SSBPort of its own') }
    if ($instance -and ($ports.Count -eq 0 -or $instance -cnotmatch '\A[A-Za-z_][A-Za-z0-9_$#-]{0,62}\z')) {
        $why = if ($ports.Count -eq 0) { 'a named instance needs its static port' } else { 'it is no name of an instance' }
        $notes.Add("not imported: instance ${instance}: $why")
        $instance = ''
    }
    $replicas = @(if ($primary.Count -gt 0) { Get-Distinct -Texts ($primary + @($Servers)) }) | ForEach-Object { $_ }
    $replicas = @($replicas)
    $isListener = $replicas.Count -gt 0 -and $primary -cnotcontains $sqlHost
    if ($isListener) {
        $replicas = @($replicas | Where-Object { $_ -cne $sqlHost })
        if ($replicas.Count -lt 2) { $notes.Add('not readable: the other replicas of the availability group') }
    }
    [pscustomobject]@{
        Host = $sqlHost; Instance = $instance; Replicas = $replicas; IsListener = $isListener; Notes = $notes
        Instanced = @(if ($instance) { "instance: $(ConvertTo-Yaml -Text $instance)" })
        Ports = @(if ($ports.Count -gt 0) { "port: $(Format-Port -Ports $ports)" })
        Broker = @(if ($broker.Count -gt 0) { "serviceBroker: $(Format-Port -Ports $broker)" })
    }
}

function Get-RealInstance {
    param([string] $Text)
    if ($Text.ToUpperInvariant() -ceq 'MSSQLSERVER') { '' } else { $Text }
}

# Databases that role rows of one site name, but the site database itself.
function Get-DatabaseDuty {
    param($RoleRows, [string] $SiteDatabase)
    $found = Get-EmptyTable
    foreach ($one in $RoleRows) {
        $duties = @()
        if ($one.Name -ceq 'SMS Management Point') {
            if ((Get-Property -Rows $one.Row -Name 'UseSiteDatabase').Count -gt 0 -and -not (Test-Property -Rows $one.Row -Name 'UseSiteDatabase')) {
                $instance = [string]@(Get-Distinct -Texts @(foreach ($text in (Get-PropertyText -Rows $one.Row -Name 'DatabaseName')) { Get-BeforeBackslash -Text $text }))[0]
                $duties = @(foreach ($server in (Get-PropertyText -Rows $one.Row -Name 'SQLServerName')) {
                        $own = Get-AfterBackslash -Text $server
                        , @('management-point-replica', $server, $(if ($own) { $own } else { $instance }))
                    })
            }
        } elseif ($one.Name -ceq 'SMS Software Update Point') {
            $duties = @(foreach ($server in (Get-PropertyText -Rows $one.Row -Name 'DBServerName')) {
                    , @('wsus-database-server', $server, (Get-AfterBackslash -Text $server))
                })
        }
        foreach ($duty in $duties) {
            $server = Get-HostName -Name (Get-BareHost -Text $duty[1])
            if (@('', '.', '(local)', 'localhost', $one.Host) -ccontains $server) { continue }
            if (-not (Test-HostName -Name $server)) { continue }
            if ($duty[0] -ceq 'management-point-replica' -and $server -ceq $SiteDatabase) { continue }
            $instance = Get-RealInstance -Text $duty[2]
            $of = "$(Get-Column -Row $one.Row -Name 'RoleName') on $($one.Host)"
            $found["$server`n$($duty[0])`n$instance`n$of"] = [pscustomobject]@{ Host = $server; Role = $duty[0]; Instance = $instance; Of = $of }
        }
    }
    foreach ($key in (Get-Distinct -Texts @($found.Keys))) { $found[$key] }
}

# Who serves a site.
function Get-SiteDuty {
    param($Site, $RoleRows)
    $servers = @(Get-Distinct -Texts @(foreach ($one in $RoleRows) { if ($one.Name -ceq 'SMS Site Server') { $one.Host } }))
    $sqlServers = @(Get-Distinct -Texts @(foreach ($one in $RoleRows) { if ($one.Name -ceq 'SMS SQL Server') { $one.Host } }))
    $sql = Get-SiteSql -Site $Site -Servers $sqlServers
    $active = if (Test-HostName -Name $Site.Server) { $Site.Server } else { '' }
    # The definition names one provider at most, of a secondary site one that is none: the rows have them all.
    $providers = @(if (@($RoleRows).Count -eq 0 -and $Site.Type -cne 'secondary') {
            foreach ($text in (Get-PropertyText -Rows $Site.Definitions -Name 'ProviderServerName')) {
                $name = Get-HostName -Name (Get-BareHost -Text $text)
                if (Test-HostName -Name $name) { $name }
            }
        })
    [pscustomobject]@{
        Active = $(if ($active) { $active } elseif ($servers.Count -gt 0) { $servers[0] } else { '' })
        ActiveIsSure = [bool]$active -or $servers.Count -lt 2
        Providers = $providers
        Sql = $sql
        Databases = @(Get-DatabaseDuty -RoleRows $RoleRows -SiteDatabase $(if ($sql) { $sql.Host } else { '' }))
    }
}

# What a host does for a site by its definition, as words for a comment.
function Get-DutyWord {
    param([string] $Name, $Duty, [bool] $Defined)
    if ($Defined -and $Name -ceq $Duty.Active) { 'site server' }
    if ($Duty.Providers -ccontains $Name) { 'SMS Provider' }
    if ($Duty.Sql -and $Duty.Sql.Host -ceq $Name) { if ($Duty.Sql.IsListener) { 'listener of the site database' } else { 'site database' } }
    if ($Duty.Sql -and $Duty.Sql.Replicas -ccontains $Name) { 'replica of the site database' }
    Get-Distinct -Texts @(foreach ($one in $Duty.Databases) { if ($one.Host -ceq $Name) { "database of $($one.Of)" } }) | ForEach-Object { $_ }
}

# Sorts the role rows: what hosts can hold, and notes about what they cannot.
function Select-RoleRow {
    param($Rows, $Known)
    $kept = [System.Collections.Generic.List[object]]::new()
    $notes = Get-EmptyList
    foreach ($row in $Rows) {
        $site = Get-SiteCode -Row $row
        $name = Get-Column -Row $row -Name 'RoleName'
        $server = Get-HostName -Name (Get-RowHost -Row $row)
        $type = Get-Column -Row $row -Name 'NALType'
        $means = $consoleRoles[$name.ToLowerInvariant()]
        $label = ConvertTo-Line -Text "$(if ($means) { $means.Name } else { $name }) of $(if ($server) { $server } else { 'a host without a name' }) in site $site"
        if ($type.ToLowerInvariant() -cmatch 'azure|cloud') {
            $notes.Add("${label}: a service in the cloud is no host here; rules have any address for it")
        } elseif ($type -and $type.ToLowerInvariant() -cne 'windows nt server') {
            $notes.Add("not imported: ${label}: it is no Windows server")
        } elseif (-not (Test-HostName -Name $server)) {
            $notes.Add("not imported: ${label}: an estate takes no such name of a host")
        } elseif (-not $Known.Sites.ContainsKey($site)) {
            $why = if ($Known.LeftOut.ContainsKey($site)) { $Known.LeftOut[$site] } else { 'its site is not known' }
            $notes.Add("not imported: ${label}: $why")
        } elseif (-not $means) {
            $notes.Add("not imported: ${label}: no such role name is known")
        } else {
            $kept.Add([pscustomobject]@{ Row = $row; Host = $server; Site = $site; Name = $means.Name; Roles = $means.Roles })
        }
    }
    [pscustomobject]@{ Rows = $kept.ToArray(); Notes = @(Get-Distinct -Texts $notes) }
}

# What the rows of a host say of one of its roles, as YAML.
function Get-RoleParameter {
    param([string] $Role, $Rows)
    switch -CaseSensitive ($Role) {
        'management-point' { if (Test-Property -Rows $Rows -Name 'MPInternetFacing') { 'internetFacing: true' } }
        'software-update-point' { if (Test-Property -Rows $Rows -Name 'IsINF') { 'internetFacing: true' } }
        'fallback-status-point' { if (Test-Property -Rows $Rows -Name 'FSPInternetFacing') { 'internetFacing: true' } }
        'multicast-distribution-point' {
            $first = @(Get-PropertyPort -Rows $Rows -Name 'StartPort')
            $last = @(Get-PropertyPort -Rows $Rows -Name 'EndPort')
            if ($first.Count -gt 0 -and $last.Count -gt 0 -and $first[0] -le $last[$last.Count - 1]) { "multicastPorts: $($first[0])-$($last[$last.Count - 1])" }
        }
        'reporting-services-point' {
            $uris = @(Get-PropertyText -Rows $Rows -Name 'ReportServerUri') + @(Get-PropertyText -Rows $Rows -Name 'ReportManagerUri') | ForEach-Object { $_ }
            foreach ($scheme in 'http', 'https') {
                $set = [System.Collections.Generic.SortedSet[long]]::new()
                foreach ($uri in $uris) {
                    $found = [regex]::Match($uri, '\A(?i:(https?))://(\[[0-9A-Fa-f:.]+\]|[^:/ \t\r\n]+)(:([0-9]{1,5}))?(/[^\n\r\u2028\u2029]*)?\z')
                    if (-not $found.Success -or $found.Groups[1].Value.ToLowerInvariant() -cne $scheme) { continue }
                    $port = if ($found.Groups[4].Success) { [long]$found.Groups[4].Value } elseif ($scheme -ceq 'https') { 443 } else { 80 }
                    if ($port -ge 1 -and $port -le 65535) { $null = $set.Add($port) }
                }
                if ($set.Count -gt 0) { "${scheme}Port: $(Format-Port -Ports ([long[]]@($set)))" }
            }
        }
        'enrollment-point' {
            $ports = @(Get-PropertyPort -Rows $Rows -Name 'ServicePort')
            if ($ports.Count -gt 0) { "port: $(Format-Port -Ports $ports)" }
        }
    }
}

# The roles of a host at its site: a table from role to parameters.
function Get-HostRole {
    param([string] $Name, $Own, $Duty, $Info, $Notes)
    $roles = Get-EmptyTable
    $rows = @(foreach ($one in $Own) { $one.Row })
    $sql = $Duty.Sql
    foreach ($one in $Own) {
        foreach ($role in $one.Roles) { if (-not $roles.ContainsKey($role)) { $roles[$role] = @(Get-RoleParameter -Role $role -Rows $rows) } }
    }
    if ($Duty.Providers -ccontains $Name) { $roles['sms-provider'] = @() }
    if ($roles.ContainsKey('site-server') -and $Name -cne $Duty.Active) {
        $null = $roles.Remove('site-server')
        $roles['passive-site-server'] = @()
    }
    if ($Name -ceq $Duty.Active) {
        $roles['site-server'] = @()
        if (-not $Duty.ActiveIsSure) { $Notes.Add('not readable: which site server is active; the other one is written as passive') }
    }
    if (-not $sql) {
        if ($roles.ContainsKey('sql-server')) { $Notes.Add('not readable: instance and ports of SQL Server: no SMS_SCI_SiteDefinition names them') }
    } elseif ($sql.Replicas -ccontains $Name) {
        $null = $roles.Remove('sql-server')
        $roles['sql-availability-replica'] = @($sql.Instanced + $sql.Ports + $sql.Broker)
        if (-not $sql.IsListener) { $Notes.AddRange([string[]]$sql.Notes.ToArray()) }
    } elseif ($sql.Host -ceq $Name) {
        $roles['sql-server'] = @($sql.Instanced + $sql.Ports + $sql.Broker)
        $Notes.AddRange([string[]]$sql.Notes.ToArray())
    } elseif ($roles.ContainsKey('sql-server')) {
        $Notes.Add("not readable: ports of this SQL Server: the site database is on $($sql.Host)")
    }
    # What a distribution point is besides; each of these is a distribution point too.
    if ($roles.ContainsKey('distribution-point')) {
        $flag = { (Test-Property -Rows $rows -Name $args[0]) -or (Test-Column -Rows $Info -Name $args[0]) }
        if (& $flag 'IsPXE') { $roles['pxe-distribution-point'] = @() }
        if ((& $flag 'IsMulticast') -and -not $roles.ContainsKey('multicast-distribution-point')) {
            $roles['multicast-distribution-point'] = @(Get-RoleParameter -Role 'multicast-distribution-point' -Rows $rows)
        }
        if (& $flag 'IsPullDP') { $roles['pull-distribution-point'] = @() }
        if (Test-Property -Rows $rows -Name 'DoincEnabled') { $roles['connected-cache-distribution-point'] = @() }
        if (@($roles.Keys | Where-Object { $_ -clike '?*-distribution-point' }).Count -gt 0) { $null = $roles.Remove('distribution-point') }
    }
    if ($roles.ContainsKey('data-warehouse-service-point')) { $Notes.Add('not readable: the SQL Server of the data warehouse') }
    foreach ($database in $Duty.Databases) {
        if ($database.Host -cne $Name) { continue }
        $about = if ($database.Instance) { "the instance $($database.Instance)" } else { 'the default instance' }
        $isSiteSql = $sql -and ($sql.Host -ceq $Name -or $sql.Replicas -ccontains $Name)
        if ($isSiteSql -and $database.Instance.ToLowerInvariant() -ceq $sql.Instance.ToLowerInvariant()) {
            $broker = if ($database.Role -ceq 'management-point-replica') { $sql.Broker } else { @() }
            $roles[$database.Role] = @($sql.Instanced + $sql.Ports + $broker)
        } elseif ($isSiteSql) {
            $Notes.Add("not imported: $($database.Role) on $about ($($database.Of)): its port is not readable")
        } else {
            $roles[$database.Role] = @()
            $Notes.Add("not readable: port of $about ($($database.Of)): write it as port of $($database.Role), or 1433 counts")
        }
    }
    , $roles
}

# The proxy of a host: its name, its ports, or a note.
function Get-HostProxy {
    param([string] $Name, $Systems)
    $proxy = [pscustomobject]@{ Host = ''; Ports = @(); Note = '' }
    if (-not (Test-Property -Rows $Systems -Name 'UseProxy')) { return $proxy }
    $names = @(foreach ($text in (Get-PropertyText -Rows $Systems -Name 'ProxyName')) {
            Get-HostName -Name (Get-BareHost -Text ([regex]::Replace($text, '\A(?i:https?)://|/.*\z', '')))
        })
    $names = @($names | Select-Object -Unique)
    if ($names.Count -eq 0) {
        $proxy.Note = 'not readable: proxy: it uses one, and no row names it'
    } elseif ($names.Count -gt 1 -or $names[0] -ceq $Name -or -not (Test-HostName -Name $names[0])) {
        $proxy.Note = "not imported: proxy $($names -join ', '): give that host a name, the role proxy-server and an address"
    } else {
        $proxy.Host = $names[0]
        $proxy.Ports = @(Get-PropertyPort -Rows $Systems -Name 'ProxyServerPort')
    }
    $proxy
}

# Why a role is not in a version; empty while it is.
function Get-RoleEnd {
    param([string] $Role, [int] $Version)
    if (-not $roleVersions.ContainsKey($Role)) { return '' }
    $since, $until = $roleVersions[$Role]
    if ($until -eq 0) { return 'it ended before the current branch' }
    if ($Version -ge $until) { return "it ended with version $until" }
    if ($Version -lt $since) { return "it came with version $since" }
    ''
}

# Hosts of the sites with their roles, by name; proxy servers among them.
function Get-HostDraft {
    param($Sites, $RoleRows, $PointInfo, [int] $Version)
    $bySite = Group-Row -Rows $RoleRows -Key { $args[0].Site }
    $byHost = Group-Row -Rows $RoleRows -Key { $args[0].Host }
    $infoOf = Group-Row -Rows $PointInfo -Key { Get-HostName -Name (Get-PathHost -Path (Get-Column -Row $args[0] -Name 'NALPath')) }
    $duties = Get-EmptyTable
    $wordsOf = Get-EmptyTable
    foreach ($code in (Get-Distinct -Texts @($Sites.Keys))) {
        $duty = Get-SiteDuty -Site $Sites[$code] -RoleRows @(Get-Grouped -Table $bySite -Name $code)
        $duties[$code] = $duty
        $named = @($duty.Active) + @($duty.Providers) + @(if ($duty.Sql) { $duty.Sql.Host; $duty.Sql.Replicas }) + @(foreach ($one in $duty.Databases) { $one.Host })
        foreach ($name in (Get-Distinct -Texts $named)) {
            $words = @(Get-DutyWord -Name $name -Duty $duty -Defined ($Sites[$code].Definitions.Count -gt 0))
            if ($words.Count -eq 0) { continue }
            if (-not $wordsOf.ContainsKey($name)) { $wordsOf[$name] = Get-EmptyTable }
            $wordsOf[$name][$code] = $words
        }
    }
    $drafts = Get-EmptyTable
    $proxies = Get-EmptyTable
    foreach ($name in (Get-Distinct -Texts (@($byHost.Keys) + @($wordsOf.Keys)))) {
        $all = @(Get-Grouped -Table $byHost -Name $name)
        $words = if ($wordsOf.ContainsKey($name)) { $wordsOf[$name] } else { Get-EmptyTable }
        $codes = @(Get-Distinct -Texts (@(foreach ($one in $all) { $one.Site }) + @($words.Keys)))
        $site = @(foreach ($code in $codes) { if ($duties[$code].Active -ceq $name) { $code } }) + @($codes) | Select-Object -First 1
        $own = @(foreach ($one in $all) { if ($one.Site -ceq $site) { $one } })
        $notes = Get-EmptyList
        $info = @(Get-Grouped -Table $infoOf -Name $name)
        $roles = Get-HostRole -Name $name -Own $own -Duty $duties[$site] -Info $info -Notes $notes
        $away = @(Get-Distinct -Texts @(foreach ($one in $all) {
                if ($one.Site -cne $site -and $one.Roles.Count -gt 0) { "not imported: $($one.Name) of $($one.Site): a host of an estate has one site" }
            }))
        $notes.AddRange([string[]]$away)
        foreach ($code in (Get-Distinct -Texts @($words.Keys))) {
            if ($code -cne $site) { $notes.Add("not imported: $($words[$code] -join ', ') of ${code}: a host of an estate has one site") }
        }
        foreach ($role in (Get-Distinct -Texts @($roles.Keys))) {
            $ended = Get-RoleEnd -Role $role -Version $Version
            if (-not $ended) { continue }
            $null = $roles.Remove($role)
            $notes.Add("not imported: ${role}: $ended")
        }
        # Sources of a pull-distribution point in another site: the catalogue joins those of its own.
        $sources = @(Get-Distinct -Texts @(foreach ($one in $own) {
                if ($one.Row['PropLists'] -and $one.Row['PropLists'].ContainsKey('SourceDistributionPoints')) {
                    foreach ($path in $one.Row['PropLists']['SourceDistributionPoints']) { Get-HostName -Name (Get-PathHost -Path $path) }
                }
            }))
        foreach ($source in $sources) {
            if (@(Get-Grouped -Table $byHost -Name $source | Where-Object { $_.Site -ceq $site }).Count -gt 0) { continue }
            $notes.Add("not imported: it takes content from $source, which is not of this site: add a flow to it")
        }
        $systems = @(foreach ($one in $own) { if ($one.Name -ceq 'SMS Site System') { $one.Row } })
        $proxy = Get-HostProxy -Name $name -Systems $systems
        if ($proxy.Note) { $notes.Add($proxy.Note) }
        if ($proxy.Host) {
            if (-not $proxies.ContainsKey($proxy.Host)) { $proxies[$proxy.Host] = [System.Collections.Generic.SortedSet[long]]::new() }
            foreach ($port in $proxy.Ports) { $null = $proxies[$proxy.Host].Add($port) }
        }
        $from = @()
        $names = @(Get-Distinct -Texts @(foreach ($one in $own) { $one.Name }))
        if ($names.Count -gt 0) { $from += "SMS_SCI_SysResUse of ${site}: $($names -join ', ')" }
        if ($words.ContainsKey($site)) { $from += "$(if ($names.Count -gt 0) { 'also ' } else { "site ${site}: " })$($words[$site] -join ', ')" }
        $sql = $duties[$site].Sql
        $drafts[$name] = [pscustomobject]@{
            Name = $name; Site = $site; From = $from -join '; '; Roles = $roles; Notes = $notes; Managed = $true
            Members = @(if ($sql -and $sql.IsListener -and $sql.Host -ceq $name) { $sql.Replicas })
            SiteServerInitiates = Test-Property -Rows $systems -Name 'FDMOperation'
            Proxy = $proxy.Host; Addresses = @()
        }
    }
    foreach ($name in (Get-Distinct -Texts @($proxies.Keys))) {
        if (-not $drafts.ContainsKey($name)) {
            $drafts[$name] = [pscustomobject]@{
                Name = $name; Site = ''; From = 'SMS_SCI_SysResUse: the proxy server of other hosts'; Roles = Get-EmptyTable
                Notes = Get-EmptyList; Managed = $false; Members = @(); SiteServerInitiates = $false; Proxy = ''; Addresses = @()
            }
            $drafts[$name].Notes.Add('not readable: whether it runs Windows; managed is false until you say otherwise')
        }
        $ports = [long[]]@($proxies[$name])
        if ($ports.Count -eq 0) { $drafts[$name].Notes.Add('not readable: port of the proxy server') }
        $drafts[$name].Roles['proxy-server'] = @(if ($ports.Count -gt 0) { "port: $(Format-Port -Ports $ports)" })
    }
    , $drafts
}

# Gives the hosts their addresses: what DNS said, else what discovery found; what two hosts claim is given to neither.
function Add-HostAddress {
    param($Drafts, $Dns, $Discovered)
    $dnsOf = Group-Row -Rows $Dns -Key { Get-HostName -Name (Get-BareHost -Text (Get-Column -Row $args[0] -Name 'Host')) }
    $foundOf = Get-EmptyTable
    foreach ($row in $Discovered) {
        $spelled = @(Get-ListColumn -Row $row -Name 'ResourceNames' | ForEach-Object { $_ }) + @(Get-Column -Row $row -Name 'Name')
        foreach ($name in (Get-Distinct -Texts @(foreach ($one in $spelled) { Get-HostName -Name (Get-BareHost -Text $one) }))) {
            if (-not $Drafts.ContainsKey($name)) { continue }
            if (-not $foundOf.ContainsKey($name)) { $foundOf[$name] = [System.Collections.Generic.List[object]]::new() }
            $foundOf[$name].Add($row)
        }
    }
    $owners = Get-EmptyTable
    $isFound = Get-EmptyTable
    $names = @(Get-Distinct -Texts @($Drafts.Keys))
    foreach ($name in $names) {
        $usable = {
            param($Rows, $Column)
            Get-Distinct -Texts @(foreach ($row in $Rows) {
                    foreach ($text in (Get-ListColumn -Row $row -Name $Column)) { if ($text -cnotmatch '[/-]') { Get-Address -Text $text } }
                })
        }
        $addresses = @(& $usable @(Get-Grouped -Table $dnsOf -Name $name) 'Addresses')
        $isFound[$name] = $addresses.Count -eq 0
        if ($addresses.Count -eq 0) { $addresses = @(& $usable @(Get-Grouped -Table $foundOf -Name $name) 'IPAddresses') }
        $Drafts[$name].Addresses = $addresses
        foreach ($address in $addresses) {
            if (-not $owners.ContainsKey($address)) { $owners[$address] = Get-EmptyList }
            $owners[$address].Add($name)
        }
    }
    foreach ($name in $names) {
        $draft = $Drafts[$name]
        $all = @($draft.Addresses)
        $draft.Addresses = @($all | Where-Object { $owners[$_].Count -eq 1 })
        foreach ($address in $all) {
            $others = @($owners[$address] | Where-Object { $_ -cne $name })
            if ($others.Count -eq 0) { continue }
            $draft.Notes.Add("not imported: ${address}: $(if ($others.Count -eq 1) { "$($others[0]) has it" } else { "$($others.Count) other hosts have it" }) too")
        }
        if ($draft.Addresses.Count -gt 0 -and $isFound[$name]) { $draft.Notes.Add('addresses: discovery data (SMS_R_System), which may be old') }
        if ($all.Count -gt 0) { continue }
        $said = @(Get-Grouped -Table $dnsOf -Name $name)
        $reason = @(Get-Distinct -Texts @(foreach ($row in $said) { Get-Column -Row $row -Name 'Reason' }) | ForEach-Object { $_ })[0]
        $why = if ($reason) { $reason } elseif ($said.Count -gt 0) { 'DNS has none that other computers reach' } else { 'nobody has asked DNS for them (portwright import --resolve does)' }
        $draft.Notes.Add("not readable: addresses: $why")
    }
}

function Get-HostLine {
    param($Draft)
    "  # $(ConvertTo-Line -Text $Draft.From)"
    "  $(ConvertTo-Yaml -Text $Draft.Name):"
    foreach ($note in $Draft.Notes) { "    # $(ConvertTo-Line -Text $note)" }
    "    addresses: [$(@(foreach ($address in $Draft.Addresses) { ConvertTo-Yaml -Text $address }) -join ', ')]"
    if ($Draft.Site) { "    site: $(ConvertTo-Yaml -Text $Draft.Site)" }
    if (-not $Draft.Managed) { '    managed: false' }
    if ($Draft.Members.Count -gt 0) { "    members: [$(@(foreach ($member in $Draft.Members) { ConvertTo-Yaml -Text $member }) -join ', ')]" }
    if ($Draft.Proxy) { "    proxy: $(ConvertTo-Yaml -Text $Draft.Proxy)" }
    if ($Draft.SiteServerInitiates) { '    siteServerInitiates: true' }
    if ($Draft.Roles.Count -gt 0) { '    roles:' }
    foreach ($role in (Get-Distinct -Texts @($Draft.Roles.Keys))) {
        $parameters = @($Draft.Roles[$role])
        if ($parameters.Count -eq 0) { "      - $role" } else { "      - { role: $role, $($parameters -join ', ') }" }
    }
}

# ---- Boundary groups as networks, and the clients in them. ----

$boundaryKinds = @{ '0' = 'subnet'; '1' = 'Active Directory site'; '2' = 'IPv6 prefix'; '3' = 'range'; '4' = 'VPN' }
$unusableName = [regex]'\A(?i:any|internet|__.*)\z'

# Why a boundary has no addresses.
function Get-BoundaryReason {
    param([string] $Type, [string] $Value)
    $known = $boundaryKinds.ContainsKey($Type)
    $kind = if ($known) { $boundaryKinds[$Type] } else { "boundary of type $Type" }
    $why = switch -CaseSensitive ($Type) {
        '0' { 'a subnet without its mask' }
        '1' { 'which addresses it has stands in Active Directory' }
        '2' { 'a prefix without its length' }
        '4' { 'it tells connections, not addresses' }
        default { if ($known) { '' } else { 'no such type is known' } }
    }
    if (($Type -ceq '0' -or $Type -ceq '2') -and $Value.Contains('/')) { $why = '' }
    if (-not $why) { $why = 'no addresses that an estate takes' }
    "$kind ${Value}: $why"
}

# Groups with names that an estate takes, in the order of the names.
function Get-BoundaryGroup {
    param($Rows)
    $byId = Group-Row -Rows $Rows -Key { Get-Column -Row $args[0] -Name 'GroupID' }
    $groups = @(foreach ($id in $byId.Keys) {
            $own = @(Get-Grouped -Table $byId -Name $id)
            $written = ConvertTo-Line -Text ([string]@(Get-Distinct -Texts @(foreach ($row in $own) { Get-Column -Row $row -Name 'Name' }))[0])
            $isUnusable = -not $written -or $written.Length -gt 190 -or $written.Contains('|') -or $unusableName.IsMatch($written) -or
                (Test-ReservedName -Name $written)
            [pscustomobject]@{
                Id = $id
                Name = $(if ($isUnusable) { ConvertTo-Line -Text "boundary group $id" } else { $written })
                From = "SMS_BoundaryGroup ${id}: $written"
                Site = [string]@(Get-Distinct -Texts @(foreach ($row in $own) { (Get-Column -Row $row -Name 'DefaultSiteCode').ToUpperInvariant() }))[0]
            }
        })
    $count = Group-Row -Rows $groups -Key { $args[0].Name.ToLowerInvariant() }
    foreach ($group in $groups) {
        if ($count[$group.Name.ToLowerInvariant()].Count -gt 1) { $group.Name = "$($group.Name) ($($group.Id))" }
    }
    Get-Sorted -Items $groups -Key { $args[0].Name }
}

# Whether the site (the parent of a secondary site) installs clients by push, with notes.
function Get-PushState {
    param($Site)
    $code = if ($Site.Type -ceq 'secondary') { $Site.Parent } else { $Site.Code }
    $rows = @(Get-ComponentRow -Code $code -Component 'SMS_DISCOVERY_DATA_MANAGER')
    $settings = @(Get-Distinct -Texts @(foreach ($text in (Get-PropertyText -Rows $rows -Name 'Settings')) { $text.ToLowerInvariant() }))
    if ($settings.Count -ne 1 -or ($settings[0] -cne 'active' -and $settings[0] -cne 'inactive')) {
        return [pscustomobject]@{ On = $false; Notes = @('not readable: install: how clients come to be installed') }
    }
    if ($settings[0] -ceq 'inactive') {
        return [pscustomobject]@{ On = $false; Notes = @('client push is off; other ways to install are not readable') }
    }
    $left = [long]@(Get-PropertyNumber -Rows $rows -Name 'Filters')[0]
    $out = @(
        if ($left -band 1) { 'workstations' }
        if ($left -band 2) { 'domain controllers' }
        if ($left -band 4) { 'servers' }
    )
    [pscustomobject]@{
        On = $true
        Notes = @(@(if ($out.Count -gt 0) { "client push leaves out $($out -join ', ')" }) + @('other ways to install are not readable'))
    }
}

# Lines of the networks and of the client groups, and a note.
function Get-NetworkText {
    param($Facts, $Sites, $HomeOf)
    $boundaryOf = Group-Row -Rows $Facts['SMS_Boundary'] -Key { Get-Column -Row $args[0] -Name 'BoundaryID' }
    $membersOf = Group-Row -Rows $Facts['SMS_BoundaryGroupMembers'] -Key { Get-Column -Row $args[0] -Name 'GroupID' }
    $systemsOf = Group-Row -Rows $Facts['SMS_BoundaryGroupSiteSystems'] -Key { Get-Column -Row $args[0] -Name 'GroupID' }
    $groups = @(Get-BoundaryGroup -Rows $Facts['SMS_BoundaryGroup'])
    $primaries = @(foreach ($code in $Sites.Keys) { if ($Sites[$code].Type -ceq 'primary') { $code } })
    $networkLines = Get-EmptyList
    $clients = [System.Collections.Generic.List[object]]::new()
    $grouped = Get-EmptyTable
    $taken = Get-EmptyTable
    foreach ($group in $groups) { $taken[$group.Name.ToLowerInvariant()] = $true }
    foreach ($group in $groups) {
        $notes = Get-EmptyList
        $addresses = Get-EmptyList
        foreach ($id in (Get-Distinct -Texts @(foreach ($row in (Get-Grouped -Table $membersOf -Name $group.Id)) { Get-Column -Row $row -Name 'BoundaryID' }))) {
            $grouped[$id] = $true
            $rows = @(Get-Grouped -Table $boundaryOf -Name $id)
            if ($rows.Count -eq 0) { $notes.Add("not readable: boundary $(ConvertTo-ShortLine -Text $id): no row of SMS_Boundary has it") }
            foreach ($row in $rows) {
                $type = Get-Column -Row $row -Name 'BoundaryType'
                $value = Get-Column -Row $row -Name 'Value'
                $address = ''
                if ($type -ceq '3' -or (($type -ceq '0' -or $type -ceq '2') -and $value.Contains('/'))) { $address = Get-Address -Text $value }
                if ($address) {
                    $addresses.Add($address)
                } else {
                    $label = Get-Column -Row $row -Name 'DisplayName'
                    $notes.Add((ConvertTo-ShortLine -Text "not readable: $(Get-BoundaryReason -Type $type -Value $value)$(if ($label) { " ($label)" })"))
                }
            }
        }
        $usable = @(Get-Distinct -Texts $addresses)
        $below = @(Get-Distinct -Texts @(foreach ($row in (Get-Grouped -Table $systemsOf -Name $group.Id)) {
                    $server = Get-HostName -Name (Get-PathHost -Path (Get-Column -Row $row -Name 'ServerNALPath'))
                    if ($HomeOf.ContainsKey($server)) {
                        $code = $HomeOf[$server].Site
                        if ($code -and $Sites.ContainsKey($code) -and $Sites[$code].Type -ceq 'secondary') { $code }
                    }
                }))
        $assigned = if ($Sites.ContainsKey($group.Site)) { $group.Site } elseif ($primaries.Count -eq 1) { $primaries[0] } else { '' }
        $own = @(if ($usable.Count -gt 0) { Get-Distinct -Texts (@($assigned) + $below) })
        if ($usable.Count -gt 0 -and $own.Count -eq 0) {
            $notes.Add('not imported: its clients: the group assigns them to no site, and there is more than one to choose from')
        }
        $from = if ($usable.Count -eq 0) { "$($group.From): no addresses, so neither network nor clients" } else { $group.From }
        $networkLines.Add("  # $(ConvertTo-Line -Text $from)")
        foreach ($note in (Get-Distinct -Texts $notes)) { $networkLines.Add("  # $(ConvertTo-Line -Text $note)") }
        if ($usable.Count -gt 0) {
            $networkLines.Add("  $(ConvertTo-Yaml -Text $group.Name):")
            foreach ($address in $usable) { $networkLines.Add("    - $(ConvertTo-Yaml -Text $address)") }
        }
        for ($index = 0; $index -lt $own.Count; $index++) {
            $code = $own[$index]
            $push = Get-PushState -Site $Sites[$code]
            $name = if ($index -eq 0) { $group.Name } else { "$($group.Name) ($code)" }
            while ($index -gt 0 -and $taken.ContainsKey($name.ToLowerInvariant())) { $name = "$name ($($group.Id))" }
            $taken[$name.ToLowerInvariant()] = $true
            $why = @(if ($code -cne $group.Site -and $code -ceq $assigned) {
                    'the group assigns clients to no site; there is one primary site'
                } elseif ($below -ccontains $code) { "site systems of $code serve the group" })
            $lines = @(foreach ($note in $why + $push.Notes) { "  # $(ConvertTo-Line -Text $note)" }) + @(
                "  $(ConvertTo-Yaml -Text $name):"
                "    site: $(ConvertTo-Yaml -Text $code)"
                "    networks: [$(ConvertTo-Yaml -Text $group.Name)]"
                if ($push.On) { '    install: [push]' }
            )
            $clients.Add([pscustomobject]@{ Name = $name; Lines = $lines })
        }
    }
    $lonely = @(foreach ($id in $boundaryOf.Keys) { if ($id -and -not $grouped.ContainsKey($id)) { $id } }).Count
    [pscustomobject]@{
        Networks = $networkLines
        Clients = @(foreach ($client in (Get-Sorted -Items $clients.ToArray() -Key { $args[0].Name })) { $client.Lines })
        Notes = @(if ($lonely -gt 0) { "$lonely $(if ($lonely -eq 1) { 'boundary is' } else { 'boundaries are' }) in no boundary group: no clients come from there" })
    }
}

# ---- The estate file. ----

function Get-Block {
    param([string] $Key, $Lines)
    $all = @($Lines)
    if ($all.Count -eq 0) { return }
    ''
    if (@($all | Where-Object { $_ -cnotmatch '\A *#' }).Count -eq 0) {
        foreach ($line in $all) { $line.Trim() }
    } else {
        "${Key}:"
        $all
    }
}

# Hosts of the facts by name, with everything but their addresses; a table, with the version and the sites beside it.
function Get-Estate {
    param($Facts)
    $definitions = @($Facts['SMS_SCI_SiteDefinition'])
    $roleRows = @($Facts['SMS_SCI_SysResUse'])
    Initialize-ComponentTable -Rows $Facts['SMS_SCI_Component']
    Add-HostName -Names @(
        foreach ($row in $roleRows) { Get-RowHost -Row $row }
        foreach ($row in $definitions) {
            Get-BareHost -Text (Get-Column -Row $row -Name 'SiteServerName')
            Get-BareHost -Text (Get-Column -Row $row -Name 'SQLServerName')
            foreach ($name in 'SQLServerFQDN', 'SQLAGPrimaryReplica', 'ProviderServerName') {
                foreach ($text in (Get-PropertyText -Rows $row -Name $name)) { Get-BareHost -Text $text }
            }
        }
    )
    $known = Get-SiteFact -Definitions $definitions -RoleRows $roleRows
    $rows = Select-RoleRow -Rows $roleRows -Known $known
    $version = Get-Version -Sites $known.Sites
    $asked = if ($version.Version -gt 0) { $version.Version } else { $newestVersion }
    $drafts = Get-HostDraft -Sites $known.Sites -RoleRows $rows.Rows -PointInfo $Facts['SMS_DistributionPointInfo'] -Version $asked
    [pscustomobject]@{ Known = $known; Rows = $rows; Version = $version; Hosts = $drafts }
}

# The text of the estate; refusals is a table from class to reasons, asked one of the classes that were asked for.
function Get-EstateText {
    param($Estate, $Facts, $Refusals, $Asked)
    $sites = $Estate.Known.Sites
    Add-HostAddress -Drafts $Estate.Hosts -Dns $Facts['PortwrightAddresses'] -Discovered $Facts['SMS_R_System']
    $networks = Get-NetworkText -Facts $Facts -Sites $sites -HomeOf $Estate.Hosts
    $codes = @(Get-Distinct -Texts @($sites.Keys))
    $lines = Get-EmptyList
    foreach ($line in $head) { $lines.Add("# $(ConvertTo-Line -Text $line)") }
    $lines.Add('#')
    $notes = @(
        foreach ($class in $classes.Keys) {
            if (-not $Refusals.ContainsKey($class)) { continue }
            "not readable: ${class}: $(ConvertTo-ShortLine -Text ($Refusals[$class] -join '; '))"
        }
        foreach ($class in $missed.Keys) {
            if (-not $Asked.ContainsKey($class)) { "not readable: $($missed[$class]): no answer of $class is among the facts" }
        }
        $roleRows = @($Facts['SMS_SCI_SysResUse'])
        if ($roleRows.Count -gt 0 -and @($roleRows | Where-Object { $_['Props'].Count -gt 0 }).Count -eq 0) {
            'not readable: settings of roles: the rows of SMS_SCI_SysResUse have no Props'
        }
        $Estate.Version.Notes
        foreach ($code in (Get-Distinct -Texts @($Estate.Known.LeftOut.Keys))) {
            "not imported: site $(ConvertTo-ShortLine -Text $code): $($Estate.Known.LeftOut[$code])"
        }
        $Estate.Rows.Notes
        foreach ($name in (Get-Distinct -Texts @(foreach ($row in $Facts['SMS_AzureService']) { Get-Column -Row $row -Name 'Name' }))) {
            "$(ConvertTo-ShortLine -Text $name) is a cloud management gateway: no host here; rules have any address for it"
        }
        $networks.Notes
        $never
    )
    foreach ($note in $notes) { $lines.Add("# $(ConvertTo-Line -Text $note)") }
    $top = @(foreach ($code in $codes) { if (-not $sites[$code].Parent) { $code } })
    $lines.Add("name: $(ConvertTo-Yaml -Text $(if ($top.Count -gt 0) { $top[0] } else { 'imported' }))")
    $lines.Add('product: cmcb')
    if ($Estate.Version.Version -gt 0) { $lines.Add("version: $($Estate.Version.Version)") }
    $pointsOf = Group-Row -Key { $args[0].Site } -Rows @(foreach ($one in $Estate.Rows.Rows) { if ($one.Name -ceq 'SMS Software Update Point') { $one } })
    $siteLines = @(foreach ($code in $codes) {
            Get-SiteLine -Site $sites[$code] -UpdatePoints @(foreach ($one in (Get-Grouped -Table $pointsOf -Name $code)) { $one.Row })
        })
    $hostLines = @(foreach ($name in (Get-Distinct -Texts @($Estate.Hosts.Keys))) { Get-HostLine -Draft $Estate.Hosts[$name] })
    foreach ($line in (Get-Block -Key 'sites' -Lines $siteLines)) { $lines.Add($line) }
    foreach ($line in (Get-Block -Key 'networks' -Lines $networks.Networks)) { $lines.Add($line) }
    foreach ($line in (Get-Block -Key 'hosts' -Lines $hostLines)) { $lines.Add($line) }
    foreach ($line in (Get-Block -Key 'clients' -Lines $networks.Clients)) { $lines.Add($line) }
    ($lines -join "`n") + "`n"
}

$facts = Get-EmptyTable
foreach ($class in $classes.Keys) { $facts[$class] = [System.Collections.Generic.List[object]]::new() }
$refusals = Get-EmptyTable
$asked = Get-EmptyTable
$web = @{
    Client = $null; Address = ''; Answered = $false; Protocols = $null; Common = @{}; Namespace = ''
    Sessions = [System.Collections.Generic.List[object]]::new()
}

# ---- What the SMS Provider answers. Everything is asked for and nothing is changed. ----

# An answer of the administration service with a status that is none of success.
function Get-HttpFailure {
    param([int] $Status, [string] $Reason)
    $failure = New-Object -TypeName System.InvalidOperationException -ArgumentList "$Status $Reason"
    $failure.Data['Status'] = $Status
    $failure
}

function Invoke-AdminService {
    param([string] $Address, [int] $Moves = 5)
    $task = $web.Client.GetAsync($Address)
    $response = $null
    try {
        $response = $task.GetAwaiter().GetResult()
        $status = [int]$response.StatusCode
        # Whoever has to sign in first was not let in yet.
        if ($status -ne 401 -and $status -ne 407) { $web.Answered = $true }
        # A sign-in is for the server that was named alone: HttpClient by itself would take it to wherever it is sent on.
        if ($status -ge 300 -and $status -le 399 -and $response.Headers.Location) {
            $to = New-Object -TypeName System.Uri -ArgumentList ([uri]$Address), $response.Headers.Location
            if ($to.GetLeftPart([System.UriPartial]::Authority) -ne ([uri]$web.Address).GetLeftPart([System.UriPartial]::Authority)) {
                throw "it sends on to $($to.GetLeftPart([System.UriPartial]::Authority)), which is asked nothing; name that with -AdminService if it is the service, and not a sign-in page"
            }
            if ($Moves -eq 0) { throw 'it sends on again and again' }
            return Invoke-AdminService -Address $to.AbsoluteUri -Moves ($Moves - 1)
        }
        if ($status -lt 200 -or $status -gt 299) { throw (Get-HttpFailure -Status $status -Reason $response.ReasonPhrase) }
        $bytes = $response.Content.ReadAsByteArrayAsync().GetAwaiter().GetResult()
    } finally {
        if ($response) { $response.Dispose() }
    }
    # As bytes: Windows PowerShell takes JSON without a charset for Latin-1.
    $text = [System.Text.Encoding]::UTF8.GetString($bytes).TrimStart([char]0xfeff)
    # Whoever answers with a page does so with a status of success.
    if ($text -match '\A\s*<') { throw 'a web page came instead of JSON; something before the administration service answers, such as a sign-in page or a proxy' }
    ConvertFrom-Json -InputObject $text
}

function Get-Cause {
    param($Record)
    $failure = $Record.Exception
    # What time ran out on is in PowerShell 7 wrapped around the socket that was closed for it.
    while ($failure.InnerException -and $failure -isnot [System.Threading.Tasks.TaskCanceledException]) { $failure = $failure.InnerException }
    $failure
}

# The innermost reason of a failure, on one line.
function Get-Reason {
    param($Record)
    $failure = Get-Cause -Record $Record
    if ($failure -is [System.Threading.Tasks.TaskCanceledException]) { return 'no answer in time' }
    ConvertTo-Line -Text $failure.Message
}

# What to do about a service that answers nothing, where that is known.
function Get-Remedy {
    param($Record)
    $failure = Get-Cause -Record $Record
    if ($failure.Data['Status'] -eq 401) { return 'Name an account that may read the site with -Credential.' }
    if ($failure -is [System.Threading.Tasks.TaskCanceledException]) { return 'Give it longer with -TimeoutSeconds.' }
    if ($failure -is [System.Security.Authentication.AuthenticationException]) {
        return "No sign-in was sent to $($AdminService.Authority). Trust the authority of its certificate on this computer " +
            '(Trusted Root Certification Authorities), and name the server as the certificate does.'
    }
    'Look at the address, at -Proxy, and at the firewalls on the way.'
}

function Open-AdminService {
    $address = $AdminService.AbsoluteUri.TrimEnd('/')
    if ($AdminService.Scheme -cne 'https' -and -not $AdminService.IsLoopback) {
        throw "The administration service answers over https alone: $address would send your sign-in unprotected."
    }
    if ($address -notmatch '/AdminService\z') { $address = "$address/AdminService" }
    Add-Type -AssemblyName System.Net.Http
    # Windows PowerShell may start with protocols that a hardened server refuses.
    $web.Protocols = [System.Net.ServicePointManager]::SecurityProtocol
    if ([int]$web.Protocols -ne 0) { [System.Net.ServicePointManager]::SecurityProtocol = $web.Protocols -bor [System.Net.SecurityProtocolType]::Tls12 }
    $handler = New-Object -TypeName System.Net.Http.HttpClientHandler
    $handler.AllowAutoRedirect = $false
    $handler.AutomaticDecompression = [System.Net.DecompressionMethods]'GZip, Deflate'
    if ($account) { $handler.Credentials = $account.GetNetworkCredential() } else { $handler.UseDefaultCredentials = $true }
    if ($Proxy) {
        $handler.Proxy = New-Object -TypeName System.Net.WebProxy -ArgumentList $Proxy
        $handler.Proxy.UseDefaultCredentials = $true
    }
    $web.Client = New-Object -TypeName System.Net.Http.HttpClient -ArgumentList $handler
    $web.Client.Timeout = [timespan]::FromSeconds($TimeoutSeconds)
    $web.Client.DefaultRequestHeaders.Accept.ParseAdd('application/json')
    $web.Address = $address
}

function Close-Provider {
    if ($web.Client) { $web.Client.Dispose() }
    if ($null -ne $web.Protocols) { [System.Net.ServicePointManager]::SecurityProtocol = $web.Protocols }
    foreach ($session in $web.Sessions) { Remove-CimSession -CimSession $session -ErrorAction SilentlyContinue }
}

# All rows of a class. The service hands them out in pages, and caps a page where it likes: the next one is asked for
# until one is empty. A server that gives the first page again and again is found out.
function Get-ServicePage {
    param([string] $Class, [string[]] $Columns, [string] $Filter)
    $size = if ($Columns -ccontains 'Props') { 40 } else { 1000 }
    $query = "`$top=$size"
    if ($Columns) { $query += "&`$select=$($Columns -join ',')" }
    if ($Filter) { $query += "&`$filter=$([uri]::EscapeDataString($Filter))" }
    $next = ''
    $count = 0
    $last = ''
    while ($true) {
        $address = if ($next) { $next } else { "$($web.Address)/wmi/${Class}?$query&`$skip=$count" }
        $answer = Invoke-AdminService -Address $address
        if ($null -eq $answer -or $null -eq $answer.value) {
            # An error may come with a status of success; without rows it is no answer.
            if ($answer.error.message -is [string]) { throw $answer.error.message }
            throw 'the answer has no list of rows'
        }
        $rows = @($answer.value | Where-Object { $null -ne $_ })
        if ($rows.Count -eq 0) { break }
        $first = ConvertTo-Json -InputObject $rows[0] -Depth 5 -Compress
        if ($first -ceq $last) { throw 'the service gives the same page again' }
        $last = $first
        $count += $rows.Count
        $rows
        $next = [string]$answer.'@odata.nextLink'
        if ($next -and -not ([uri]$next).IsAbsoluteUri) { $next = "$($web.Address)/wmi/$next" }
        if ($next -and ([uri]$next).Authority -cne ([uri]$web.Address).Authority) { throw 'the next page is on another server' }
    }
}

# One object by its key: lazy properties come only so.
function Get-ServiceObject {
    param([string] $Class, $Row)
    $parts = foreach ($key in $controlFileKeys) {
        $value = $Row.$key
        if ($null -eq $value) { throw "it has no $key" }
        if ($value -is [string]) { "$key='$($value.Replace("'", "''"))'" } else { "$key=$(ConvertTo-Text -Value $value)" }
    }
    $answer = Invoke-AdminService -Address "$($web.Address)/wmi/$Class($([uri]::EscapeDataString($parts -join ',')))"
    if (@($answer.PSObject.Properties.Name) -ccontains 'value') { @($answer.value)[0] } else { $answer }
}

function Open-CimProvider {
    $common = @{}
    if ($ComputerName) { $common['CimSession'] = Open-Session -Name $ComputerName }
    $code = $SiteCode
    try {
        $locations = @(Get-CimInstance @common -Namespace 'root/sms' -ClassName 'SMS_ProviderLocation' -ErrorAction Stop)
    } catch {
        $where = if ($ComputerName) { $ComputerName } else { 'this computer' }
        throw "No SMS Provider is known on ${where} ($(Get-Reason -Record $_)). Name a server that has it with -ComputerName, or use -AdminService."
    }
    if ($code) {
        $locations = @($locations | Where-Object { $_.SiteCode -eq $code })
    } else {
        $locations = @($locations | Where-Object { $_.ProviderForLocalSite })
    }
    if ($locations.Count -eq 0) { throw "No SMS Provider of $(if ($code) { "site $code" } else { 'the local site' }) is known here. Name its server with -ComputerName." }
    $location = $locations[0]
    $machine = [string]$location.Machine
    $here = if ($ComputerName) { $ComputerName } else { [System.Environment]::MachineName }
    if ($machine -and $machine.Split('.')[0] -ne $here.Split('.')[0]) { $common['CimSession'] = Open-Session -Name $machine }
    $web.Common = $common
    $web.Namespace = "root/sms/site_$($location.SiteCode)"
}

# WS-Management first, then DCOM, as the consoles of older servers do.
function Open-Session {
    param([string] $Name)
    $parameters = @{ ComputerName = $Name; ErrorAction = 'Stop' }
    if ($account) { $parameters['Credential'] = $account }
    try {
        $session = New-CimSession @parameters
    } catch {
        $session = New-CimSession @parameters -SessionOption (New-CimSessionOption -Protocol Dcom)
    }
    $web.Sessions.Add($session)
    $session
}

# The rows of a class with the columns asked for, and Props as they are. Throws where the class cannot be read.
function Get-ProviderRow {
    param([string] $Class, [string] $Filter, [string] $WqlFilter)
    $columns = [string[]]$classes[$Class]
    $isControlFile = $columns -ccontains 'Props'
    $wanted = if ($isControlFile) { @($columns) + @($controlFileKeys | Where-Object { $columns -cnotcontains $_ }) } else { $columns }
    if ($AdminService) {
        try {
            $found = @(Get-ServicePage -Class $Class -Columns $wanted -Filter $Filter)
        } catch {
            # A site that does not know one of the columns refuses the whole question.
            if ($_.Exception.Data['Status'] -ne 400) { throw }
            $found = @(Get-ServicePage -Class $Class -Filter $Filter)
        }
    } else {
        $common = $web.Common
        $from = "FROM $Class$(if ($WqlFilter) { " WHERE $WqlFilter" })"
        try {
            $found = @(Get-CimInstance @common -Namespace $web.Namespace -Query "SELECT $($wanted -join ', ') $from" -ErrorAction Stop)
        } catch {
            $found = @(Get-CimInstance @common -Namespace $web.Namespace -Query "SELECT * $from" -ErrorAction Stop)
        }
    }
    $failure = ''
    foreach ($one in $found) {
        $source = $one
        if ($isControlFile -and $null -eq $one.Props) {
            try {
                $whole = if ($AdminService) { Get-ServiceObject -Class $Class -Row $one } else { Get-CimInstance -InputObject $one -ErrorAction Stop }
                if ($whole) { $source = $whole }
            } catch {
                $failure = Get-Reason -Record $_
            }
        }
        ConvertTo-Row -Class $Class -Source $source
    }
    if ($failure) { Add-Refusal -Class $Class -Reason "Props of some rows: $failure" }
}

function Add-Refusal {
    param([string] $Class, [string] $Reason)
    if (-not $refusals.ContainsKey($Class)) { $refusals[$Class] = Get-EmptyList }
    if (-not $refusals[$Class].Contains($Reason)) { $refusals[$Class].Add($Reason) }
}

# Reads one class into the facts; one that cannot be read stops none of the others.
function Read-Class {
    param([string] $Class, [string] $Filter, [string] $WqlFilter)
    $asked[$Class] = $true
    try {
        foreach ($row in (Get-ProviderRow -Class $Class -Filter $Filter -WqlFilter $WqlFilter)) { $facts[$Class].Add($row) }
    } catch {
        $reason = Get-Reason -Record $_
        # Asked again for each class, a wrong password would lock the account, and a server that is away would take half an hour.
        if ($AdminService -and -not $web.Answered) {
            throw "Neither sites nor roles can be read: $($reason.TrimEnd('.')). $(Get-Remedy -Record $_)"
        }
        Add-Refusal -Class $Class -Reason $reason
    }
}

# Asks DNS for the hosts, many at a time.
function Read-Address {
    param([string[]] $Names)
    $asked['PortwrightAddresses'] = $true
    for ($from = 0; $from -lt $Names.Count; $from += 32) {
        $chunk = @($Names[$from..([math]::Min($from + 31, $Names.Count - 1))])
        $tasks = @(foreach ($name in $chunk) { [System.Net.Dns]::GetHostAddressesAsync($name) })
        try { $null = [System.Threading.Tasks.Task]::WaitAll($tasks, 30000) } catch { Write-Verbose -Message 'Some names are not known to DNS.' }
        for ($index = 0; $index -lt $chunk.Count; $index++) {
            $task = $tasks[$index]
            $row = @{ Host = $chunk[$index]; Addresses = [string[]]@(); Reason = '' }
            if ($task.Status -eq [System.Threading.Tasks.TaskStatus]::RanToCompletion) {
                $row['Addresses'] = [string[]]@(foreach ($address in $task.Result) { $address.ToString() })
            } else {
                $failure = $task.Exception
                while ($failure -and $failure.InnerException) { $failure = $failure.InnerException }
                $isUnknown = $failure -is [System.Net.Sockets.SocketException] -and
                    @('HostNotFound', 'NoData') -contains "$($failure.SocketErrorCode)"
                $row['Reason'] = if ($isUnknown) { 'DNS does not know this name' } else { 'DNS did not answer' }
            }
            $facts['PortwrightAddresses'].Add($row)
        }
    }
}

# Asks the discovery data for the hosts that DNS gave no address of.
function Read-Discovery {
    param([string[]] $Names)
    for ($from = 0; $from -lt $Names.Count; $from += 20) {
        $short = @($Names[$from..([math]::Min($from + 19, $Names.Count - 1))] | ForEach-Object { $_.Split('.')[0].ToUpperInvariant() } | Select-Object -Unique)
        Read-Class -Class 'SMS_R_System' -Filter (@(foreach ($name in $short) { "Name eq '$name'" }) -join ' or ') `
            -WqlFilter (@(foreach ($name in $short) { "Name = '$name'" }) -join ' OR ')
    }
}

# ---- Facts as JSON: answers as the administration service gives them, one a class. ----

function ConvertTo-FactJson {
    $answers = @(foreach ($class in $classes.Keys) {
            if (-not $asked.ContainsKey($class)) { continue }
            $answer = [ordered]@{ '@odata.context' = "#$class" }
            $answer['value'] = @(foreach ($row in $facts[$class]) {
                    $object = [ordered]@{}
                    foreach ($column in $classes[$class]) {
                        $value = $row[$column]
                        if ($column -ceq 'Props') {
                            $value = @(foreach ($name in (Get-Distinct -Texts @($value.Keys))) {
                                    foreach ($one in $value[$name]) {
                                        [ordered]@{ PropertyName = $name; Value = $one.Value; Value1 = $one.Value1; Value2 = $one.Value2 }
                                    }
                                })
                        } elseif ($column -ceq 'PropLists') {
                            $value = @(foreach ($name in (Get-Distinct -Texts @($value.Keys))) { [ordered]@{ PropertyListName = $name; Values = @($value[$name]) } })
                        }
                        $object[$column] = $value
                    }
                    $object
                })
            if ($refusals.ContainsKey($class)) { $answer['error'] = [ordered]@{ message = $refusals[$class] -join '; ' } }
            $answer
        })
    $text = ConvertTo-Json -InputObject $answers -Depth 7
    # ASCII alone: whatever the encoding of the console or of the file, nothing is lost.
    [regex]::Replace($text, '[^\u0000-\u007f]', { param($found) '\u{0:x4}' -f [int][char]$found.Value })
}

# Facts of an earlier run.
function Read-Fact {
    param([string] $Source)
    $text = [System.IO.File]::ReadAllText((Get-FilePath -Name $Source))
    # In two steps: Windows PowerShell hands a list on as one object.
    $document = ConvertFrom-Json -InputObject $text
    foreach ($answer in @($document | ForEach-Object { $_ })) {
        $class = "$($answer.'@odata.context')" -creplace '\A.*#', '' -creplace '[(/].*\z', ''
        if (@($classes.Keys) -cnotcontains $class) { throw "$Source holds an answer of no class that is known here." }
        $asked[$class] = $true
        foreach ($row in $answer.value) { $facts[$class].Add((ConvertTo-Row -Class $class -Source $row)) }
        if ($answer.error) { Add-Refusal -Class $class -Reason ([string]$answer.error.message) }
    }
}

$end = @{ Code = 0; Line = ''; State = 'Nothing was written.'; Done = $false }

# What the site says, and DNS about it. The estate without addresses comes out.
function Read-Site {
    try {
        if ($AdminService) { Open-AdminService } else { Open-CimProvider }
        foreach ($class in $classes.Keys) {
            if ($class -ceq 'SMS_R_System' -or $class -ceq 'PortwrightAddresses') { continue }
            Write-Progress -Activity 'Asking the SMS Provider' -Status $class
            Read-Class -Class $class
        }
        if ($refusals.ContainsKey('SMS_SCI_SiteDefinition') -and $refusals.ContainsKey('SMS_SCI_SysResUse') -and
            $facts['SMS_SCI_SiteDefinition'].Count + $facts['SMS_SCI_SysResUse'].Count -eq 0) {
            throw "Neither sites nor roles can be read: $($refusals['SMS_SCI_SiteDefinition'] -join '; ')"
        }
        $estate = Get-Estate -Facts $facts
        $names = @(Get-Distinct -Texts @($estate.Hosts.Keys))
        if (-not $SkipDns -and $names.Count -gt 0) {
            Write-Progress -Activity 'Asking DNS' -Status "$($names.Count) names"
            Read-Address -Names $names
        }
        $known = @(foreach ($row in $facts['PortwrightAddresses']) { if ($row['Addresses'].Count -gt 0) { $row['Host'] } })
        $rest = @($names | Where-Object { $known -cnotcontains $_ })
        if ($rest.Count -gt 0) { Read-Discovery -Names $rest }
        Write-Progress -Activity 'Asking DNS' -Completed
        $estate
    } finally {
        Close-Provider
    }
}

# The drive of the Configuration Manager console is a place where many sessions stand, and no file can be written there.
function Get-FilePath {
    param([string] $Name)
    $provider = $null
    $drive = $null
    $full = $PSCmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Name, [ref]$provider, [ref]$drive)
    if ($provider.Name -cne 'FileSystem') { throw "$Name is no place for a file. Change to a folder first: Set-Location C:\" }
    $full
}

# What a run left that was ended while it wrote this very file. The name says which: computer and process.
function Remove-Leftover {
    param([string] $Target)
    $begin = "$([System.IO.Path]::GetFileName($Target)).$([System.Environment]::MachineName)-"
    foreach ($path in [System.IO.Directory]::GetFiles([System.IO.Path]::GetDirectoryName($Target))) {
        $name = [System.IO.Path]::GetFileName($path)
        if (-not $name.StartsWith($begin, [System.StringComparison]::Ordinal)) { continue }
        $found = [regex]::Match($name.Substring($begin.Length), '\A([0-9]{1,9})\.tmp\z')
        if ($found.Success -and $null -eq (Get-Process -Id ([int]$found.Groups[1].Value) -ErrorAction SilentlyContinue)) {
            try { [System.IO.File]::Delete($path) } catch { Write-Verbose -Message "$path stays: $_" }
        }
    }
}

# Beside its place first, and on the disk: whatever stops the script, half an estate never has the name of the file.
function Write-WholeFile {
    param([string] $Target, [string] $Text)
    $made = "$Target.$([System.Environment]::MachineName)-$PID.tmp"
    try {
        if ([System.IO.Directory]::Exists([System.IO.Path]::GetDirectoryName($Target))) { Remove-Leftover -Target $Target }
        $bytes = (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false).GetBytes($Text)
        $stream = [System.IO.File]::Open($made, [System.IO.FileMode]::Create, [System.IO.FileAccess]::Write)
        try {
            $stream.Write($bytes, 0, $bytes.Length)
            $stream.Flush($true)
        } finally { $stream.Dispose() }
        # Nothing but this takes the place of a file in one step and keeps who may read it. Without -Force none was there at first.
        if ($Force -and [System.IO.File]::Exists($Target)) { [System.IO.File]::Replace($made, $Target, [NullString]::Value) }
        else { [System.IO.File]::Move($made, $Target) }
    } finally { [System.IO.File]::Delete($made) }
}

function Format-Count {
    param([int] $Count, [string] $Noun)
    if ($Count -eq 1) { "1 $Noun" } else { "$Count ${Noun}s" }
}

function Invoke-Main {
    [CmdletBinding(SupportsShouldProcess)]
    param()
    $target = Get-FilePath -Name $Path
    if (-not $Json -and -not $Force -and (Test-Path -LiteralPath $target)) {
        throw "$Path is already there. Give another -Path, or -Force to write over it."
    }
    if ($FactsPath) {
        Read-Fact -Source $FactsPath
        $estate = Get-Estate -Facts $facts
    } else {
        $estate = Read-Site
    }
    foreach ($class in $classes.Keys) {
        if ($refusals.ContainsKey($class)) { Write-Warning -Message "$class is not readable: $($refusals[$class] -join '; ')" }
    }
    foreach ($note in $estate.Rows.Notes) {
        if ($note.StartsWith('not imported: ', [System.StringComparison]::Ordinal)) { Write-Warning -Message $note }
    }
    if ($Json) {
        ConvertTo-FactJson
        return
    }
    $text = Get-EstateText -Estate $estate -Facts $facts -Refusals $refusals -Asked $asked
    if ($estate.Known.Sites.Count + $estate.Hosts.Count -eq 0) { throw 'No site and no host is among the facts.' }
    if (-not $PSCmdlet.ShouldProcess($target, 'Write the estate')) { return }
    Write-WholeFile -Target $target -Text $text
    $end.State = 'The estate is written.'
    Get-Item -LiteralPath $target
    $without = @($estate.Hosts.Values | Where-Object { $_.Addresses.Count -eq 0 }).Count
    $end.Line = "$(Format-Count -Count $estate.Known.Sites.Count -Noun 'site'), $(Format-Count -Count $estate.Hosts.Count -Noun 'host'), " +
        "$without of them without an address. " +
        "Read the comments in $Path, then run: portwright check $Path"
}

# The end of the script. Invoke-Main has done its work when $end.Code is its verdict and $end.Line says it in one line.
function Invoke-Work {
    try {
        Invoke-Main
    } catch {
        $end.Code = 1
        Write-Error -ErrorRecord $_ -ErrorAction Continue
    }
    $end.Done = $true
}

# Under -File this script is all there is: what it gives is drawn before exit ends the process. A caller gets objects,
# and exit sets $LASTEXITCODE for it. Sent as a script block (Invoke-Command), exit would end the caller's session.
$asFile = $PSCommandPath -and @(Get-PSCallStack).Count -eq 1
try {
    if ($asFile) { Invoke-Work | Out-Default } else { Invoke-Work }
    if ($end.Line) { Write-Information -MessageData $end.Line -InformationAction Continue }
} finally {
    if (-not $end.Done) {
        # Ctrl-C, or a caller that wants no more: nothing can go into the pipeline from here.
        $message = "Interrupted. $($end.State)"
        if ($Host.UI) { $Host.UI.WriteErrorLine($message) } else { [System.Console]::Error.WriteLine($message) }
        if ($asFile) { [System.Environment]::Exit(1) }
    }
}
# Where #Requires loads a module that runs a block of its own, exit forgets its number, in 5.1 and 7 alike: the process
# would end with 0 whatever happened. The host that is told the number keeps it.
if ($asFile) { $Host.SetShouldExit($end.Code) }
if ($PSCommandPath) { exit $end.Code }
