# What the guest knows of the time, and from whom.

# date +%s.%N, then NTPSynchronized=yes|no and ServerName= in timedatectl's words, as far as something tells. timedatectl
# itself would start a service; the mark and the status text of timesyncd are there without it (systemd-timesyncd(8)).
probe_clock() {
  local status
  date +%s.%N
  if have systemctl && running systemd-timesyncd.service; then
    if [ -e /run/systemd/timesync/synchronized ]; then echo NTPSynchronized=yes; else echo NTPSynchronized=no; fi
    status=$(systemctl show -p StatusText --value systemd-timesyncd.service | head -c 4096)
    [[ ! $status =~ \(([A-Za-z0-9.:-]+)\) ]] || printf 'ServerName=%s\n' "${BASH_REMATCH[1]}"
  elif have chronyc; then
    status=$(timeout 2 chronyc -n tracking | head -c 4096)
    case $status in *'Not synchronised'*) echo NTPSynchronized=no ;; *'Leap status'*) echo NTPSynchronized=yes ;; esac
    [[ ! $status =~ Reference\ ID[^\(]*\(([A-Za-z0-9.:-]+)\) ]] || printf 'ServerName=%s\n' "${BASH_REMATCH[1]}"
  fi
}

# words_after KEY: the values of KEY=... in settings on standard input, one a line.
words_after() { sed -n -E "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" | tr -s ' \t' '\n'; }

# Who tells the time: chrony's servers; else those of timesyncd or of the lease and the one in use; else the last resort that
# is compiled in, which the file of the package shows behind a # (timesyncd.conf(5)).
time_servers() {
  local file text='' set
  for file in /etc/chrony.conf /etc/chrony/chrony.conf; do
    [ ! -f "$file" ] || { show_file "$file" | sed -n -E 's/^[[:space:]]*(server|pool|peer)[[:space:]]+([^[:space:]]+).*/\2/p'; return; }
  done
  for file in /etc/systemd/timesyncd.conf /{etc,run,usr/lib}/systemd/timesyncd.conf.d/*.conf; do text=$text$(show_file "$file")$'\n'; done
  set=$({ printf '%s' "$text"; cat /run/systemd/netif/leases/*; } | words_after NTP; have systemctl && probe_clock | words_after ServerName)
  [ -n "$set" ] || set=$(printf '%s' "$text" | words_after '#?FallbackNTP')
  printf '%s\n' "${set:0:4096}"
}

time_targets() {
  local server seen=' '
  while read -r server; do
    case $seen in *" $server "*) continue ;; esac
    seen="$seen$server "
    if is_host "$server"; then printf 'ntp %s\n' "$server"; fi
  done < <(time_servers) | head -n 2
}
