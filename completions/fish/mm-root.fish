# Completion for fish, written by mm-root --help=fish.

complete -c mm-root -l bracket -x -d 'search between A and B, where the expression has different signs'
complete -c mm-root -l init -x -d 'start there: a number, or NAME=VALUE for each unknown, separated by commas'
complete -c mm-root -l variable -x -d 'the unknown; without it the only name that --at does not give'
complete -c mm-root -l at -x -d 'values of the other names: NAME=VALUE, separated by commas'
complete -c mm-root -l tol -x -d 'a bracket so narrow will do; for --init, a larger bound is an error (0: as narrow as doubles allow)'
complete -c mm-root -l to -x -a 'csv tsv json jsonl npy npz table' -d 'format of the output; without it that of the input (CSV instead of a binary format when there are names)'
complete -c mm-root -l digits -x -d 'significant digits; without it the fewest that read back as the same number'
complete -c mm-root -s o -l output -r -F -d 'write to FILE, which appears only when all went well'
complete -c mm-root -l assert -x -d 'status 1 unless this holds of the fields of every record printed (see mm-expressions(7)); a lone number is called value'
complete -c mm-root -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm-root -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm-root -l version -d 'show the version'
