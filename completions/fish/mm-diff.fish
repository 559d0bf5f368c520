# Completion for fish, written by mm-diff --help=fish.

complete -c mm-diff -l order -x -d 'how often by the same variable; 0 simplifies the expression'
complete -c mm-diff -l at -x -d 'evaluate there too, x=2,y=pi/2: a column value'
complete -c mm-diff -l to -x -a 'text latex c json' -d 'notation of the derivative, or a record'
complete -c mm-diff -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm-diff -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm-diff -l version -d 'show the version'
