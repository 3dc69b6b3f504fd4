# Servers for one endpoint, the primary one when none is named (eflowAutoDeploy.ps1 calls it so). IPv4 only
# (troubleshoot-iot-edge-for-linux-on-windows-common-errors.md). It leaves resolved.conf and daemon.json alone
# (Azure/iotedge-eflow#246): what it sets is the link's, in the file that networkd reads for it.
function Set-EflowVmDNSServers {
    [CmdletBinding()]
    param(
        [string] $vendpointName,

        [Parameter(Mandatory = $true)]
        [string[]] $dnsServers
    )

    Write-EflowEvent -Cmdlet $PSCmdlet
    $ErrorActionPreference = 'Stop'
    Assert-EflowVmDeployed
    Assert-EflowVmRunning
    foreach ($dnsServer in $dnsServers) {
        if ($dnsServer -notmatch '^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$') {
            throw "$dnsServer is not a valid IP4 address"
        }
    }
    if ($vendpointName -and $vendpointName -ne (Get-EflowPrimaryEndpointName)) {
        throw "Endpoint '$vendpointName' does not exist"
    }
    $result = Invoke-EflowSession -Cmdlet 'Set-EflowVmDNSServers' -Command (New-DnsServerCommand -DnsServer $dnsServers)
    if ($result.ExitCode -ne 0) {
        Stop-EflowCommand -Message "ssh failed to execute [$([string]::Join(' ', $result.Captured))] at line 3101"
    }
}

# As base64, since no double quote survives the way. A file of the read-only root is copied to /etc first.
function New-DnsServerCommand {
    param([string[]] $DnsServer)

    $lines = [string]::Join('\n', @($DnsServer | ForEach-Object { "DNS=$_" }))
    $script = [string]::Join("`n", @(
            'set -e'
            'file=$(networkctl status eth0 | sed -n "s/.*Network File: //p")'
            'test -f "$file"'
            'own=/etc/systemd/network/${file##*/}'
            'test "$file" = "$own" || cp "$file" "$own"'
            "sed -i -e /^DNS=/d -e 's/^\[Network\]`$/&\n$lines/' ""`$own"""
            'networkctl reload'
            'networkctl reconfigure eth0'
        ))
    "echo $([System.Convert]::ToBase64String([System.Text.Encoding]::ASCII.GetBytes($script))) | base64 -d | sudo bash"
}
