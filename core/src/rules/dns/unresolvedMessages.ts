/** What becomes of the names that the VM needs. */
export const unresolvedMessages = {
  unresolved: {
    text: 'The VM does not resolve {names}.',
    remedy: [
      { text: 'See which servers were asked and what each one said.', command: 'Get-EflowDnsReport' },
      {
        text: 'If the servers answer and know other names, ask the network team to have them resolve these too; names of Azure must not be filtered.',
      },
    ],
  },
  lostInVm: {
    text: 'The VM does not resolve {names}, although {servers} answers for {answered} when it is asked directly: the answer gets lost in the VM.',
    remedy: [
      { text: 'See what the resolver of the VM says, and why.', command: '{query}' },
      {
        text: 'See whether programs ask it at all: the line must have resolve or dns.',
        command: "Invoke-EflowVmCommand 'grep ^hosts: /etc/nsswitch.conf'",
      },
    ],
  },
  nowhere: {
    text: 'For {names} the VM is told an address that leads to no other machine: so a DNS filter answers for what it blocks.',
    remedy: [
      { text: 'See which servers were asked and what each one said.', command: 'Get-EflowDnsReport' },
      { text: 'Ask who keeps the filter to let these names resolve; names of Azure must not be filtered.' },
    ],
  },
} as const;
