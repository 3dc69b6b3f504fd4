export const startNetworkd = [
  { text: 'Allow it to start.', command: "Invoke-EflowVmCommand 'sudo systemctl unmask systemd-networkd'" },
  {
    text: 'Start it, now and at each start of the VM.',
    command: "Invoke-EflowVmCommand 'sudo systemctl enable --now systemd-networkd'",
  },
] as const;
