#!/usr/bin/env bash
# Makes an environment of Python that has what its lock file names, and nothing else.
#   environment.sh is-whole FOLDER [PYTHON]           succeeds if its set-up was finished, in this place, with this Python
#   environment.sh make FOLDER PYTHON LOCK [PROJECT]  makes it from nothing; PROJECT is a folder to install in place
set -euo pipefail
verb=$1 folder=$2 python=${3:-} lock=${4:-} project=${5:-}
finished=$folder/finished

# What is written there when all else is done; after a move of the folder, or with another Python, it differs.
place() { "$folder/bin/python" -I -c 'import sys; print(sys.prefix, sys.implementation.cache_tag)'; }
version() { "$1" -I -c 'import sys; print(sys.implementation.cache_tag)'; }

is_in_place() { [ "$(place 2>/dev/null)" = "$(cat "$finished")" ]; }
has_python() { [ "$(version "$folder/bin/python")" = "$(version "$python" 2>/dev/null)" ]; }
is_whole() { [ -e "$finished" ] && is_in_place && { [ -z "$python" ] || has_python; }; }

say_why_again() {
  if [ ! -e "$finished" ]; then
    echo "The set-up of $folder was not finished: it begins again."
  elif ! is_in_place; then
    echo "The Python of $folder has gone, or its folder was moved: it is made again."
  elif ! has_python; then
    echo "$folder has another Python than $python: it is made again."
  fi
}

pip() { "$folder/bin/python" -I -m pip --disable-pip-version-check "$@"; }

# No resolver takes part, so pip installs the lines of the lock file, whatever has been released since. For a folder
# there is no hash, so the project is installed apart, with nothing fetched. Then: does what is installed fit together?
install() {
  local broken
  pip install --quiet --no-deps --require-hashes --requirement "$lock"
  [ -z "$project" ] || pip install --quiet --no-deps --no-index --no-build-isolation --editable "$project"
  broken=$(pip check) || { echo "$broken"; echo "$lock does not fit together. Run: make lock"; return 1; }
}

make_from_nothing() {
  "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    { echo "Python 3.11 or newer is needed: make site PYTHON=python3.11"; return 1; }
  [ ! -e "$folder" ] || say_why_again
  echo "Setting up $folder from $lock ..."
  [ ! -L "$folder" ] || rm "$folder" # What a link leads to is not ours to clear.
  rm -f "$finished" # Before the rest, as a kill may come while that is deleted.
  "$python" -m venv --clear "$folder"
  install
  place >"$finished"
}

case $verb in
  is-whole) is_whole ;;
  make) make_from_nothing ;;
esac
