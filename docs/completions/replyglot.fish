# Completions of replyglot for fish. tests/install/completions.py asks the shell and compares with --help.

# The folder that --source names on this line, or what stands for it.
function __replyglot_source
    set -l words (commandline -opc)
    set -l found .
    for i in (seq (count $words))
        switch $words[$i]
            case -s --source
                test $i -lt (count $words); and set found $words[(math $i + 1)]
            case '--source=*'
                set found (string replace -- --source= '' $words[$i])
        end
    end
    string replace -r '^~' $HOME -- $found
end

# The names of the files that match, without folders and endings.
function __replyglot_names
    string replace -r '.*/' '' -- $argv | string replace -r '\.yaml$' '' | string match -v '*.*'
end

function __replyglot_languages
    set -l files (__replyglot_source)/locales/*.yaml
    __replyglot_names $files
end

function __replyglot_codes
    set -l files (__replyglot_source)/content/*/codes/*.yaml
    __replyglot_names $files
end

function __replyglot_protocols
    set -l files (__replyglot_source)/content/*/protocol.yaml
    string replace -r '/protocol\.yaml$' '' -- $files | string replace -r '.*/' ''
end

# Whether the command is one of those named.
function __replyglot_is
    set -l words (commandline -opc)
    test (count $words) -gt 1; and contains -- $words[2] $argv
end

function __replyglot_no_command
    test (count (commandline -opc)) -eq 1
end

complete -c replyglot -f
complete -c replyglot -n __replyglot_no_command -a build -d 'Build the site'
complete -c replyglot -n __replyglot_no_command -a check -d 'Check the source and write nothing'
complete -c replyglot -n __replyglot_no_command -a serve -d 'Show the site on this machine while it is written'
complete -c replyglot -n __replyglot_no_command -a lookup -d 'Tell the reply codes in a text'
complete -c replyglot -n __replyglot_no_command -a translations -d 'Tell how far each language is, and mark passages as read'
complete -c replyglot -n __replyglot_no_command -a schema -d 'Print the JSON Schema of a kind of file'
complete -c replyglot -n __replyglot_no_command -a new -d 'Begin a record, a pair, a translation or a language'
complete -c replyglot -n __replyglot_no_command -a host -d 'Print what a server is to be told of the site'
complete -c replyglot -n __replyglot_no_command -a names -d 'Print the names that templates may use'
complete -c replyglot -n __replyglot_no_command -l version -d 'Print the version'
complete -c replyglot -s h -l help -d 'Show this help'

complete -c replyglot -n '__replyglot_is build check serve lookup translations schema new host' -s s -l source -x -a '(__fish_complete_directories)' -d 'The folder with content/, locales/ and templates/'
complete -c replyglot -n '__replyglot_is build' -s o -l output -x -a '(__fish_complete_directories)' -d 'The folder to write to'
complete -c replyglot -n '__replyglot_is build serve host' -s b -l base-url -x -d 'Where the site will stand'
complete -c replyglot -n '__replyglot_is build serve' -s j -l jobs -x -d 'How many threads work'
complete -c replyglot -n '__replyglot_is build' -l host -x -a 'plain nginx caddy lighttpd apache github-pages gitlab-pages cloudflare-pages netlify s3' -d 'The host that the site is made for'
complete -c replyglot -n '__replyglot_is build host' -s c -l compress -x -a 'gzip br gzip,br none' -d 'The copies beside the files'
complete -c replyglot -n '__replyglot_is host' -s r -l root -x -a '(__fish_complete_directories)' -d 'Where the files are on the server'
complete -c replyglot -n '__replyglot_is host; and not __fish_seen_subcommand_from nginx caddy lighttpd apache' -a 'nginx caddy lighttpd apache'
complete -c replyglot -n '__replyglot_is build' -l shard -x -d 'Build only the I-th of N shards'
complete -c replyglot -n '__replyglot_is build' -x -l keep-assets -d "Leave the assets of the last N versions where they are"
complete -c replyglot -n '__replyglot_is build' -l swap -d "Build beside the folder, and give both each other's name"
complete -c replyglot -n '__replyglot_is build' -s n -l dry-run -d 'Write nothing; list what would be new, replaced and deleted'
complete -c replyglot -n '__replyglot_is build' -s d -l diff -x -a '(__fish_complete_directories)' -d 'Write nothing; tell page by page what differs from a site'
complete -c replyglot -n '__replyglot_is build lookup translations' -s f -l format -x -a 'text json' -d 'How the result is told'
complete -c replyglot -n '__replyglot_is build' -s q -l quiet -d 'Tell only what stops the build'
complete -c replyglot -n '__replyglot_is build' -s v -l verbose -d 'Tell also how long each part took'

complete -c replyglot -n '__replyglot_is check' -s f -l format -x -a 'text json sarif github' -d 'How findings are told'
complete -c replyglot -n '__replyglot_is check' -s o -l output -x -a '(__fish_complete_directories)' -d 'Check a built site instead, as a browser reads it'
complete -c replyglot -n '__replyglot_is check' -l strict -d 'Warnings count like errors'
complete -c replyglot -n '__replyglot_is check' -s q -l quiet -d 'Tell only what makes the check fail'
complete -c replyglot -n '__replyglot_is check' -s v -l verbose -d 'Tell also that nothing was found'

complete -c replyglot -n '__replyglot_is serve' -s p -l port -x -d 'The port'

complete -c replyglot -n '__replyglot_is lookup translations new' -s l -l lang -x -a '(__replyglot_languages)' -d 'The language'
complete -c replyglot -n '__replyglot_is translations' -l stamp -d 'Mark the passages of the files as read against the present source'
complete -c replyglot -n '__replyglot_is translations' -F

complete -c replyglot -n '__replyglot_is schema new' -s p -l protocol -x -a '(__replyglot_protocols)' -d 'Of which protocol'
complete -c replyglot -n '__replyglot_is schema' -s t -l translation -d 'Of the translations of the files'
complete -c replyglot -n '__replyglot_is schema' -s o -l output -x -a '(__fish_complete_directories)' -d 'Write all of them into a folder'
complete -c replyglot -n '__replyglot_is schema; and not __fish_seen_subcommand_from site protocol words code pair enhanced strangers wire locale' -a 'site protocol words code pair enhanced strangers wire locale'
complete -c replyglot -n '__replyglot_is new; and not __fish_seen_subcommand_from code pair locale' -a 'code pair locale'
complete -c replyglot -n '__replyglot_is new; and __fish_seen_subcommand_from code pair' -a '(__replyglot_codes)'
