# Why something could not be seen, as it is written into snapshots: in English, whoever looks, for a snapshot is read
# elsewhere and later. The core says them in the reader's language (core/src/texts/ja/reasons.json).
@{
    FactSilent       = 'No answer within {0} s.'
    GuestEmpty       = 'The guest returned nothing.'
    GuestFailed      = 'The command in the guest failed: {0}'
    GuestNotDeployed = 'No EFLOW virtual machine is deployed on this host.'
    GuestOff         = 'The EFLOW virtual machine is off.'
    GuestRefused     = 'No session with the guest, nor after a minute without asking it: {0}'
    GuestSilent      = 'No answer from the guest within {0} s.'
    HostAlone        = 'Before a deployment the host alone is looked at.'
    GuestSaidNothing = 'The guest did not say what it needs.'
    ProbeNone        = 'At this probe level nothing is asked.'
    RegistryFailed   = 'The registry key {0} could not be read: {1}.'
    TooMuch          = '{0} returned more than {1} characters; none of it is taken.'
}
