#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The running system under one set of commands: in containers where a Docker daemon answers, otherwise as
# processes of this machine. `make` calls it; docs/running.md lists the commands.
#
#   integration/stack.sh up | down | logs | clean | verify-services | verify | verify-ledger | counts | db-shell | redis-shell
#   integration/stack.sh shell oms | shell audit | hawtio
#
# STACK=compose or STACK=local forces the choice. STATE_DIR and FREE_PORTS=1 are the local stack's.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
state_dir=$(realpath -m "${STATE_DIR:-$project/.stack}")
database=audit_db
superuser=postgres

fail() {
  echo "$*" >&2
  exit 1
}

# Seconds a Docker daemon has to answer before it counts as absent.
docker_answer_time_max=5

docker_answers() {
  docker compose version >/dev/null 2>&1 &&
    timeout "$docker_answer_time_max" docker version --format '{{.Server.Version}}' >/dev/null 2>&1
}

choose_stack() {
  case ${STACK:-} in
    compose) reason="STACK=compose" ;;
    local) reason="STACK=local" ;;
    '')
      if compgen -G "$state_dir/pids/*.pid" >/dev/null; then
        STACK=local reason="it runs in $state_dir"
      elif docker_answers; then
        STACK=compose reason="a Docker daemon answers"
      else
        STACK=local reason="no Docker daemon with Compose answers"
      fi
      ;;
    *) fail "STACK is '$STACK': use compose or local, or leave it out." ;;
  esac
  export STACK
}

# --- As processes of this machine ----------------------------------------------------------------------

launcher() {
  [ -f "$project/local-stack/target/local-stack.jar" ] || fail "Nothing is built yet: run make integration-up."
  java -jar "$project/local-stack/target/local-stack.jar" --state-dir "$state_dir" "$@"
}

# Addresses, users and passwords, as the launcher has written them down.
local_addresses() {
  [ -f "$state_dir/ports.env" ] || fail "Nothing was started in $state_dir yet: run make integration-up."
  set -a
  # shellcheck source=/dev/null
  . "$state_dir/ports.env"
  set +a
}

local_up() {
  "$project/local-stack/install-parts.sh"
  launcher up ${FREE_PORTS:+--free-ports}
}

local_down() {
  launcher down
}

local_logs() {
  compgen -G "$state_dir/logs/*.log" >/dev/null || fail "There are no logs in $state_dir yet."
  if [ -t 1 ]; then
    exec tail -n 40 -F "$state_dir"/logs/*.log
  fi
  tail -n 40 "$state_dir"/logs/*.log
}

local_clean() {
  if [ -d "$state_dir" ]; then
    launcher down
    rm -rf "$state_dir"
  fi
}

local_verify_services() {
  launcher status
}

local_psql() {
  local_addresses
  "$project/local-stack/install-parts.sh" psql >&2
  PGPASSWORD=$POSTGRES_PASSWORD PGOPTIONS="$search_path" \
    psql "${POSTGRES_URL#jdbc:}" --username "$superuser" "$@"
}

local_redis_cli() {
  local_addresses
  "$project/local-stack/install-parts.sh" redis-cli >&2
  local password_and_address=${OMS_REDIS_URL#redis://:}
  local address=${password_and_address#*@}
  REDISCLI_AUTH=${password_and_address%%@*} redis-cli -h "${address%:*}" -p "${address#*:}" "$@"
}

local_hawtio() {
  launcher start hawtio
  local_addresses
  say_how_to_connect "$HAWTIO_URL" "127.0.0.1 port $OMS_JOLOKIA_PORT" "127.0.0.1 port $AUDIT_JOLOKIA_PORT" \
    "$OMS_JOLOKIA_PASSWORD"
}

# A process has no shell of its own: this one has its environment, beside its log and data.
local_shell() {
  local service=$1 url=OMS_URL
  [ "$service" = oms ] || url=AUDIT_URL
  local_addresses
  cd "$state_dir"
  echo "$service: ${!url}, log logs/$service.log, here: $state_dir; the variables are those it was started with" >&2
  if [ -t 0 ]; then
    exec bash --rcfile <(echo "PS1='$service \w\$ '") -i
  fi
  exec bash
}

# --- In containers -------------------------------------------------------------------------------------

compose() {
  compose_settings
  docker compose --project-directory "$project/compose" --file "$project/compose/compose.yaml" "$@"
}

# The example's settings are the ones for development.
compose_settings() {
  if [ ! -f "$project/compose/.env" ]; then
    cp "$project/compose/.env.example" "$project/compose/.env"
  fi
}

# Those of the addresses that the check of the record reads.
compose_addresses() {
  compose_settings
  set -a
  # shellcheck source=/dev/null
  . "$project/compose/.env"
  set +a
  local postgres=jdbc:postgresql://127.0.0.1:$POSTGRES_PORT/$database
  export OMS_POSTGRES_URL=$postgres OMS_POSTGRES_USER=oms
  export AUDIT_POSTGRES_URL=$postgres AUDIT_POSTGRES_USER=audit
  export OMS_TERMINUSDB_URL=http://127.0.0.1:$TERMINUSDB_PORT
  export LEDGER_POSTGRES_URL=$postgres LEDGER_POSTGRES_USER=audit_verifier
  export LEDGER_POSTGRES_PASSWORD=$AUDIT_VERIFIER_POSTGRES_PASSWORD LEDGER_KEYS
  export OMS_TERMINUSDB_USER=admin OMS_TERMINUSDB_PASSWORD=$TERMINUSDB_PASSWORD
}

compose_up() {
  compose up --build --detach --wait
}

compose_down() {
  compose --profile observability down --remove-orphans
}

compose_logs() {
  if [ -t 1 ]; then
    compose logs --tail 40 --follow
  else
    compose logs --tail 40 --no-color
  fi
}

compose_clean() {
  compose --profile observability down --remove-orphans --volumes --rmi local
}

compose_verify_services() {
  local service health broken=0
  for service in $(compose config --services); do
    health=$(compose ps --all --format '{{.Health}}' "$service")
    printf '%-12s %s\n' "$service" "${health:-not running}"
    [ "$health" = healthy ] || broken=1
  done
  return $broken
}

# A terminal only where there is one, so that pipes work.
compose_exec() {
  local terminal=()
  [ -t 0 ] || terminal=(--no-TTY)
  compose exec ${terminal[@]+"${terminal[@]}"} "$@"
}

compose_psql() {
  compose_exec --env PGOPTIONS="$search_path" postgres psql --username "$superuser" "$database" "$@"
}

compose_redis_cli() {
  # shellcheck disable=SC2016 # The container's variable.
  compose_exec redis sh -c 'REDISCLI_AUTH=$REDIS_PASSWORD exec redis-cli "$@"' redis-cli "$@"
}

compose_shell() {
  compose_exec "$1" bash
}

# The agents of the services are off until somebody asks for them.
compose_hawtio() {
  JOLOKIA_ENABLED=true compose up --build --detach --wait hawtio oms audit
  compose_addresses
  say_how_to_connect "http://127.0.0.1:$HAWTIO_PORT/hawtio/" "oms-jolokia port 18778" "audit-jolokia port 18779" \
    "$JOLOKIA_PASSWORD"
}

# --- Both ----------------------------------------------------------------------------------------------

search_path='-c search_path=oms,audit,public'

# Typed commands may fail and go on; a script stops at its first error and says so by its exit code.
db_shell() {
  local script=()
  [ -t 0 ] || script=(--set ON_ERROR_STOP=1)
  "${STACK}_psql" ${script[@]+"${script[@]}"} "$@"
}

# say_how_to_connect URL OMS-AGENT AUDIT-AGENT PASSWORD-OF-AGENTS
say_how_to_connect() {
  echo "$1 - sign in as $HAWTIO_USER, $HAWTIO_PASSWORD"
  echo "then Connect, Add connection: scheme HTTP, host $2 (OMS) or $3 (Audit), path /jolokia"
  echo "and sign in to it as ${JOLOKIA_USER:-jolokia}, $4"
}

counts() {
  db_shell --quiet <"$project/integration/counts.sql"
}

verify() {
  "${STACK}_addresses"
  exec java -jar "$project/route-tests/target/route-tests.jar"
}

# Arguments are files of checkpoints.
verify_ledger() {
  "${STACK}_addresses"
  exec java -cp "$project/route-tests/target/route-tests.jar" org.oms.routetests.ledger.VerifyLedger "$@"
}

choose_stack
command=${1:-}
shift || true
case $command in
  stack) echo "$STACK" ;;
  up)
    echo "stack: $STACK ($reason; STACK=compose or STACK=local forces it)" >&2
    "${STACK}_up"
    ;;
  down | logs | clean) "${STACK}_$command" ;;
  verify-services) "${STACK}_verify_services" ;;
  hawtio) "${STACK}_hawtio" ;;
  counts | verify) "$command" ;;
  verify-ledger) verify_ledger "$@" ;;
  db-shell) db_shell "$@" ;;
  redis-shell) "${STACK}_redis_cli" "$@" ;;
  shell)
    case ${1:-} in
      oms | audit) "${STACK}_shell" "$1" ;;
      *) fail "usage: integration/stack.sh shell oms|audit" ;;
    esac
    ;;
  *) fail "usage: integration/stack.sh up|down|logs|clean|verify-services|verify|verify-ledger|counts|db-shell|redis-shell|shell|hawtio" ;;
esac
