#!/bin/sh
# gpioset of a virtual rack, as libgpiod 2 has it: [--active-low] [--toggle TIME,0] --chip CHIP LINE=LEVEL.
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
if [ "$1" = --version ]; then
  echo 'gpioset (libgpiod) v2.1'
  exit 0
fi
echo "$*" >> "$root/run/hil/told/gpioset"
low=0 toggle='' chip='' line=''
while [ $# -gt 0 ]; do
  case $1 in
    --active-low) low=1 ;;
    --toggle) toggle=$2; shift ;;
    --chip) chip=$2; shift ;;
    *=[01]) line=$1 ;;
    *) echo "gpioset: unrecognized option $1"; exit 1 ;;
  esac
  shift
done
file=$root/run/hil/gpio/$chip/${line%=*}
if [ ! -f "$file" ]; then
  echo "gpioset: cannot find line ${line%=*} of chip $chip"
  exit 1
fi
set_to() { printf '%s\n' "$1" 1<> "$file"; }
level=$(( ${line#*=} ^ low ))
set_to "$level"
case $toggle in
  0) ;;
  '') exec sleep 3600 ;;
  *ms,0)
    ms=${toggle%ms,0}
    sleep "$(( ms / 1000 )).$(printf '%03d' $(( ms % 1000 )))"
    set_to $(( 1 - level )) ;;
  *) echo "gpioset: invalid period $toggle"; exit 1 ;;
esac
