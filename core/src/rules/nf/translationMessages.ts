/** What keeps a published port from its container. */
export const translationMessages = {
  untranslated: {
    text: 'No DNAT rule takes port {port} to {module}, which publishes it: the connection stays at the VM itself, where {step} stops it.',
    remedy: [
      {
        text: "Restart the container engine: it writes its rules anew. All modules restart with it. A rule in INPUT would let the port through to the engine's helper at best.",
        command: "Invoke-EflowVmCommand 'sudo systemctl restart docker'",
      },
      {
        text: 'Never restart iptables.service or flush the nat table while modules run: that takes these rules away.',
      },
    ],
  },
  elsewhere: {
    text: 'Port {port}, which {module} publishes, is not taken to {module} but to {to}: {rule}.',
    remedy: [
      { text: 'See the rules of its chain with their numbers: it may have moved.', command: '{list}' },
      { text: 'Take it out, so that the rule of the container engine behind it is asked.', command: '{take}' },
    ],
  },
  untracked: {
    text: 'Port {port}, which {module} publishes, is not translated, because connection tracking does not see it: {rule}.',
    remedy: [
      { text: 'See the rules of its chain with their numbers: it may have moved.', command: '{list}' },
      {
        text: 'Take it out: without tracking nothing is translated, and no answer is known as one.',
        command: '{take}',
      },
    ],
  },
  stray: {
    text: '{module} publishes port {port} at {address}, which the VM does not have: nobody gets in there, and at its next start {module} does not start.',
    remedy: [
      {
        text: 'Take the address (HostIp) out of its create options: then the port is published at every address that the VM has, whatever DHCP gives it.',
      },
    ],
  },
} as const;
