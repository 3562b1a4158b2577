# shellcheck shell=bash
# What is asked of the machines while they run. Sourced by racks.

farm_says() { enter "$FARM" curl --silent --show-error --max-time 20 "$@"; }
# From the rack's host's network, with this machine's curl: a rack needs none.
bench_asks() {
  nsenter --target "$(<"$BENCH.leader")" --net curl --silent --show-error --max-time 20 \
    --resolve farm.test:443:10.99.7.1 --resolve reports.test:443:10.99.7.1 "$@"
}
bench_says() { bench_asks --cacert "$HIL_TRY/tls/ca.pem" "$@"; }
sql() { enter "$FARM" runuser -u postgres -- psql -XAtq -p 55987 -c "$1" farm; }

# within SECONDS WHAT COMMAND...: until it is true.
within() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [[ $SECONDS -lt $end ]] || fail "not within its time: $what"
    sleep 1
  done
}

# heard RACK
heard() { [[ $(sql "select count(*) from rack where id = '$1' and heard > clock_timestamp() - interval '5 s'") == 1 ]]; }
ready() { [[ $(farm_says --no-show-error -o /dev/null -w '%{http_code}' http://127.0.0.1:18080/readyz) == 200 ]]; }

# The same playbook on machines that run: services start, the rack is invited, and again nothing changes.
step_live() {
  play site.yml >"$HIL_TRY/live.log" || fail "see $HIL_TRY/live.log"
  within 60 "the orchestrator is ready" ready
  within 90 "the farm hears of the rack, over TLS and by its own key" heard bench
  within 90 "and of the other rack" heard shelf
  play site.yml >"$HIL_TRY/live-again.log" || fail "see $HIL_TRY/live-again.log"
  # The invitation, used by then, is taken away once; after that nothing is left to do.
  play site.yml >"$HIL_TRY/live-third.log" || fail "see $HIL_TRY/live-third.log"
  [[ $(changes "$HIL_TRY/live-third.log") -eq 0 ]] || fail "changed again: see $HIL_TRY/live-third.log"
  enter "$FARM" systemctl --failed --no-legend | grep hil-farm && fail "a unit failed on farm"
  enter "$BENCH" systemctl --failed --no-legend | grep hil-farm && fail "a unit failed on bench"
  enter "$SHELF" systemctl --failed --no-legend | grep hil-farm && fail "a unit failed on shelf"
  step_watchdog
}

# A farm that is there and answers nobody is started anew.
step_watchdog() {
  local before
  before=$(enter "$FARM" systemctl show -P NRestarts hil-farm-orchestrator)
  enter "$FARM" systemctl kill --kill-whom=main --signal=STOP hil-farm-orchestrator
  restarted() { [[ $(enter "$FARM" systemctl show -P NRestarts hil-farm-orchestrator) -gt $before ]]; }
  within 150 "the watchdog ends a farm that stands still" restarted
  within 120 "it is ready again" ready
}

step_way_in() {
  local code headers
  headers=$(bench_says -D - -o /dev/null https://farm.test/livez) || fail "no way in from the rack's host"
  grep -qi '^strict-transport-security: max-age=31536000' <<<"$headers" || fail "no HSTS: $headers"
  code=$(bench_says -o /dev/null -w '%{http_code}' https://farm.test/metrics)
  [[ $code == 404 ]] || fail "/metrics is shown outside: $code"
  code=$(bench_says -o /dev/null -w '%{http_code}' https://farm.test/api/v1/boards)
  [[ $code == 401 ]] || fail "the way in lends strangers the rights of the farm's own machine: $code"
  ! bench_says -o /dev/null -H 'Host: localhost' https://farm.test/api/v1/boards 2>/dev/null ||
    fail "a loopback's name comes through"
  code=$(bench_says -o /dev/null -w '%{http_code} %{redirect_url}' https://farm.test/reports/x)
  [[ $code == "302 https://reports.test/reports/x" ]] || fail "reports are shown beside the farm: $code"
  code=$(bench_says -o /dev/null -w '%{http_code}' https://reports.test/)
  [[ $code == 404 ]] || fail "the reports' name shows more than reports: $code"
  ! bench_asks --no-show-error -o /dev/null https://farm.test/livez || fail "a CA that nobody knows is trusted"
  code=$(for _ in $(seq 40); do
    bench_says -o /dev/null -w '%{http_code}\n' -X POST https://farm.test/api/v1/enrol
  done | grep -c 429 || true)
  [[ $code -gt 0 ]] || fail "guessing invitations has no limit"
}
