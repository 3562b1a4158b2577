#!/bin/sh
# uhubctl of a virtual rack: -l HUB -p PORT -a on|off, as the real one takes them.
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
echo "$*" >> "$root/run/hil/told/uhubctl"
hub='' port='' action=''
while [ $# -gt 1 ]; do
  case $1 in
    -l) hub=$2 ;;
    -p) port=$2 ;;
    -a) action=$2 ;;
    *) echo "unrecognized option $1"; exit 1 ;;
  esac
  shift 2
done
case $hub in
  *[!0-9.-]* | '') echo "No compatible devices detected at location $hub!"; exit 1 ;;
  *-*) folder=$hub/$hub:1.0/$hub-port$port ;;
  *) folder=usb$hub/$hub-0:1.0/usb$hub-port$port ;;
esac
disable=$root/sys/bus/usb/devices/$folder/disable
if [ ! -f "$disable" ]; then
  echo "No compatible devices detected at location $hub!"
  exit 1
fi
case $action in
  on) state='0100 power'; printf '0\n' 1<> "$disable" ;;
  off) state='0000 off'; printf '1\n' 1<> "$disable" ;;
  *) echo 'no action'; exit 1 ;;
esac
echo "Sent power $action request"
echo "New status for hub $hub [0424:2514]"
echo "  Port $port: $state"
