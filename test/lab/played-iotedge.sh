#!/bin/bash
# Plays `iotedge` 1.4 as the guest has it: the table of check-list, the arguments of check, one line of JSON, its exit codes
# (Azure/iotedge, edgelet/iotedge/src/main.rs and check/mod.rs). What it was called with stands in /run/played-iotedge.
printf '%s\n' "$*" >>/run/played-iotedge

checks='Configuration checks (aziot-identity-service)|hostname|hostname
Configuration checks|container-engine-dns|DNS server
Configuration checks|container-engine-ipv6|IPv6 network configuration
Configuration checks|aziot-version|latest security daemon
Connectivity checks (aziot-identity-service)|host-connect-iothub-amqp|host can connect to and perform TLS handshake with iothub AMQP port
Connectivity checks (aziot-identity-service)|host-connect-iothub-https|host can connect to and perform TLS handshake with iothub HTTPS / WebSockets port
Connectivity checks|container-default-connect-upstream-amqp|container on the default network can connect to upstream AMQP port
Connectivity checks|container-connect-upstream-amqp|container on the IoT Edge module network can connect to upstream AMQP port'

if [ "$1" = check-list ]; then
  printf '%-45s%-40s%s\n\n' CATEGORY ID DESCRIPTION
  while IFS='|' read -r category id about; do printf '%-45s%-40s%s\n' "$category" "$id" "$about"; done <<<"$checks"
  exit 0
fi
[ "$1 $2 $3" = 'check --output json' ] || exit 2
shift 3
declare -A leave_out
if [ "$1" = --dont-run ]; then
  shift
  for id; do
    # Each is an argument of its own, and has to be an id.
    grep -q "|$id|" <<<"$checks" || { echo "error: '$id' isn't a valid value for '--dont-run <DONT_RUN>...'" >&2; exit 1; }
    leave_out[$id]=1
  done
fi

printf '{"additional_info":{"docker_version":"24.0.9","aziot_edged_version":"1.4.33","now":"2026-01-01T00:00:00Z","os":{"id":"mariner","version_id":"2.0","arch":"x86_64","bitness":64}},"checks":{'
between=
while IFS='|' read -r _ id _; do
  result='{"result":"ok"}'
  case $id in
    host-connect-iothub-amqp)
      result='{"result":"error","details":["Could not connect to contoso-hub.azure-devices.net:5671","could not complete TCP connect: Connection refused (os error 111)"]}' ;;
    container-engine-dns)
      result='{"result":"warning","details":["Container engine is not configured with DNS server setting, which may impact connectivity to IoT Hub."]}' ;;
  esac
  [ -z "${leave_out[$id]-}" ] || result='{"result":"ignored"}'
  printf '%s"%s":{"result":%s,"additional_info":{}}' "$between" "$id" "$result"
  between=,
done <<<"$checks"
echo '}}'
exit 1
