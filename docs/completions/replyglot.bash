# Completions of replyglot for bash. tests/install/completions.py asks the shell and compares with --help.

# The value of --source on this line, or what stands for it.
_replyglot_source() {
    local i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        -s | --source)
            [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
            printf '%s' "${COMP_WORDS[i + 1]/#\~/$HOME}"
            return
            ;;
        esac
    done
    printf .
}

# What is named by the files that match, without folders and endings: languages, codes, protocols.
_replyglot_names() {
    local file
    for file in "$(_replyglot_source)"/$1; do
        [[ -e $file ]] || continue
        file=${file##*/}
        file=${file%.yaml}
        # Also no name that compgen would expand.
        [[ $file == *[!A-Za-z0-9_-]* ]] || printf '%s\n' "$file"
    done
}

_replyglot_options() {
    case $1 in
    build) echo '-s --source -o --output -b --base-url -j --jobs --host -c --compress --shard --keep-assets --swap -n --dry-run -d --diff -f --format -q --quiet -v --verbose' ;;
    check) echo '-s --source -f --format -o --output --strict -q --quiet -v --verbose' ;;
    serve) echo '-s --source -p --port -b --base-url -j --jobs' ;;
    lookup) echo '-s --source -l --lang -f --format' ;;
    translations) echo '-s --source -l --lang -f --format --stamp' ;;
    schema) echo '-s --source -p --protocol -t --translation -o --output' ;;
    new) echo '-s --source -p --protocol -l --lang' ;;
    host) echo '-s --source -r --root -b --base-url -c --compress' ;;
    esac
    echo '-h --help'
}

# The values of OPTION of COMMAND, one a line; fails where it takes none, or one that cannot be known.
_replyglot_values() {
    case $1:$2 in
    check:-f | check:--format) printf '%s\n' text json sarif github ;;
    *:-c | *:--compress) printf '%s\n' gzip br gzip,br none ;;
    *:--host) printf '%s\n' plain nginx caddy lighttpd apache github-pages gitlab-pages cloudflare-pages netlify s3 ;;
    *:-f | *:--format) printf '%s\n' text json ;;
    *:-l | *:--lang) _replyglot_names 'locales/*.yaml' ;;
    new:-p | new:--protocol | schema:-p | schema:--protocol) _replyglot_protocols ;;
    *) return 1 ;;
    esac
}

_replyglot_protocols() {
    local folder
    for folder in "$(_replyglot_source)"/content/*/protocol.yaml; do
        [[ -e $folder ]] || continue
        folder=${folder%/*}
        folder=${folder##*/}
        [[ $folder == *[!A-Za-z0-9_-]* ]] || printf '%s\n' "$folder"
    done
}

# What may stand where no option does.
_replyglot_operands() {
    case $1:$2 in
    schema:) printf '%s\n' site protocol words code pair enhanced strangers wire locale ;;
    host:) printf '%s\n' nginx caddy lighttpd apache ;;
    new:) printf '%s\n' code pair locale ;;
    new:code | new:pair) _replyglot_names 'content/*/codes/*.yaml' ;;
    esac
}

_replyglot() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]} first='' i
    COMPREPLY=()
    # Readline parts words at "=": --format=json comes as three.
    if [[ $cur == = ]]; then
        cur=
    elif [[ $prev == = ]]; then
        prev=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W 'build check serve lookup translations schema new host names -h --help --version' -- "$cur")
        return
    fi
    case $prev in
    -s | --source | -o | --output | -d | --diff | -r | --root)
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -d -- "$cur")
        return
        ;;
    -b | --base-url | -j | --jobs | --shard | --port)
        return
        ;;
    -p)
        [[ $command != serve ]] || return
        ;;
    esac
    local values
    if values=$(_replyglot_values "$command" "$prev"); then
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "$cur")
        return
    fi
    if [[ $cur == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_replyglot_options "$command")" -- "$cur")
        return
    fi
    if [[ $command == translations ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$cur")
        return
    fi
    for ((i = 2; i < COMP_CWORD; i++)); do # the first operand says what the next may be
        case ${COMP_WORDS[i]} in
        code | pair | locale | site | protocol | words | enhanced | strangers | wire) first=${COMP_WORDS[i]} && break ;;
        esac
    done
    mapfile -t COMPREPLY < <(compgen -W "$(_replyglot_operands "$command" "$first")" -- "$cur")
}

complete -F _replyglot replyglot
