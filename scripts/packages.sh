#!/usr/bin/env bash
# Installs these packages of Debian or Ubuntu, unless they all are there.
set -euo pipefail
if dpkg --status "$@" >/dev/null 2>&1; then exit 0; fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get update -qq
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
