# shellcheck shell=bash
# Other versions, and other hosts for what is kept. Sourced by racks.

in_use() { readlink "$FARM/opt/hil-farm/current" "$BENCH/opt/hil-farm/current" "$SHELF/opt/hil-farm/current" | sort -u; }
none_drained() { [[ $(sql "select count(*) from rack where drains is not null") == 0 ]]; }

# While the boards work: what is under way ends where it began, and what waits is done afterwards.
step_upgrade() {
  local submitting
  within 120 "all four boards are ready" boards_ready
  submit good upgraded >"$HIL_TRY/upgraded.verdict" &
  submitting=$!
  within 120 "work is under way on the bench" under_way upgraded bench
  play upgrade.yml -e distribution_version=0.2.0 -e drain_patience_minutes=10 >"$HIL_TRY/upgrade.log" || fail "see $HIL_TRY/upgrade.log"
  within 60 "the farm hears of the bench" heard bench
  wait "$submitting" || true
  [[ $(<"$HIL_TRY/upgraded.verdict") == mergeable ]] ||
    fail "an upgrade made a verdict of $(<"$HIL_TRY/upgraded.verdict"): see $HIL_TRY/upgraded.json"
  [[ $(lost upgraded) == 0 ]] || fail "the upgrade cut $(lost upgraded) attempts"
  [[ $(in_use) == releases/0.2.0 ]] || fail "another version is in use: $(in_use)"
  none_drained || fail "a rack is still drained"
  [[ $(enter "$FARM" sh -c 'ls /var/backups/hil-farm/*.dump | wc -l') -ge 1 ]] || fail "nothing was backed up"
  step_held
  # site.yml is not the way to another version.
  refused site.yml "--limit farm" 'run upgrade.yml'
}

# One whose work does not end: nothing is changed, and the racks work again. What a person has drained stays so.
step_held() {
  farm_itself agents drain shelf --reason 'a new hub' 2>/dev/null
  sql "insert into lease (token, job, attempt, rack, serial, expires)
    values (900000001, null, 1, 'bench', 'of a test', clock_timestamp() + interval '1 hour')" >/dev/null
  refused upgrade.yml "-e distribution_version=0.1.0 -e drain_patience_minutes=0.1" '1 boards of the farm are still at work'
  [[ $(in_use) == releases/0.2.0 ]] || fail "the version changed though work went on"
  sql "delete from lease where token = 900000001" >/dev/null
  [[ $(sql "select string_agg(id || ': ' || drain_why, ',') from rack where drains is not null") == "shelf: a new hub" ]] ||
    fail "the racks are not drained as they were"
  farm_itself agents undrain shelf 2>/dev/null
}

step_rollback() {
  play rollback.yml >"$HIL_TRY/rollback.log" || fail "see $HIL_TRY/rollback.log"
  [[ $(in_use) == releases/0.1.0 ]] || fail "the version before is not in use: $(in_use)"
  within 60 "the farm hears of the bench" heard bench
  none_drained || fail "a rack is still drained"
}

# What was there when the dump was made is there again, in a host that never worked; what came since is not.
step_restore() {
  local dump
  sql "create table witness as select 'before' as at" >/dev/null
  enter "$FARM" systemctl start hil-farm-backup.service
  sql "update witness set at = 'after'" >/dev/null
  dump=$(find "$FARM/var/backups/hil-farm" -name 'farm-*.dump' | sort | tail -n 1)
  play restore.yml -e "dump=$dump" -e only_try=true >"$HIL_TRY/try.log" || fail "see $HIL_TRY/try.log"
  [[ $(sql 'select at from witness') == after ]] || fail "a trial changed the database"
  head -c 1000 "$dump" >"$HIL_TRY/cut.dump"
  refused restore.yml "-e dump=$HIL_TRY/cut.dump" FAILED
  ready || fail "a dump that is refused must leave the farm as it was"
  restore_elsewhere "$dump"
}

restore_elsewhere() {
  mkdir -p "$FRESH" "$FRESH.work"
  mountpoint -q "$FRESH" ||
    mount -t overlay overlay -o "lowerdir=$HIL_TRY/trixie.base,upperdir=$FRESH.upper,workdir=$FRESH.work" "$FRESH"
  boot "$FRESH" 10.99.7.4
  HIL_TRY_FARM=$FRESH play restore.yml -e "dump=$1" >"$HIL_TRY/restore.log" || fail "see $HIL_TRY/restore.log"
  within 120 "the fresh host works with it" answers_again
  [[ $(enter "$FRESH" runuser -u postgres -- psql -XAtq -p 55987 -c 'select at from witness' farm) == before ]] ||
    fail "the fresh host's database is not what the dump says"
}

# The verdicts are there, told by the farm itself.
answers_again() {
  enter "$FRESH" curl --silent --max-time 20 http://127.0.0.1:18080/api/v1/runs | python3 -c '
import json, sys
verdicts = {run["name"]: run.get("verdict") for run in json.load(sys.stdin)}
sys.exit(verdicts.get("main") != "mergeable" or verdicts.get("spoilt") != "blocked")' 2>/dev/null
}
