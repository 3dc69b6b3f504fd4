# The way out of the device: its gateways.

# ask_gateway DEVICE ADDRESS: any packet makes the kernel ask for its neighbour; ARP is what no firewall closes. In three
# seconds the kernel gives up.
ask_gateway() {
  local ping=notTried words word last='' state='' mac=''
  if have ping; then
    asked - 4 1 ping -n -c 1 -W 3 -I "$1" "$2"
    case $STATUS in 0) ping=answered ;; 125) ;; *) ping=silent ;; esac
  fi
  read -ra words < <(ip -4 neigh show to "$2" dev "$1" | head -c 400)
  for word in "${words[@]}"; do
    [ "$last" != lladdr ] || mac=$word
    last=$word
  done
  [[ ! $last =~ ^[A-Z]+$ ]] || state=$last
  row gatewayProbe "$1" "$2" "$ping" "$state" "$mac"
}

# device, gateway, ping, the neighbour's state and MAC.
probe_gatewayProbe() {
  have ip || { no_tool ip; return; }
  rows gatewayProbe
}
