#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what the local stack needs and this machine lacks. Safe to repeat; silent when nothing is missing.
# Other programs come only when they are named as arguments: psql and redis-cli for the shells, prometheus and
# promtool for the tests.
# The distribution's own services stay off: the launcher starts the programs itself, on other ports.
set -euo pipefail

fail() {
  echo "$*" >&2
  exit 1
}

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

check_java() {
  command -v javac >/dev/null ||
    fail "A JDK 17 or later is needed and 'javac' is not there: apt-get install openjdk-17-jdk-headless"
  local version
  version=$(javac -version 2>&1 | sed -E 's/^javac ([0-9]+).*/\1/')
  [ "$version" -ge 17 ] ||
    fail "Java $version is too old: install JDK 17 (apt-get install openjdk-17-jdk-headless) and set JAVA_HOME to it."
}

missing_packages() {
  # The program each package is wanted for.
  command -v nats-server >/dev/null || echo nats-server
  command -v redis-server >/dev/null || echo redis-server
  command -v curl >/dev/null || echo curl
  command -v setsid >/dev/null || echo util-linux
  local program
  for program in "$@"; do
    command -v "$program" >/dev/null || package_of "$program"
  done
}

package_of() {
  case $1 in
    psql) echo postgresql-client ;;
    redis-cli) echo redis-tools ;;
    prometheus | promtool) echo prometheus ;;
    *) fail "install-parts.sh knows no package of '$1'." ;;
  esac
}

install_packages() {
  command -v apt-get >/dev/null ||
    fail "Install these yourself, this is not Debian or Ubuntu: $*"
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || fail "Not root, and sudo asks for a password; run this first: sudo apt-get install $*"
    as_root=(sudo -n)
  fi
  echo "installing $*"
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive bash -s -- "$@" <<'ROOT' ||
set -euo pipefail
# While this file says 101, package scripts start no service.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  trap 'rm -f "$policy"' EXIT
fi
log=$(mktemp)
apt=(apt-get -qq -o DPkg::Lock::Timeout=120)
if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "$@"; } >"$log" 2>&1 </dev/null; then
  tail -n 5 "$log" >&2
  exit 1
fi
if [ -d /run/systemd/system ]; then
  for service in nats-server redis-server prometheus; do
    case " $* " in *" $service "*) systemctl disable --quiet --now "$service" || true ;; esac
  done
fi
ROOT
    fail "apt-get could not install: $*; the lines above say why."
}

check_java
mapfile -t missing < <(missing_packages "$@" | sort -u)
if [ "${#missing[@]}" -gt 0 ]; then
  install_packages "${missing[@]}"
  mapfile -t missing < <(missing_packages "$@" | sort -u)
  [ "${#missing[@]}" -eq 0 ] || fail "Still missing after the installation: ${missing[*]}"
fi
