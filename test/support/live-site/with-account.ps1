# SPDX-License-Identifier: MIT
# Runs a script with an account as a caller gives one: a name and a password make no parameter of it.
param([string] $Script, [string] $User, [string] $Password, [hashtable] $Parameters)
$secret = ConvertTo-SecureString -String $Password -AsPlainText -Force
& $Script @Parameters -Credential ([pscredential]::new($User, $secret))
exit $LASTEXITCODE
