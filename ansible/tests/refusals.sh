# shellcheck shell=bash
# What is wrong on purpose: each time a message that says what to do, and no board is used. Sourced by racks.

# refused PLAYBOOK WORDS TEXT: it must not run, and must say why.
refused() {
  local log=$HIL_TRY/refused.log
  # shellcheck disable=SC2086
  ! play "$1" $2 >"$log" 2>&1 || fail "$1 $2 was not refused"
  tr -s ' \n' ' ' <"$log" | grep -q -- "$3" || fail "$1 $2 does not say \"$3\": see $log"
}

# told ROOT UNIT TEXT: its journal says so, since this step began.
told() { enter "$1" journalctl --no-pager --output=cat --since="@$BEGAN" --unit="$2" | grep -q -- "$3"; }
unused() { [[ $(sql "select count(*) from lease where granted > to_timestamp($BEGAN)") == 0 ]] || fail "$1, and boards were used"; }

step_refusals() {
  local wrong
  for wrong in rack_file certificates disk strange_board key; do
    say "wrong: $wrong"
    BEGAN=$(date +%s)
    "wrong_$wrong"
  done
}

# Another host's rack file: for the playbook, and for an agent that has the key of its own rack.
wrong_rack_file() {
  refused site.yml "--limit bench --check -e {\"rack_files\":{\"bench\":\"$HIL_TRY/shelf.yaml\"}}" 'it says rack .*shelf'
  cp "$HIL_TRY/shelf.yaml" "$BENCH/root/shelf.yaml"
  rm -rf "$BENCH/root/data"
  cp -r "$BENCH/var/lib/hil-agent/bench" "$BENCH/root/data"
  ! farm_at "$BENCH" agent --rack /root/shelf.yaml --root /var/lib/hil-virtual/root --data /root/data >"$HIL_TRY/other.log" 2>&1 ||
    fail "a rack took another one's file"
  grep -q 'rack bench' "$HIL_TRY/other.log" || fail "it does not say whose key this is: see $HIL_TRY/other.log"
  unused "another host's rack file"
}

# An expired certificate and one of another CA. The agents ask on, and go on by themselves once it is mended.
wrong_certificates() {
  show_certificate expired
  within 120 "the agent says that the certificate has expired" told "$BENCH" hil-farm-agent@bench 'its certificate has expired'
  show_certificate strange
  within 120 "the agent says that nobody knows the CA" told "$BENCH" hil-farm-agent@bench 'of a CA that this host does not trust'
  unused "a certificate that is wrong"
  show_certificate farm
  within 120 "the farm hears of the bench again" heard bench
  within 120 "all four boards are ready" boards_ready
}

show_certificate() {
  cp "$HIL_TRY/tls/$1.pem" "$FARM/etc/hil-farm/tls/$(basename "$(shown)")"
  enter "$FARM" systemctl restart nginx
}

shown() { enter "$FARM" sed -n 's/^ *ssl_certificate  *\([^;]*\);.*/\1/p' /etc/nginx/conf.d/hil-farm.conf | head -n 1; }

# A rack's host whose disk is full asks for no work, and says how much must be free.
wrong_disk() {
  local data=/var/lib/hil-agent/shelf
  enter "$SHELF" systemctl stop hil-farm-agent@shelf
  enter "$SHELF" sh -c "cp -a $data /root/kept && mount -t tmpfs -o size=16m,mode=0700,uid=\$(id -u hil-agent),gid=\$(getent group hil-rack | cut -d: -f3) tmpfs $data &&
    cp -a /root/kept/agent.key $data/"
  enter "$SHELF" systemctl start hil-farm-agent@shelf
  within 120 "the agent says that its disk is full" told "$SHELF" hil-farm-agent@shelf 'KiB left, and 65536 KiB must be free'
  unused "a full disk"
  enter "$SHELF" systemctl stop hil-farm-agent@shelf
  enter "$SHELF" umount "$data"
  enter "$SHELF" rm -rf /root/kept
  enter "$SHELF" systemctl start hil-farm-agent@shelf
  within 120 "all four boards are ready" boards_ready
}

# A board that nobody knows at a port that somebody's board should be at.
wrong_strange_board() {
  local drop=$BENCH/etc/systemd/system/virtual-rack@bench.service.d
  mkdir -p "$drop" "$BENCH/etc/hil-farm/strange"
  cp "$HIL_TRY/strange.yaml" "$BENCH/etc/hil-farm/strange/bench.yaml"
  printf '[Service]\nEnvironment=BOARDS=/etc/hil-farm/strange/bench.yaml\n' >"$drop/strange.conf"
  enter "$BENCH" systemctl daemon-reload
  enter "$BENCH" systemctl restart virtual-rack@bench
  within 120 "the farm says that another board is there" another_board
  rm -r "$drop"
  enter "$BENCH" systemctl daemon-reload
  enter "$BENCH" systemctl restart virtual-rack@bench
  unused "a board that nobody knows"
  within 120 "all four boards are ready" boards_ready
}

another_board() {
  [[ $(sql "select count(*) from board where serial = 'E6614103E7174D23' and state = 'QUARANTINED'
    and reason like '%has the board with serial \"E661410300000000\"%it was moved or replaced%'") == 1 ]]
}

# A key that was revoked is refused for good; the rack comes back with a new invitation only.
wrong_key() {
  farm_itself agents revoke shelf 2>"$HIL_TRY/revoke.log" || fail "see $HIL_TRY/revoke.log"
  within 120 "the agent says that its key was revoked" told "$SHELF" hil-farm-agent@shelf 'was revoked at'
  within 60 "its unit stays down" down_for_good
  [[ $(sql "select count(*) from board where rack = 'shelf'") == 0 ]] || fail "the farm still has the boards of a revoked host"
  unused "a revoked key"
  enter "$SHELF" rm "/var/lib/hil-agent/shelf/agent.key"
  play site.yml --limit shelf,farm >"$HIL_TRY/invited.log" || fail "see $HIL_TRY/invited.log"
  within 120 "all four boards are ready" boards_ready
}

down_for_good() { [[ $(enter "$SHELF" systemctl is-active hil-farm-agent@shelf) == failed ]]; }
