# SPDX-License-Identifier: MIT
# Stand-in, not the NetSecurity module of Windows. The firewall is the JSON file that the environment variable
# PORTWRIGHT_FIREWALL names; see ../stand-in-firewall.ts. It behaves as the cmdlets do as far as that is known: masks
# come back dotted, an unknown name or group is a non-terminating ObjectNotFound error, -Enabled takes words only,
# port numbers need TCP or UDP, a GPO session is memory until it is saved, what a GPO does not say about the log is
# NotConfigured and can be said so through the object alone, words are enumerations, ActiveStore shows what counts.

enum StandInEnabled { True = 1; False = 2 }
enum StandInDirection { Inbound = 1; Outbound = 2 }
enum StandInAction { NotConfigured = 0; Allow = 2; Block = 4 }

$sessions = @{}

# A run makes dozens of calls, each of which reads and writes the file: without cmdlets it costs half.
function Read-Firewall { ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($env:PORTWRIGHT_FIREWALL)) -AsHashtable }

function Save-Firewall {
    param($Firewall)
    [System.IO.File]::WriteAllText($env:PORTWRIGHT_FIREWALL, (ConvertTo-Json -InputObject $Firewall -Depth 10 -Compress))
}

# Holds the call that PORTWRIGHT_SLOW names, once, so that a test can press Ctrl-C in the middle of it.
function Wait-Interrupt {
    param([string] $Call)
    if ($env:PORTWRIGHT_SLOW -ne $Call -or (Microsoft.PowerShell.Management\Test-Path -LiteralPath $env:PORTWRIGHT_SLOW_FILE)) { return }
    [System.IO.File]::WriteAllText($env:PORTWRIGHT_SLOW_FILE, '')
    Start-Sleep -Seconds 100
}

# Notes a call; fails where the test asks for it, by "Cmdlet" or "Cmdlet NAME".
function Add-Call {
    param($Firewall, [string] $Call, [switch] $SavedLater)
    $Firewall.calls = @($Firewall.calls) + $Call
    $fails = $Firewall.failOn -contains $Call -or $Firewall.failOn -contains ($Call -split ' ', 2)[0]
    if (-not $SavedLater -or $fails -or $env:PORTWRIGHT_SLOW -eq $Call) { Save-Firewall -Firewall $Firewall }
    Wait-Interrupt -Call $Call
    if ($fails) { throw "Stand-in: $Call fails, as the test asks." }
}

# Calls Action with the store that the parameters name, and keeps what it changes.
function Use-Store {
    param($Bound, [string] $Call, [scriptblock] $Action)
    $firewall = Read-Firewall
    $name = if ($Bound.PolicyStore) { $Bound.PolicyStore } else { 'PersistentStore' }
    $changes = -not $Bound.GPOSession -and $Call -notlike 'Get-*' -and $firewall.stores.ContainsKey($name) -and $firewall.loses -notcontains $Call
    Add-Call -Firewall $firewall -Call $Call -SavedLater:$changes
    if ($firewall.meanwhile -and $firewall.meanwhile.call -eq $Call) {
        # Somebody else saves the GPO while it is open here.
        $gpo = $firewall.stores[$firewall.meanwhile.store]
        $gpo.rules = @($gpo.rules) + $firewall.meanwhile.rule
        Save-Firewall -Firewall $firewall
    }
    if ($Bound.GPOSession) {
        if (-not $sessions.ContainsKey($Bound.GPOSession)) { throw "Stand-in: no session '$($Bound.GPOSession)'." }
        & $Action $sessions[$Bound.GPOSession].store
        return
    }
    if ($name -eq 'ActiveStore') {
        & $Action (Get-ActiveStore -Firewall $firewall)
        return
    }
    if (-not $firewall.stores.ContainsKey($name)) { throw "Stand-in: no policy store '$name'." }
    if ($firewall.loses -contains $Call) { return }
    & $Action $firewall.stores[$name]
    if ($changes) { Save-Firewall -Firewall $firewall }
}

# What counts on the computer: its own rules, unless Group Policy forbids them, and the profiles with what it says.
function Get-ActiveStore {
    param($Firewall)
    $own = $Firewall.stores['PersistentStore']
    $profiles = @{}
    foreach ($name in 'Domain', 'Private', 'Public') {
        # What nobody configures has the default of Windows.
        $profiles[$name] = @{
            Enabled = 'True'; AllowLocalFirewallRules = 'True'; AllowInboundRules = 'True'; DefaultInboundAction = 'Block'
            DefaultOutboundAction = 'Allow'; AllowLocalIPsecRules = 'True'; NotifyOnListen = 'False'; LogBlocked = 'False'; LogAllowed = 'False'
            AllowUnicastResponseToMulticast = 'True'; LogMaxSizeKilobytes = 4096; LogFileName = '%systemroot%\system32\LogFiles\Firewall\pfirewall.log'
        }
        foreach ($source in $own.profiles[$name]) {
            if ($null -eq $source) { continue }
            foreach ($key in $source.Keys) { if ([string]$source[$key] -ne 'NotConfigured') { $profiles[$name][$key] = $source[$key] } }
        }
        if ($Firewall.active -and $Firewall.active.ContainsKey($name)) {
            foreach ($key in $Firewall.active[$name].Keys) { $profiles[$name][$key] = $Firewall.active[$name][$key] }
        }
    }
    $rules = @(foreach ($rule in $own.rules) {
            $one = @{} + $rule
            $one.EnforcementStatus = if ($one.Enabled -eq 'False') { @('DisabledObject') } else { @('ProfileInactive', 'Enforced') }
            if ($profiles.Domain.AllowLocalFirewallRules -eq 'False') { $one.EnforcementStatus = @('LocalFirewallRulesDisallowed') }
            if ($Firewall.hides -notcontains $one.Name) { $one }
        })
    # What Group Policy brings, beside the computer's own, even of one name.
    $rules += @(foreach ($rule in $Firewall.groupPolicy) {
            if ($null -ne $rule) { @{} + $rule + @{ EnforcementStatus = @('Enforced'); PolicyStoreSource = 'GPO' } }
        })
    @{ rules = $rules; profiles = $profiles }
}

function ConvertTo-Stored {
    param([string] $Address)
    $base, $bits = $Address -split '/', 2
    if (-not $bits -or $base.Contains(':') -or $bits.Contains('.')) { return $Address }
    if ($bits -eq '32') { return $base }
    if ($bits -eq '0') { throw 'The address is invalid. Addresses may be specified as IP addresses, ranges, or subnets.' }
    $mask = foreach ($index in 0..3) { 256 - [math]::Pow(2, 8 - [math]::Max(0, [math]::Min(8, [int]$bits - 8 * $index))) }
    "$base/$($mask -join '.')"
}

$rulePart = 'DisplayName', 'Description', 'Group', 'Enabled', 'Profile', 'Direction', 'Action', 'EdgeTraversalPolicy', 'Platform', 'Owner', 'LooseSourceMapping', 'LocalOnlyMapping'
$filterParts = @{
    Port = 'Protocol', 'LocalPort', 'RemotePort', 'IcmpType', 'DynamicTarget'
    Address = 'LocalAddress', 'RemoteAddress'
    Application = 'Program', 'Package'
    Service = @('Service')
    InterfaceType = @('InterfaceType')
    Interface = @('InterfaceAlias')
    Security = 'Authentication', 'Encryption', 'OverrideBlockRules', 'LocalUser', 'RemoteUser', 'RemoteMachine'
}
$whole = @{
    DisplayName = ''; Description = $null; Group = $null; Enabled = 'True'; Profile = 'Any'; Direction = 'Inbound'; Action = 'Allow'
    EdgeTraversalPolicy = 'Block'; Platform = @(); Owner = $null; LooseSourceMapping = $false; LocalOnlyMapping = $false
    Protocol = 'Any'; LocalPort = 'Any'; RemotePort = 'Any'; IcmpType = 'Any'; DynamicTarget = 'Any'
    LocalAddress = 'Any'; RemoteAddress = 'Any'; Program = 'Any'; Package = $null; Service = 'Any'; InterfaceType = 'Any'
    InterfaceAlias = 'Any'; Authentication = 'NotRequired'; Encryption = 'NotRequired'; OverrideBlockRules = $false
    LocalUser = 'Any'; RemoteUser = 'Any'; RemoteMachine = 'Any'
}

# Puts the parameters of New- and Set-NetFirewallRule into a stored rule, and refuses what Windows refuses.
function Update-Stored {
    param($Rule, $Bound)
    if ($Bound.ContainsKey('Enabled') -and ($Bound.Enabled -is [bool] -or $Bound.Enabled -notin 'True', 'False')) { throw "Cannot convert value '$($Bound.Enabled)' to type Enabled." }
    if ($Bound.ContainsKey('NewDisplayName')) { $Rule.DisplayName = $Bound.NewDisplayName }
    foreach ($name in $whole.Keys) {
        if (-not $Bound.ContainsKey($name) -or ($name -eq 'DisplayName' -and $Bound.ContainsKey('NewDisplayName'))) { continue }
        $value = $Bound[$name]
        if ($name -eq 'Profile') {
            $order = 'Domain', 'Private', 'Public'
            $words = @($value -split '\s*,\s*')
            foreach ($word in $words) { if ($word -notin @('Any') + $order) { throw "'$word' is not a profile." } }
            $value = if ($words -contains 'Any') { 'Any' } else { @($order | Where-Object { $words -contains $_ }) -join ', ' }
        }
        if ($name -like '*Address') { $value = @($value | ForEach-Object { ConvertTo-Stored -Address $_ }) }
        if ($name -eq 'IcmpType') { $value = @($value | ForEach-Object { $_ -replace '^(\d+)$', '$1:*' }) }
        $Rule[$name] = $value
    }
    $ports = @($Rule.LocalPort) + @($Rule.RemotePort)
    if ($Rule.Protocol -notin 'TCP', 'UDP' -and ($ports | Where-Object { $_ -ne 'Any' })) { throw 'Ports may only be specified if the protocol is TCP or UDP.' }
    if ($Rule.Protocol -notin 'ICMPv4', 'ICMPv6' -and (@($Rule.IcmpType) | Where-Object { $_ -ne 'Any' })) { throw 'ICMP types need ICMPv4 or ICMPv6.' }
    if ((@($Rule.LocalPort) | Where-Object { $_ -in 'RPC', 'RPCEPMap' }) -and ($Rule.Protocol -ne 'TCP' -or $Rule.Direction -ne 'Inbound')) { throw 'RPC needs inbound TCP.' }
    foreach ($text in @($Rule.DisplayName) + $Rule.Description) { if ("$text".Contains('|')) { throw 'A text of a rule cannot hold "|".' } }
    if ($Rule.DisplayName -in '', 'All') { throw 'The display name is invalid.' }
}

function ConvertTo-Object {
    param($Stored, [string[]] $Name, [switch] $NoId, [string] $Id = $Stored.Name)
    $object = [ordered]@{}
    if (-not $NoId) { $object.InstanceID = $Id }
    foreach ($one in $Name) {
        $object[$one] = if ($Stored[$one] -is [array] -and $Stored[$one].Count -eq 1) { $Stored[$one][0] } else { $Stored[$one] }
    }
    foreach ($word in @('Enabled', 'Direction', 'Action' | Where-Object { $object.Contains($_) })) {
        $object[$word] = if ($word -eq 'Enabled') { [StandInEnabled]$object[$word] } elseif ($word -eq 'Action') { [StandInAction]$object[$word] } else { [StandInDirection]$object[$word] }
    }
    Copy-Deserialized -InputObject ([pscustomobject]$object)
}

# Through the session with Windows PowerShell, objects come without their types and methods.
function Copy-Deserialized {
    param($InputObject)
    if (-not $env:PORTWRIGHT_STANDIN_COPIES) { return $InputObject }
    [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($InputObject))
}

function Find-Stored {
    param($Store, $Bound)
    foreach ($rule in $Store.rules) {
        if ($Bound.Name -and -not ($Bound.Name | Where-Object { $rule.Name -like $_ })) { continue }
        if ($Bound.Group -and -not ($Bound.Group | Where-Object { "$($rule.Group)" -like $_ })) { continue }
        $rule
    }
}

function New-NotFound {
    param($Bound)
    $what = if ($Bound.Name) { 'Name' } else { 'Group' }
    $message = "No MSFT_NetFirewallRule objects found with property '$what' equal to '$($Bound[$what])'."
    [System.Management.Automation.ErrorRecord]::new([System.Exception]::new($message), "CmdletizationQuery_NotFound_$what", 'ObjectNotFound', $Bound[$what])
}

function Open-NetGPO {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $PolicyStore, [string] $DomainController)
    $firewall = Read-Firewall
    Add-Call -Firewall $firewall -Call "Open-NetGPO $PolicyStore"
    if (-not $firewall.stores.ContainsKey($PolicyStore)) { throw "Stand-in: no GPO '$PolicyStore'." }
    $id = "session-$($sessions.Count + 1)"
    $sessions[$id] = @{ name = $PolicyStore; store = $firewall.stores[$PolicyStore] }
    $id
}

function Save-NetGPO {
    [CmdletBinding()] param([Parameter(Mandatory)] [string] $GPOSession)
    $firewall = Read-Firewall
    Add-Call -Firewall $firewall -Call "Save-NetGPO $($sessions[$GPOSession].name)"
    $firewall.stores[$sessions[$GPOSession].name] = $sessions[$GPOSession].store
    Save-Firewall -Firewall $firewall
}

$body = @{
    'Get-NetFirewallRule' = {
        $bound = $PSBoundParameters
        $found = @(Use-Store -Bound $bound -Call ('Get-NetFirewallRule ' + $(if ($Name) { $Name } elseif ($Group) { $Group } else { 'all' })) -Action {
                param($store)
                $statuses = $firewall.statuses
                foreach ($rule in @(Find-Stored -Store $store -Bound $bound)) {
                    $shown = @{ PrimaryStatus = 'OK' } + $rule
                    if (-not $rule.ContainsKey('EnforcementStatus')) { $shown.EnforcementStatus = @('NotApplicable') }
                    if ($statuses -and $statuses.ContainsKey($rule.Name)) { $shown.PrimaryStatus = $statuses[$rule.Name] }
                    $shown.Status = "The stand-in says $($shown.PrimaryStatus)."
                    ConvertTo-Object -Stored $shown -Name ($rulePart + 'Name', 'PrimaryStatus', 'Status', 'EnforcementStatus', 'PolicyStoreSource')
                }
            })
        if ($found.Count -eq 0 -and ($Name -or $Group)) { $PSCmdlet.WriteError((New-NotFound -Bound $bound)) }
        $found
    }
    'Set-NetFirewallRule' = {
        $bound = $PSBoundParameters
        Use-Store -Bound $bound -Call "Set-NetFirewallRule $Name" -Action {
            param($store)
            $found = @(Find-Stored -Store $store -Bound @{ Name = $bound.Name })
            if ($found.Count -eq 0) { $PSCmdlet.WriteError((New-NotFound -Bound $bound)) }
            $rest = @{}
            foreach ($key in $bound.Keys) { if ($key -ne 'Name') { $rest[$key] = $bound[$key] } }
            foreach ($rule in $found) { Update-Stored -Rule $rule -Bound $rest }
        }
    }
}
$ruleParameters = '[string] $Description, $Enabled, [string[]] $Profile, [string] $Direction, [string] $Action, [string[]] $LocalAddress, [string[]] $RemoteAddress,
    [string] $Protocol, [string[]] $LocalPort, [string[]] $RemotePort, [string[]] $IcmpType, [string] $Program, [string] $Service, [string] $InterfaceType,
    [string[]] $InterfaceAlias, [string] $EdgeTraversalPolicy, [string[]] $Platform, [string] $Package, [string] $Owner, [string] $LocalUser,
    [string] $RemoteUser, [string] $RemoteMachine, [string] $Authentication, [string] $Encryption, [bool] $OverrideBlockRules,
    [bool] $LooseSourceMapping, [bool] $LocalOnlyMapping, [string] $DynamicTarget, [string] $PolicyStore'
# Some releases of Windows have no -GPOSession here.
$ruleSession = if ((Read-Firewall).withoutRuleSession) { '' } else { ', [string] $GPOSession' }
$heads = @{
    'Get-NetFirewallRule' = "[CmdletBinding()] param([string[]] `$Name, [string[]] `$Group, [string] `$PolicyStore$ruleSession)"
    'Set-NetFirewallRule' = "[CmdletBinding()] param([Parameter(Mandatory)] [string[]] `$Name, [string] `$NewDisplayName, $ruleParameters$ruleSession)"
}
$body['New-NetFirewallRule'] = {
    $bound = $PSBoundParameters
    Use-Store -Bound $bound -Call "New-NetFirewallRule $Name" -Action {
        param($store)
        if ($store.rules | Where-Object { $_.Name -eq $bound.Name }) { throw 'Cannot create a file when that file already exists.' }
        $rule = @{} + $whole
        $rule.Name = $bound.Name
        Update-Stored -Rule $rule -Bound $bound
        $store.rules = @($store.rules) + $rule
    }
}
$heads['New-NetFirewallRule'] = "[CmdletBinding()] param([Parameter(Mandatory)] [string] `$Name, [Parameter(Mandatory)] [string] `$DisplayName, [string] `$Group, $ruleParameters, [string] `$GPOSession)"
foreach ($name in $body.Keys) { . ([scriptblock]::Create("function $name {`n$($heads[$name])`n$($body[$name])`n}")) }

function Remove-NetFirewallRule {
    [CmdletBinding()] param([Parameter(Mandatory)] [string[]] $Name, [string] $PolicyStore, [string] $GPOSession)
    $bound = $PSBoundParameters
    Use-Store -Bound $bound -Call "Remove-NetFirewallRule $Name" -Action {
        param($store)
        $found = @(Find-Stored -Store $store -Bound $bound)
        if ($found.Count -eq 0) { $PSCmdlet.WriteError((New-NotFound -Bound $bound)) }
        $store.rules = @($store.rules | Where-Object { $_.Name -notin $found.Name })
    }
}

foreach ($part in $filterParts.Keys) {
    . ([scriptblock]::Create(@"
function Get-NetFirewall${part}Filter {
[CmdletBinding()] param(`$AssociatedNetFirewallRule, [string] `$PolicyStore, [string] `$GPOSession)
Get-StoredFilter -Part '$part' -Bound `$PSBoundParameters
}
"@))
}

function Get-StoredFilter {
    param([string] $Part, $Bound)
    $one = $Bound.AssociatedNetFirewallRule
    if ($one -and $one.PSObject.TypeNames[0] -like 'Deserialized.*') { throw 'Cannot convert the value to type CimInstance.' }
    $call = "Get-NetFirewall${Part}Filter " + $(if ($one) { $one.Name } else { 'all' })
    Use-Store -Bound $Bound -Call $call -Action {
        param($store)
        $noId = [bool]$firewall.withoutFilterId
        foreach ($rule in $store.rules) {
            if ($one -and ($rule.Name -ne $one.Name -or "$($rule.PolicyStoreSource)" -ne "$($one.PolicyStoreSource)")) { continue }
            $id = $rule.Name
            if ($bound.GPOSession) { $id = "$($bound.GPOSession)|$id" }
            ConvertTo-Object -Stored $rule -Name $filterParts[$Part] -NoId:$noId -Id $id
        }
    }
}

# What a GPO does not say comes back as NotConfigured, the log's name and size too.
function Get-NetFirewallProfile {
    [CmdletBinding()] param([string[]] $Name, [string] $PolicyStore, [string] $GPOSession)
    $bound = $PSBoundParameters
    Use-Store -Bound $bound -Call "Get-NetFirewallProfile $Name" -Action {
        param($store)
        foreach ($one in $bound.Name) {
            $object = [pscustomobject](@{ Name = $one } + $store.profiles[$one])
            $object | Add-Member -NotePropertyName StandInPlace -NotePropertyValue @{ PolicyStore = $bound.PolicyStore; GPOSession = $bound.GPOSession }
            Copy-Deserialized -InputObject $object
        }
    }
}

function Set-NetFirewallProfile {
    [CmdletBinding(DefaultParameterSetName = 'Name')]
    param([Parameter(Mandatory, ParameterSetName = 'Name')] [string[]] $Name, [Parameter(Mandatory, ParameterSetName = 'InputObject')] [object[]] $InputObject,
        [ValidateSet('True', 'False', 'NotConfigured')] [string] $Enabled, [string] $DefaultInboundAction, [string] $DefaultOutboundAction,
        [string] $AllowLocalFirewallRules, [string] $AllowLocalIPsecRules, [string] $NotifyOnListen, [string] $AllowUnicastResponseToMulticast,
        [string] $LogFileName, [uint64] $LogMaxSizeKilobytes, [string] $LogBlocked, [string] $LogAllowed,
        [Parameter(ParameterSetName = 'Name')] [string] $PolicyStore, [Parameter(ParameterSetName = 'Name')] [string] $GPOSession)
    $bound = $PSBoundParameters
    if ($InputObject) {
        foreach ($object in $InputObject) {
            if ($object.PSObject.TypeNames[0] -like 'Deserialized.*') { throw 'Cannot convert the value to type CimInstance.' }
            Use-Store -Bound $object.StandInPlace -Call "Set-NetFirewallProfile object $($object.Name)" -Action {
                param($store)
                foreach ($field in @($store.profiles[$object.Name].Keys)) { $store.profiles[$object.Name][$field] = $object.$field }
            }
        }
        return
    }
    Use-Store -Bound $bound -Call "Set-NetFirewallProfile $Name" -Action {
        param($store)
        foreach ($field in $bound.Keys) {
            if ($field -in 'Name', 'PolicyStore', 'GPOSession', 'ErrorAction') { continue }
            foreach ($one in $bound.Name) { $store.profiles[$one][$field] = $bound[$field] }
        }
    }
}

# The service of the firewall, and what Security Center knows; only where the test says something about them.
if ((Read-Firewall).services) {
    function Get-Service {
        [CmdletBinding()] param([string[]] $Name)
        foreach ($one in $Name) { [pscustomobject]@{ Name = $one; Status = [string](Read-Firewall).services[$one] } }
    }
    Export-ModuleMember -Function Get-Service
}
if ((Read-Firewall).firewalls) {
    function Get-CimInstance {
        [CmdletBinding()] param([string] $Namespace, [string] $ClassName)
        if ($ClassName -ne 'FirewallProduct') { throw "Stand-in: no class $ClassName." }
        foreach ($one in (Read-Firewall).firewalls) { [pscustomobject]@{ displayName = $one } }
    }
    Export-ModuleMember -Function Get-CimInstance
}
# In the place of the session with Windows PowerShell, where the objects are no copies.
if ($env:PORTWRIGHT_STANDIN_COPIES) {
    function Get-PSSession {
        [CmdletBinding()] param([Parameter(Mandatory)] [string] $Name)
        if ($Name -ne 'WinPSCompatSession') { throw "Stand-in: no session $Name." }
        'stand-in session'
    }
    function Invoke-Command {
        [CmdletBinding()] param([string] $Session, [scriptblock] $ScriptBlock, [object[]] $ArgumentList)
        $copies = $env:PORTWRIGHT_STANDIN_COPIES
        $env:PORTWRIGHT_STANDIN_COPIES = ''
        try { & $ScriptBlock @ArgumentList } finally { $env:PORTWRIGHT_STANDIN_COPIES = $copies }
    }
    Export-ModuleMember -Function Get-PSSession, Invoke-Command
}
Export-ModuleMember -Function '*-Net*'
