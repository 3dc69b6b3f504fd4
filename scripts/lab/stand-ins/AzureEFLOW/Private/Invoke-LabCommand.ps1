# A command of the lab itself, by its name in state.json: it starts and stops the guest, and writes the new state.
function Invoke-LabCommand {
    param(
        [Parameter(Mandatory = $true)]
        [string] $Name
    )

    $words = @(Get-OptionalProperty -InputObject (Get-LabState).commands -Name $Name)
    if ($null -eq $words[0]) {
        throw "The lab has no command '$Name'."
    }
    $result = Invoke-LabProcess -ArgumentList $words
    if ($result.ExitCode -ne 0) {
        $said = [System.Text.Encoding]::UTF8.GetString($result.Errors).Trim()
        throw "The lab's command '$Name' exited with $($result.ExitCode): $said"
    }
}
