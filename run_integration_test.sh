#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The whole integration run: start everything, run the route tests, count events and outbox rows, stop.
#
#   ./run_integration_test.sh [TEST…]      all route tests, or some: CompleteAuditFlowIT 'Killed*IT'
#
# Exit code: that of the tests; 130 after Ctrl-C. Whatever happens, everything is stopped and the logs stay
# in target/integration. STACK=compose or STACK=local forces where it runs, KEEP=1 leaves it running.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
results=$PWD/target/integration
stack=integration/stack.sh
# A local stack of its own, on free ports: one that is in use for development stays as it is.
export STATE_DIR=${STATE_DIR:-$results/stack}
export FREE_PORTS=${FREE_PORTS-1}
STACK=$($stack stack)
export STACK

# Seconds between two signs of life while nothing else is printed.
progress_interval=15

# Process groups that are running, if any.
progress=""
work=""

show_progress() {
  while sleep "$progress_interval"; do
    echo "… $((SECONDS / 60)) min $((SECONDS % 60)) s, now: $(current_step)"
  done
}

current_step() {
  local running=
  if [ -f "$results/route-tests.log" ]; then
    running=$(grep -o 'Running org[A-Za-z.]*' "$results/route-tests.log" | tail -n 1 || true)
  fi
  echo "${running:-$step}"
}

keep_logs() {
  $stack logs >"$results/stack.log" 2>&1 || true
  if [ -d "$STATE_DIR/logs" ]; then
    rm -rf "$results/logs"
    cp -r "$STATE_DIR/logs" "$results/logs"
  fi
}

finish() {
  local code=$?
  trap - EXIT
  trap '' INT TERM # The second Ctrl-C must not interrupt the stop.
  end progress "$progress"
  end work "$work"
  keep_logs
  if [ -z "${KEEP:-}" ]; then
    $stack clean >>"$results/stack.log" 2>&1 || echo "The stack could not be stopped; $results/stack.log says why." >&2
  fi
  echo "$([ "$code" -eq 0 ] && echo passed || echo "failed with $code") after $SECONDS s; logs are in $results"
  exit "$code"
}

# Begins a process group of its own, so that it can be ended with all that it started: begin NAME COMMAND…
begin() {
  local name=$1
  shift
  set -m
  "$@" &
  printf -v "$name" %s "$!"
  set +m
}

# Ends the process group: end NAME ID
end() {
  if [ -n "$2" ]; then
    kill -- "-$2" 2>/dev/null || true
    wait "$2" 2>/dev/null || true
    printf -v "$1" %s ''
  fi
}

run() {
  begin work "$@"
  local code=0
  wait "$work" || code=$?
  work=
  return "$code"
}

mkdir -p "$results"
rm -f "$results/route-tests.log"
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step="building and starting"
begin progress show_progress
# shellcheck disable=SC2086 # MAKE may carry options.
run ${MAKE:-make -s} build
run $stack clean
run $stack up
step="running the tests"
code=0
LOG=$results/route-tests.log run integration/route-tests.sh "$@" || code=$?
end progress "$progress"
run $stack counts </dev/null || echo "The counts could not be read." >&2
exit "$code"
