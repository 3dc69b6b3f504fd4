// A guest whose DNS servers are changed, in namespaces of its own: networkd, resolved and the engine are played by the files they read.
import { spawnSync } from 'node:child_process';
import { skip } from '../support/skip.js';

export const former = '8.8.8.8';
export const wanted = '192.168.50.1';

/** What is beside systemd's files here: the programs that tell and set a link's servers and the engine's, by these files. */
const programs = {
  networkctl: `case $1 in reconfigure) { sed -n 's/^DNS=//p' /etc/systemd/network/*.network; echo; } | awk 'NF { print; found = 1 } END { if (!found) print "${former}" }' | head -1 >/run/link ;; esac`,
  resolvectl: 'echo "Link 2 (eth0): $(cat /run/link)"',
  systemctl: `case "$*" in
    *show*) echo '{ path=/usr/bin/dockerd ; argv[]=/usr/bin/dockerd }' ;;
    'restart docker.service') cat /etc/docker/daemon.json >/run/engine; : ;;
    *is-active*) [ -e /run/engine ] ;;
    esac`,
  docker: `case $1 in ps) echo 0123abcd ;; inspect) cat /run/containers ;; esac`,
};

export const settings = '{"log-driver":"local","dns":["8.8.8.8"]}';
export const at = settings.indexOf('8.8.8.8');

/** A disk of its own for /etc, a link whose servers come with its lease, and an engine that has read its file. */
export const guest = `
  mount -t tmpfs tmpfs /run && mount -t tmpfs tmpfs /var/lib || exit 9
  mkdir -p /run/etc /run/sbin/{upper,work} && mount -t tmpfs tmpfs /run/etc && mkdir /run/etc/{upper,work} || exit 9
  over() { mount -t overlay overlay -o "lowerdir=$2,upperdir=/run/$1/upper,workdir=/run/$1/work" "$2" || exit 9; }
  over etc /etc; over sbin /usr/sbin
  ${Object.entries(programs)
    .map(([name, text]) => `printf '%s\\n' '#!/bin/bash' ${quote(text)} >/usr/sbin/${name}`)
    .join('; ')}
  chmod 755 /usr/sbin/{${Object.keys(programs).join(',')}}
  rm -rf /etc/systemd/{network,resolved.conf,resolved.conf.d} /etc/docker /etc/netplan
  mkdir -p /etc/systemd/{network,system} /etc/docker
  printf '[Match]\\nName=eth0\\n[Network]\\nDHCP=yes\\n' >/etc/systemd/network/99-dhcp-en.network
  printf '[Resolve]\\n' >/etc/systemd/resolved.conf
  printf '%s' '${settings}' >/etc/docker/daemon.json
  echo '/edgeAgent||Microsoft.Azure.Devices.Edge.Agent' >/run/containers
  boot() {
    local unit
    networkctl reconfigure eth0; systemctl restart docker.service
    for unit in /etc/systemd/system/multi-user.target.wants/eflownetdiag-*; do
      [ ! -e "$unit" ] || bash -c "$(sed -n 's/^ExecStart=//p' "$unit")"
    done
  }
  export -f boot
  boot
  files() { find /etc/systemd /etc/docker /etc/resolv.conf ! -type d -exec sha256sum {} + -exec stat -c '%n %a %u:%g %F' {} + | sort; }
  all() { files; echo "$(cat /run/link /run/engine)"; }
  all >/run/before
  # What a change that was kept leaves beside its own files, where /etc could not be written when it was confirmed, nobody reads.
  after() { all | grep -v -e '[.]eflownetdiag' -e /eflownetdiag-start-; }`;

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Which files the real one writes, no public source says: this one changes a file, makes one and changes another. */
export const cmdlet = `set -e
set -- "$1" "$2" "$3" ${wanted}
sed -i -e "/^DHCP/a DNS=$4" /etc/systemd/network/99-dhcp-en.network
printf '[Match]\\nName=eth9\\n' >/etc/systemd/network/50-eflow.network
printf '# EFLOW\\n' >>/etc/systemd/resolved.conf
networkctl reload
networkctl reconfigure eth0
echo "EFLOWNETDIAG $1 set -"
`;

export const needNamespaces = (context: Mocha.Context): void => {
  const overlay =
    'mount -t tmpfs tmpfs /run && mkdir /run/{a,b} && mount -t overlay o -o lowerdir=/etc,upperdir=/run/a,workdir=/run/b /etc';
  const { status } = spawnSync('unshare', ['-m', '-n', 'bash', '-c', overlay]);
  if (process.getuid?.() !== 0 || status !== 0) skip(context, 'needs root, Linux, unshare and overlayfs');
};
