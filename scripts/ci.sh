#!/usr/bin/env bash
# Clones what is committed into an empty folder, without tags, and runs there what a newcomer runs, then the gates.
# The tests have to reach the floor of coverage in pyproject.toml.
set -euo pipefail
# A hook's or another repository's settings would point git elsewhere.
for name in $(git rev-parse --local-env-vars); do unset "$name"; done
if [ -n "$(git status --porcelain)" ]; then
  echo "make ci tests what is committed; these changes are not in it:"
  git status --short
fi
clone=$(mktemp -d)
trap 'rm -rf "$clone"' EXIT
git clone --quiet --no-tags "file://$PWD" "$clone"
cd "$clone"
export COVERAGE=on
for target in site test lint check; do
  echo "== make $target"
  SECONDS=0
  make "$target"
  echo "== make $target: $SECONDS s"
done
