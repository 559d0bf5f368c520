# Completion for fish, written by mm-generate --help=fish.

complete -c mm-generate -l seed -x -d 'seed of the random stream; without it MM_SEED, else the operating system\'s choice'
complete -c mm-generate -l to -x -a 'csv tsv json jsonl npy npz table' -d 'format of the output; without it that of the input (CSV instead of a binary format when there are names)'
complete -c mm-generate -l digits -x -d 'significant digits; without it the fewest that read back as the same number'
complete -c mm-generate -s o -l output -r -F -d 'write to FILE, which appears only when all went well'
complete -c mm-generate -l assert -x -d 'status 1 unless this holds of the fields of every record printed (see mm-expressions(7)); a lone number is called value'
complete -c mm-generate -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm-generate -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm-generate -l version -d 'show the version'
