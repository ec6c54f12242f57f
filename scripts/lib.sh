# Shared by the scripts: say what is done, and get what is missing. Sourced with the repository as the working folder.
# shellcheck shell=sh

say() {
    printf '%s: %s\n' "$(basename "$0")" "$*"
}

die() {
    say "$*" >&2
    exit 1
}

# have WHAT: a file (/…), a library (….pc) or a program. Asks for the thing and not for its package, so that a
# machine which has it from elsewhere needs no package manager.
have() {
    case $1 in
    /*) [ -e "$1" ] ;;
    *.pc) pkg-config --exists "${1%.pc}" 2>/dev/null ;;
    *) command -v "$1" >/dev/null 2>&1 ;;
    esac
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

# need WHAT=PACKAGE…: installs the packages whose WHAT is missing; no root and no network where nothing is.
need() {
    packages=
    for pair; do
        have "${pair%%=*}" || packages="$packages ${pair#*=}"
    done
    [ -n "$packages" ] || return 0
    have apt-get || die "missing:$packages (Debian's names; there is no apt-get here to install them)"
    as_root true 2>/dev/null || die "missing:$packages (run as root, or: sudo apt-get install$packages)"
    say "installing$packages"
    log=$(mktemp)
    # shellcheck disable=SC2086 # a list of package names
    if ! { as_root apt-get -q update && as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y --no-install-recommends install $packages; } </dev/null >"$log" 2>&1; then
        reason=$(sed -n '/^W: Failed to fetch\|^E: /{s/^.: //p;q}' "$log")
        rm -f "$log"
        die "cannot install$packages: ${reason:-apt-get failed}"
    fi
    rm -f "$log"
    for pair; do
        have "${pair%%=*}" || die "${pair%%=*} is still missing after installing ${pair#*=}"
    done
}

# What compiles the program; the package names are those of Debian 12.
need_compiler() {
    need cc=gcc c++=g++ meson=meson ninja=ninja-build pkg-config=pkg-config glib-2.0.pc=libglib2.0-dev \
        json-glib-1.0.pc=libjson-glib-dev yaml-0.1.pc=libyaml-dev libcmark.pc=libcmark-dev \
        libctemplate.pc=libctemplate-dev libxxhash.pc=libxxhash-dev gumbo.pc=libgumbo-dev zlib.pc=zlib1g-dev \
        libsoup-3.0.pc=libsoup-3.0-dev libbrotlienc.pc=libbrotli-dev
}

# configure DIR OPTION…: once; a folder that was configured for another place (the tree was moved) starts anew.
configure() {
    dir=$1
    shift
    if [ -e "$dir/meson-info/meson-info.json" ] && [ -e "$dir/build.ninja" ] &&
        grep -qF "\"source\": \"$PWD\"" "$dir/meson-info/meson-info.json"; then
        return 0
    fi
    rm -rf "$dir"
    quietly meson setup "$dir" "$@"
}

# quietly COMMAND…: its output is shown only where it fails, and no more of it than a reader takes in.
quietly() {
    out=$(mktemp)
    status=0
    "$@" >"$out" 2>&1 </dev/null || status=$?
    [ "$status" -eq 0 ] || head -n 200 "$out" >&2
    rm -f "$out"
    return "$status"
}
