# shellcheck shell=bash
# Roots that are booted with systemd, each in namespaces of its own, on one bridge. Sourced by racks.

boot() {
  local root=$1 address=$2 name leader
  name=$(basename "$root")
  systemd-nspawn --quiet --keep-unit --register=no --directory="$root" --machine="hil-$name" \
    --network-bridge=hil-try --boot </dev/null >"$root.console" 2>&1 &
  echo $! >"$root.nspawn"
  # Its first child may be one that only makes the next: the machine is the one that has the way out.
  for _ in $(seq 150); do
    leader=$(pgrep -P "$(<"$root.nspawn")" | head -n 1) &&
      nsenter --target "$leader" --net ip link show host0 >/dev/null 2>&1 && break
    sleep 0.2
  done
  echo "$leader" >"$root.leader"
  for _ in $(seq 300); do
    case $(enter "$root" systemctl is-system-running 2>/dev/null || true) in running | degraded) break ;; esac
    sleep 0.2
  done
  enter "$root" ip link set host0 up
  enter "$root" ip address replace "$address/24" dev host0
}

step_up() {
  unmounted
  ip link show hil-try >/dev/null 2>&1 || ip link add hil-try type bridge
  ip link set hil-try up
  boot "$FARM" 10.99.7.1
  boot "$BENCH" 10.99.7.2
  boot "$SHELF" 10.99.7.3
}

step_down() {
  local pid root
  for root in "${ROOTS[@]}"; do
    [[ -r $root.nspawn ]] || continue
    pid=$(<"$root.nspawn")
    kill -TERM "$pid" 2>/dev/null || true
    for _ in $(seq 150); do kill -0 "$pid" 2>/dev/null || break; sleep 0.2; done
    kill -KILL "$pid" 2>/dev/null || true
    rm -f "$root.nspawn" "$root.leader"
  done
  unmounted
  ! ip link show hil-try >/dev/null 2>&1 || ip link delete hil-try
}
