#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs route tests against the stack that integration/stack.sh has started; exit code 0 when all pass.
#
#   integration/route-tests.sh [--faults] [TEST…]     TEST as Maven takes it: CompleteAuditFlowIT, 'Killed*IT'
#
# LOG names the file for Maven's output; what a person waits for is printed as it happens.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state_dir=$(realpath -m "${STATE_DIR:-$project/.stack}")
log=$(realpath -m "${LOG:-$project/target/integration/route-tests.log}")
cd "$project"

# Those of TerminusDB's contract have servers of their own, so they are none of this stack's tests.
tests='org/oms/routetests/*IT'
if [ "${1:-}" = --faults ]; then
  tests+=',!CompleteAuditFlowIT,!VerifyIT'
  shift
fi
if [ "$#" -gt 0 ]; then
  tests=$(IFS=,; echo "$*")
fi

STACK=$(integration/stack.sh stack)
[ "$STACK" = compose ] || local-stack/install-parts.sh prometheus
mkdir -p "$(dirname "$log")"
echo "route tests on stack $STACK: $tests (all output in $log)"

# The build is there already and may be running, so nothing is packed again.
maven=("${MAVEN:-./mvnw}" -B -pl route-tests -am verify
  -Dquarkus.build.skip -Dspotless.check.skip
  -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
  "-Dit.test=$tests" -Dfailsafe.failIfNoSpecifiedTests=false
  "-Dstack=$STACK" "-Dstack.directory=$state_dir")
"${maven[@]}" 2>&1 | tee "$log" |
  { grep --line-buffered -E '^\[(INFO|WARNING|ERROR)\] (Running org|Tests run|Errors|Failures|  [A-Z])|^\[ERROR\]|BUILD' || true; }
