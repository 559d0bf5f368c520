# Completion for fish, written by mm --help=fish.

complete -c mm -s s -l search -x -d 'list only commands whose name or summary contains WORD'
complete -c mm -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm -l version -d 'show the version'
