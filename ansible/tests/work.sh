# shellcheck shell=bash
# Work on the racks' virtual boards, handed in over TLS as a person elsewhere would. Sourced by racks.

boards_ready() { [[ $(sql "select count(*) from board where state = 'READY'") == 4 ]]; }

# store ROOT: where that rack's host keeps the farm's CA for its Java.
store() { enter "$1" sh -c 'ls /etc/hil-farm/farm-ca-*.p12 | head -n 1'; }

# farm_at ROOT WORDS...: a command of the farm, on a rack's host, as its root.
farm_at() {
  enter "$1" env JAVA_HOME=/opt/hil-farm/jre HIL_FARM_DATA=/root/farm HIL_FARM_JAVA_OPTS="-Djavax.net.ssl.trustStore=$(store "$1") \
-Djavax.net.ssl.trustStorePassword=changeit" HIL_FARM_URL=https://farm.test /opt/hil-farm/current/bin/farm "${@:2}"
}

# farm_itself WORDS...: the same on the orchestrator's host, as who runs the farm.
farm_itself() {
  enter "$FARM" runuser -u hil-farm -- env JAVA_HOME=/opt/hil-farm/jre HIL_FARM_DATA=/var/lib/hil-farm \
    /opt/hil-farm/current/bin/farm "$@"
}

# submit BUILD NAME: from the rack's host, over TLS, to the verdict; says it. What was answered is in NAME.json.
submit() {
  farm_at "$BENCH" submit "/root/builds/$1" --suite smoke --name "$2" --token-file /root/submit.token --wait --timeout 12 --json \
    >"$HIL_TRY/$2.json" 2>"$HIL_TRY/$2.log" || true
  verdict "$HIL_TRY/$2.json"
}

verdict() { python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["runs"][0]["verdict"])' "$1" 2>/dev/null || echo none; }

# worked NAME: on which racks a run's jobs were done.
worked() {
  sql "select string_agg(distinct l.rack, ' ' order by l.rack) from lease l join job j on j.id = l.job join run r on r.id = j.run
    where r.name = '$1' and l.ended_how = 'reported'"
}

# lost NAME: how many attempts of a run came to nothing.
lost() {
  sql "select count(*) from lease l join job j on j.id = l.job join run r on r.id = j.run
    where r.name = '$1' and l.ended is not null and l.taken is not null and l.ended_how <> 'reported'"
}

under_way() { [[ $(sql "select count(*) from lease l join job j on j.id = l.job join run r on r.id = j.run
  where r.name = '$1' and l.rack = '$2' and l.taken is not null and l.ended is null") -gt 0 ]]; }

# The main job: every type of board that the racks have, good and regressed.
step_work() {
  local root said
  within 120 "all four boards are ready" boards_ready
  rm -rf "$BENCH/root/builds"
  for root in "$BENCH" "$SHELF"; do cp -r "$root/var/lib/hil-virtual/builds" "$BENCH/root/"; done
  install -m 600 "$FARM/var/lib/hil-farm/tokens/submit" "$BENCH/root/submit.token"
  said=$(submit good main)
  [[ $said == mergeable ]] || fail "a good build is $said: see $HIL_TRY/main.json and $HIL_TRY/main.log"
  [[ $(worked main) == "bench shelf" ]] || fail "not both racks worked: $(worked main)"
  said=$(submit regressed spoilt)
  [[ $said == blocked ]] || fail "a regressed build is $said: see $HIL_TRY/spoilt.json and $HIL_TRY/spoilt.log"
}

# A rack whose link is cut in the middle of its work: the farm does not wait for it for ever, and nothing is counted twice.
step_cut() {
  local submitting
  within 120 "all four boards are ready" boards_ready
  submit good cut >"$HIL_TRY/cut.verdict" &
  submitting=$!
  within 120 "work is under way on the shelf" under_way cut shelf
  ip link set vb-hil-shelf down
  within 120 "the farm gives up the work that it does not hear of" given_up
  ip link set vb-hil-shelf up
  within 120 "the shelf is heard of again" heard shelf
  wait "$submitting" || true
  [[ $(<"$HIL_TRY/cut.verdict") == mergeable ]] || fail "a cut link made a verdict of $(<"$HIL_TRY/cut.verdict"): see $HIL_TRY/cut.json"
  [[ $(sql "select count(*) from job j join run r on r.id = j.run where r.name = 'cut' and j.state <> 'done'") == 0 ]] ||
    fail "jobs of the run are not done"
}

given_up() { [[ $(lost cut) -gt 0 ]]; }
