# What Windows says differs by its display language. Written as escapes: these files are ASCII, as Windows PowerShell
# reads a script without byte order mark in the ANSI code page.
function Get-WindowsText {
    param(
        [Parameter(Mandatory = $true)]
        [ValidateSet('DefaultSwitch', 'TooLong', 'InvalidClass', 'NoCimObject', 'NoService', 'NoVirtualMachine',
            'NoVirtualSwitch', 'NoEvents', 'NameDoesNotExist', 'ServerFailure', 'Refused', 'TimedOut', 'NoRecords', 'Ethernet',
            'Network', 'UnidentifiedNetwork', 'OperatingNormally', 'DhcpOption', 'FilteringPlatform')]
        [string] $Key,

        [object[]] $Argument = @()
    )

    $text = $script:windowsTexts[$Key]
    $edition = Get-StandInOption -Name 'edition' -Default 'en'
    if (-not $text.ContainsKey($edition)) {
        $edition = 'en'
    }
    [string]::Format([System.Text.RegularExpressions.Regex]::Unescape($text[$edition]), $Argument)
}

# A text without translation here is printed in English: none of them decides anything in the product.
$script:windowsTexts = @{
    # The switch's id is the same in all of them (microsoft/WSL#8213).
    DefaultSwitch    = @{
        en = 'Default Switch'
        ja = '\u65e2\u5b9a\u306e\u30b9\u30a4\u30c3\u30c1'
        de = 'Standardswitch'
    }
    Ethernet         = @{
        en = 'Ethernet'
        ja = '\u30a4\u30fc\u30b5\u30cd\u30c3\u30c8'
        de = 'Ethernet'
    }
    Network          = @{
        en = 'Network'
        ja = '\u30cd\u30c3\u30c8\u30ef\u30fc\u30af'
        de = 'Netzwerk'
    }
    UnidentifiedNetwork = @{
        en = 'Unidentified network'
        ja = '\u8b58\u5225\u3055\u308c\u3066\u3044\u306a\u3044\u30cd\u30c3\u30c8\u30ef\u30fc\u30af'
        de = 'Nicht identifiziertes Netzwerk'
    }
    OperatingNormally = @{
        en = 'Operating normally'
        ja = '\u6b63\u5e38\u7a3c\u50cd\u4e2d'
        de = 'Normaler Betrieb'
    }
    DhcpOption       = @{
        en = 'Router'
        ja = '\u30eb\u30fc\u30bf\u30fc'
        de = 'Router'
    }
    FilteringPlatform = @{
        en = 'Microsoft Windows Filtering Platform'
        ja = 'Microsoft Windows \u30d5\u30a3\u30eb\u30bf\u30fc \u30d7\u30e9\u30c3\u30c8\u30d5\u30a9\u30fc\u30e0'
        de = 'Microsoft Windows-Filterplattform'
    }
    # ERROR_FILENAME_EXCED_RANGE (206) of CreateProcess.
    TooLong          = @{
        en = 'The filename or extension is too long'
        ja = '\u30d5\u30a1\u30a4\u30eb\u540d\u307e\u305f\u306f\u62e1\u5f35\u5b50\u304c\u9577\u3059\u304e\u307e\u3059\u3002'
        de = 'Der Dateiname oder die Erweiterung ist zu lang'
    }
    # WBEM_E_INVALID_CLASS (0x80041010); the blank at the end is WMI's.
    InvalidClass     = @{
        en = 'Invalid class '
        ja = '\u7121\u52b9\u306a\u30af\u30e9\u30b9\u3067\u3059 '
        de = 'Ung\u00fcltige Klasse '
    }
    NoCimObject      = @{
        en = "No {0} objects found with property '{1}' equal to '{2}'.  Verify the value of the property and retry."
    }
    NoService        = @{
        en = "Cannot find any service with service name '{0}'."
        de = "Es kann kein Dienst mit dem Dienstnamen ""{0}"" gefunden werden."
    }
    NoVirtualMachine = @{ en = 'Hyper-V was unable to find a virtual machine with name "{0}".' }
    NoVirtualSwitch  = @{ en = 'Hyper-V was unable to find a virtual switch with name "{0}".' }
    NoEvents         = @{ en = 'No events were found that match the specified selection criteria.' }
    # DNS_ERROR_RCODE_NAME_ERROR (9003), _SERVER_FAILURE (9002), _REFUSED (9005), ERROR_TIMEOUT (1460).
    NameDoesNotExist = @{
        en = 'DNS name does not exist'
        ja = 'DNS \u540d\u304c\u3042\u308a\u307e\u305b\u3093\u3002'
        de = 'Der DNS-Name ist nicht vorhanden'
    }
    ServerFailure    = @{
        en = 'DNS server failure'
        de = 'DNS-Serverfehler'
    }
    Refused          = @{ en = 'DNS operation refused' }
    # DNS_INFO_NO_RECORDS (9501).
    NoRecords        = @{ en = 'No records found for given DNS query' }
    TimedOut         = @{ en = 'This operation returned because the timeout period expired' }
}
