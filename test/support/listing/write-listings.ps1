# SPDX-License-Identifier: MIT
# Gives the objects the enumerations that those of NetSecurity have, then writes them in each way that an administrator would.
param([string] $Folder)
Add-Type -TypeDefinition @'
namespace Microsoft.PowerShell.Cmdletization.GeneratedTypes.NetSecurity {
  public enum Enabled : ushort { True = 1, False = 2 }
  public enum Direction : ushort { Inbound = 1, Outbound = 2 }
  public enum Action : ushort { NotConfigured = 0, Allow = 2, Block = 4 }
  [System.Flags] public enum Profile : ushort { Any = 0, Domain = 1, Private = 2, Public = 4 }
  public enum EdgeTraversal : ushort { Block = 0, Allow = 1, DeferToUser = 2, DeferToApp = 3 }
  [System.Flags] public enum InterfaceType : uint { Any = 0, Wired = 1, Wireless = 2, RemoteAccess = 4 }
  public enum Authentication : ushort { NotRequired = 0, Required = 1, NoEncap = 2 }
  public enum Encryption : ushort { NotRequired = 0, Required = 1, Dynamic = 2 }
}
'@
$types = 'Microsoft.PowerShell.Cmdletization.GeneratedTypes.NetSecurity.'
$kinds = @{ Enabled = 'Enabled'; Direction = 'Direction'; Action = 'Action'; Profile = 'Profile'; EdgeTraversalPolicy = 'EdgeTraversal'; InterfaceType = 'InterfaceType'; Authentication = 'Authentication'; Encryption = 'Encryption' }
$flat = @(Get-Content -Raw -Encoding utf8 "$Folder/flat.json" | ConvertFrom-Json)
foreach ($object in $flat) {
    foreach ($property in @($object.PSObject.Properties)) {
        if ($kinds.ContainsKey($property.Name)) { $property.Value = [Enum]::ToObject(($types + $kinds[$property.Name]) -as [type], $property.Value) }
        elseif ($property.Value -is [array]) { $object.($property.Name) = [string[]] $property.Value }
    }
}
$flat | Export-Clixml "$Folder/flat.xml"
Export-Clixml -InputObject $flat "$Folder/list.xml"
$flat | ConvertTo-Json -Depth 1 -WarningAction SilentlyContinue | Set-Content -Encoding unicode "$Folder/flat-again.json"
$flat | ConvertTo-Json -Compress -EnumsAsStrings | Set-Content -Encoding utf8BOM "$Folder/flat-words.json"
$joined = @(Get-Content -Raw -Encoding utf8 "$Folder/joined.json" | ConvertFrom-Json)
$joined | Export-Csv -Encoding utf8BOM "$Folder/joined.csv"
$joined | Export-Csv -IncludeTypeInformation -Delimiter ';' -Encoding unicode "$Folder/joined-typed.csv"
$joined | Export-Clixml "$Folder/joined.xml"
$joined | ConvertTo-Json | Set-Content -Encoding utf8 "$Folder/joined-again.json"
$names = @{ rule = 'Direction'; port = 'LocalPort'; address = 'LocalAddress'; application = 'Program'; service = 'Service'; interface = 'InterfaceAlias'; type = 'InterfaceType'; security = 'Authentication' }
foreach ($name in $names.Keys) {
    $null = New-Item -ItemType Directory -Force "$Folder/several"
    $flat | Where-Object { $_.PSObject.Properties.Name -contains $names[$name] } | Export-Clixml "$Folder/several/$name.xml"
}
