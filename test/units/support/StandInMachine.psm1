# SPDX-License-Identifier: MIT
# Stand-in, not Microsoft's: the cmdlets through which the scripts of rpc/ and sql/ see a computer, over the JSON file
# that the environment variable PORTWRIGHT_STANDIN names:
#   registry   key (HKEY_LOCAL_MACHINE\...) -> [{ name, kind, data }]
#   boot       time of the last start: 2026-01-01 00:00:00Z (with a T it would not come back as text)
#   tcp        [{ address, port, state, pid }]
#   processes  [{ pid, name }]
#   services   [{ name, state, pid, dependents: [names], tcpKey }]; a service that starts listens on TcpPort of tcpKey\IPAll
#   calls      every call that would change a computer: "Cmdlet TARGET"
#   failOn     "Cmdlet TARGET": these calls fail
# What is not a path of the registry goes to the real cmdlet.
$prefix = 'Registry::'

class StandInKey {
    hidden [object[]] $Entries
    [int] $ValueCount
    [int] $SubKeyCount
    [string] $PSChildName
    [string[]] GetValueNames() { return [string[]]@($this.Entries | ForEach-Object { $_.name }) }
    [object] Find([string] $name) { return @($this.Entries | Where-Object { $_.name -eq $name })[0] }
    [string] GetValueKind([string] $name) { return $this.Find($name).kind }
    [object] GetValue([string] $name, [object] $default, [string] $options) {
        $entry = $this.Find($name)
        if ($null -eq $entry) { return $default }
        if ($options -ne 'DoNotExpandEnvironmentNames') { throw 'Stand-in: the value would be expanded.' }
        switch ($entry.kind) {
            'MultiString' { return [string[]]@($entry.data) }
            'Binary' { return [byte[]]@($entry.data) }
            'None' { return [byte[]]@($entry.data) }
            'DWord' { return [int]$entry.data }
            'QWord' { return [long]$entry.data }
        }
        return $entry.data
    }
}

function Read-Machine { ConvertFrom-Json -InputObject ([System.IO.File]::ReadAllText($env:PORTWRIGHT_STANDIN)) -AsHashtable }

function Save-Machine {
    param($Machine)
    [System.IO.File]::WriteAllText($env:PORTWRIGHT_STANDIN, (ConvertTo-Json -InputObject $Machine -Depth 8 -Compress))
}

# Holds the call that PORTWRIGHT_SLOW names, once, so that a test can press Ctrl-C in the middle of it.
function Wait-Interrupt {
    param([string] $Call)
    if ($env:PORTWRIGHT_SLOW -ne $Call -or (Microsoft.PowerShell.Management\Test-Path -LiteralPath $env:PORTWRIGHT_SLOW_FILE)) { return }
    [System.IO.File]::WriteAllText($env:PORTWRIGHT_SLOW_FILE, '')
    Start-Sleep -Seconds 100
}

function Add-Call {
    param($Machine, [string] $Call)
    Wait-Interrupt -Call $Call
    if ($Machine.failOn -contains $Call) { throw "Stand-in: $Call fails, as the test asks." }
    $Machine.calls = @($Machine.calls) + $Call
}

function Test-Registry {
    param([string] $Path)
    $Path.StartsWith($prefix, [StringComparison]::Ordinal)
}

# The name under which the key stands in the file, whatever the case.
function Find-Key {
    param($Machine, [string] $Path, [switch] $Must)
    $wanted = $Path.Substring($prefix.Length)
    $key = @($Machine.registry.Keys | Where-Object { $_ -eq $wanted })[0]
    if ($null -eq $key -and $Must) { throw "Stand-in: Cannot find path '$Path' because it does not exist." }
    $key
}

function ConvertTo-Key {
    param($Machine, [string] $Key)
    $below = @($Machine.registry.Keys | Where-Object { $_.StartsWith("$Key\", [StringComparison]::OrdinalIgnoreCase) })
    $item = [StandInKey]::new()
    $item.Entries = @($Machine.registry[$Key])
    $item.ValueCount = $item.Entries.Count
    $item.SubKeyCount = $below.Count
    $item.PSChildName = $Key.Split('\')[-1]
    $item
}

function Test-Path {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LiteralPath)
    if (-not (Test-Registry -Path $LiteralPath)) { return Microsoft.PowerShell.Management\Test-Path -LiteralPath $LiteralPath }
    $null -ne (Find-Key -Machine (Read-Machine) -Path $LiteralPath)
}

function Get-Item {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LiteralPath)
    $machine = Read-Machine
    ConvertTo-Key -Machine $machine -Key (Find-Key -Machine $machine -Path $LiteralPath -Must)
}

function Get-ChildItem {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $LiteralPath)
    $machine = Read-Machine
    $key = Find-Key -Machine $machine -Path $LiteralPath -Must
    foreach ($name in @($machine.registry.Keys)) {
        if ($name -like "$([WildcardPattern]::Escape($key))\*" -and -not $name.Substring($key.Length + 1).Contains('\')) { ConvertTo-Key -Machine $machine -Key $name }
    }
}

function New-Item {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Path)
    $machine = Read-Machine
    Add-Call -Machine $machine -Call "New-Item $Path"
    if (Find-Key -Machine $machine -Path $Path) { throw "Stand-in: A key at this path already exists: $Path." }
    $parent = $Path.Substring(0, $Path.LastIndexOf([char]'\'))
    $null = Find-Key -Machine $machine -Path $parent -Must
    $machine.registry[$Path.Substring($prefix.Length)] = @()
    Save-Machine -Machine $machine
    'the new key'
}

function Remove-Item {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $LiteralPath, [switch] $Recurse)
    $machine = Read-Machine
    Add-Call -Machine $machine -Call "Remove-Item $LiteralPath"
    $key = Find-Key -Machine $machine -Path $LiteralPath -Must
    $below = @($machine.registry.Keys | Where-Object { $_.StartsWith("$key\", [StringComparison]::OrdinalIgnoreCase) })
    if ($below.Count -gt 0 -and -not $Recurse) { throw "Stand-in: $LiteralPath has keys." }
    foreach ($name in @($key) + $below) { $machine.registry.Remove($name) }
    Save-Machine -Machine $machine
}

function New-ItemProperty {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $LiteralPath, [Parameter(Mandatory)] [string] $Name,
        [ValidateSet('String', 'ExpandString', 'Binary', 'DWord', 'MultiString', 'QWord', 'None')] [string] $PropertyType, $Value, [switch] $Force)
    $machine = Read-Machine
    Add-Call -Machine $machine -Call "New-ItemProperty $($LiteralPath.Split('\')[-1]) $Name"
    $key = Find-Key -Machine $machine -Path $LiteralPath -Must
    $others = @($machine.registry[$key] | Where-Object { $_.name -ne $Name })
    if ($others.Count -lt @($machine.registry[$key]).Count -and -not $Force) { throw "Stand-in: $Name exists." }
    $data = switch ($PropertyType) { 'DWord' { [int]$Value } 'QWord' { [long]$Value } 'String' { [string]$Value } 'ExpandString' { [string]$Value } }
    if ($PropertyType -in 'MultiString', 'Binary', 'None') { $data = @($Value) }
    $machine.registry[$key] = $others + @{ name = $Name; kind = $PropertyType; data = $data }
    Save-Machine -Machine $machine
    'the new value'
}

function Remove-ItemProperty {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $LiteralPath, [Parameter(Mandatory)] [string] $Name)
    $machine = Read-Machine
    Add-Call -Machine $machine -Call "Remove-ItemProperty $($LiteralPath.Split('\')[-1]) $Name"
    $key = Find-Key -Machine $machine -Path $LiteralPath -Must
    $others = @($machine.registry[$key] | Where-Object { $_.name -ne $Name })
    if ($others.Count -eq @($machine.registry[$key]).Count) { throw "Stand-in: Property $Name does not exist." }
    $machine.registry[$key] = $others
    Save-Machine -Machine $machine
}

function Get-NetTCPConnection {
    [CmdletBinding()]
    param([string] $State)
    foreach ($one in @((Read-Machine).tcp)) {
        if ($State -and $one.state -ne $State) { continue }
        [pscustomobject]@{ LocalAddress = $one.address; LocalPort = [uint16]$one.port; State = $one.state; OwningProcess = [uint32]$one.pid }
    }
}

function Get-CimInstance {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $ClassName)
    $machine = Read-Machine
    switch ($ClassName) {
        'Win32_OperatingSystem' { [pscustomobject]@{ LastBootUpTime = [datetime]::ParseExact($machine.boot, 'u', [cultureinfo]::InvariantCulture, 'AssumeUniversal') } }
        'Win32_Process' { foreach ($one in @($machine.processes)) { [pscustomobject]@{ ProcessId = [uint32]$one.pid; Name = $one.name } } }
        'Win32_Service' { foreach ($one in @($machine.services)) { [pscustomobject]@{ ProcessId = [uint32]$one.pid; Name = $one.name; State = $one.state } } }
        default { throw "Stand-in: no class $ClassName." }
    }
}

function Get-Service {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Name)
    $machine = Read-Machine
    $service = @($machine.services | Where-Object { $_.name -eq $Name })[0]
    if ($null -eq $service) { throw "Stand-in: Cannot find any service with service name '$Name'." }
    [pscustomobject]@{
        Name = $service.name; Status = $service.state
        DependentServices = @($machine.services | Where-Object { $service.dependents -contains $_.name } | ForEach-Object { [pscustomobject]@{ Name = $_.name; Status = $_.state } })
    }
}

function Start-StandIn {
    param($Machine, [string] $Name)
    $service = @($Machine.services | Where-Object { $_.name -eq $Name })[0]
    $service.state = 'Running'
    if (-not $service.tcpKey) { return }
    $ports = @($Machine.registry["$($service.tcpKey)\IPAll"] | Where-Object { $_.name -eq 'TcpPort' })[0].data
    $others = @($Machine.tcp | Where-Object { $_.pid -ne $service.pid })
    $Machine.tcp = $others + @($ports.Split(',') | Where-Object { $_ } | ForEach-Object { @{ address = '0.0.0.0'; port = [int]$_; state = 'Listen'; pid = $service.pid } })
}

function Restart-Service {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Name, [switch] $Force)
    $machine = Read-Machine
    $service = @($machine.services | Where-Object { $_.name -eq $Name })[0]
    $dependents = @($machine.services | Where-Object { $service.dependents -contains $_.name -and $_.state -eq 'Running' })
    if ($dependents.Count -gt 0 -and -not $Force) { throw 'Stand-in: Cannot stop the service: it has dependent services.' }
    foreach ($one in $dependents) { $one.state = 'Stopped' }
    if ($machine.failOn -contains "Restart-Service $Name") {
        $service.state = 'Stopped'
        Save-Machine -Machine $machine
    }
    Add-Call -Machine $machine -Call "Restart-Service $Name"
    Start-StandIn -Machine $machine -Name $Name
    Save-Machine -Machine $machine
}

function Start-Service {
    [CmdletBinding(SupportsShouldProcess)]
    param([Parameter(Mandatory)] [string] $Name)
    $machine = Read-Machine
    Add-Call -Machine $machine -Call "Start-Service $Name"
    Start-StandIn -Machine $machine -Name $Name
    Save-Machine -Machine $machine
}

Export-ModuleMember -Function Test-Path, Get-Item, Get-ChildItem, New-Item, Remove-Item, New-ItemProperty, Remove-ItemProperty,
    Get-NetTCPConnection, Get-CimInstance, Get-Service, Restart-Service, Start-Service
