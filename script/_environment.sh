# Sourced by script/server and script/test: the virtual environment in .venv, from locked requirements.

say_and_stop() {
    echo "$*" >&2
    exit 1
}

fingerprint() {
    sha256sum "$@" | sha256sum | cut -c 1-64
}

is_recent_python() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

make_venv() {
    local python=${PYTHON:-python3}
    command -v "$python" >/dev/null && is_recent_python "$python" ||
        say_and_stop "Python 3.11 or newer is needed. On Debian 12 or newer: apt-get install python3 python3-venv"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        say_and_stop "Python's venv module is needed. On Debian: apt-get install python3-venv"
    echo "Making the virtual environment .venv ..."
    "$python" -m venv --clear .venv
}

# use_requirements FILE [FILE THAT HOLDS IT ALL]: installs FILE unless it, or the fuller file, was installed last.
use_requirements() {
    is_recent_python .venv/bin/python || make_venv
    local stamp=.venv/installed file
    for file in "$@"; do
        [ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint "$file")" ] && return
    done
    echo "Installing $1 ..."
    rm -f "$stamp"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$1" ||
        say_and_stop "Installing $1 failed: see above. A second try goes on where this one stopped."
    fingerprint "$1" >"$stamp"
}
