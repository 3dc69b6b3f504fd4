# What is only done when it is asked for.

# own_addresses: device and address of each card that has one; bridges have their containers' networks to themselves.
own_addresses() {
  local _ device address
  while read -r _ device _ address _; do
    [ ! -d "/sys/class/net/$device/bridge" ] && is_ipv4 "${address%/*}" || continue
    printf '%s %s\n' "$device" "${address%/*}"
  done < <(ip -4 -o addr show up scope global)
}

# device, address, packets sent, who answered. RFC 5227 2.1.1: the sender is 0.0.0.0, so that nobody learns a neighbour from
# it; at most three packets; nothing gratuitous.
probe_arpProbe() {
  local device address reply sent macs
  have arping || { no_tool arping; return; }
  have ip || { no_tool ip; return; }
  while read -r device address; do
    reply=$(timeout -s KILL 5 arping -D -c 3 -w 4 -I "$device" "$address" 2>&1 | head -c 4096)
    sent=0 macs=
    [[ ! $reply =~ Sent\ ([0-9]+)\ probe ]] || sent=${BASH_REMATCH[1]}
    while [[ $reply =~ reply\ from\ [0-9.]+\ \[([0-9A-Fa-f:]{17})\] ]]; do
      reply=${reply#*"${BASH_REMATCH[0]}"}
      case ,$macs, in *",${BASH_REMATCH[1]},"*) ;; *) macs=$macs${macs:+,}${BASH_REMATCH[1]} ;; esac
    done
    printf '%s\t%s\t%s\t%s\n' "$device" "$address" "$sent" "$macs"
  done < <(own_addresses | head -n 2)
}

# IoT Edge's own checks. Those whose id begins with container- run containers and pull an image: only where that was asked for.
probe_iotedgeCheck() {
  local ids=() line
  have iotedge || { no_tool iotedge; return; }
  if [ "$CHECK" != containers ]; then
    # A table: the category, which has blanks in it, the id, what it is about (edgelet/iotedge/src/check/mod.rs).
    while IFS= read -r line; do
      [[ ! " $line " =~ [[:space:]](container-[a-z0-9-]{1,60})[[:space:]] ]] || ids+=("${BASH_REMATCH[1]}")
    done < <(timeout -s KILL 5 iotedge check-list | head -c 16384)
    [ "${#ids[@]}" -gt 0 ] || { echo 'iotedge does not say which of its checks run containers'; return 1; }
    ids=(--dont-run "${ids[@]}")
  fi
  # It fails where a check does; what it printed tells.
  iotedge check --output json "${ids[@]}" || :
}
