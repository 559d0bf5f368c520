# Completion for fish, written by mm-cosine --help=fish.

# Column names, from the header of the first operand that is a file of text. With "list", after a comma too.
function __mm_cosine_columns
    set -l file
    set -l argument 0
    set -l current (commandline -t)
    for word in (commandline -o)[2..]
        if test $argument = 1
            set argument 0
        else if contains -- $word -z --zero --axis --threads -k --columns -L --labels --from -d --delimiter --header --quote --skip --comment --na --na-tokens --to --digits -o --output --assert
            set argument 1
        else if not string match -q -- '-*' $word
            set word (string replace -r -- '^~/' "$HOME/" $word | string unescape)
            if test -f "$word" -a -r "$word" -a "$word" != "$current"
                set file $word
                break
            end
        end
    end
    test -n "$file"; or return
    string match -q -r -- '\.(npy|npz|safetensors|gz|zst|json|jsonl)$' $file; and return
    read -l line <$file
    string match -q -r -- '^[[{]' $line; and return
    set -l separator ,
    string match -q -- '*,*' $line; or set separator \t
    set -l start
    if test "$argv[1]" = list
        set start (commandline -ct | string replace -r -- '^(--[^=]*=|-[A-Za-z])' '' | string match -r -- '.*,')
    end
    for name in (string split -- $separator $line | string trim -c ' "'\t\r\ufeff)
        if test -n "$name"; and not string match -q -r -- '^[-+.0-9][-+.0-9eE]*$' $name
            printf '%s\n' "$start$name"
        end
    end
end

complete -c mm-cosine -s z -l zero -x -a 'error 0' -d 'what a vector of length zero has with every other'
complete -c mm-cosine -l axis -x -a 'rows columns all' -d 'what one vector is: each row, each column, or all numbers together; without it each row, and an input with one column is one vector'
complete -c mm-cosine -l ignore-labels -d 'pair by position even where names or labels of the two inputs differ'
complete -c mm-cosine -l threads -x -d 'threads to use; without it MM_THREADS, else all processors this process may use'
complete -c mm-cosine -s k -l columns -x -a '(__mm_cosine_columns list)' -d 'columns to use: names, numbers from 1, ranges (2-5, x1-x9), globs (nll_*), !NAME to drop, #3 for a number where names are numbers'
complete -c mm-cosine -s L -l labels -x -a '(__mm_cosine_columns)' -d 'column that holds row labels; without it a first column with an empty header'
complete -c mm-cosine -l from -x -a 'csv tsv json jsonl npy npz safetensors' -d 'format of the input; without it told by content'
complete -c mm-cosine -s d -l delimiter -x -a 'tab space auto' -d 'what divides cells: a character, tab, space (runs of blanks) or auto (tab if the first line has tabs and no comma, else comma)'
complete -c mm-cosine -l header -x -a 'auto yes no' -d 'whether the first row holds names'
complete -c mm-cosine -s H -d 'same as --header=yes'
complete -c mm-cosine -s N -d 'same as --header=no'
complete -c mm-cosine -l quote -x -a 'rfc4180 none' -d 'what double quotes mean in CSV'
complete -c mm-cosine -l skip -x -d 'lines to pass over at the start'
complete -c mm-cosine -l comment -x -d 'pass over lines that begin with this'
complete -c mm-cosine -l na -x -a 'fail omit keep' -d 'missing values: an error, drop the row, or compute with NaN'
complete -c mm-cosine -l na-tokens -x -d 'cells that count as missing besides empty ones and NaN, instead of NA,N/A,#N/A,null,None'
complete -c mm-cosine -l to -x -a 'csv tsv json jsonl npy npz table' -d 'format of the output; without it that of the input (CSV instead of a binary format when there are names)'
complete -c mm-cosine -l digits -x -d 'significant digits; without it the fewest that read back as the same number'
complete -c mm-cosine -s o -l output -r -F -d 'write to FILE, which appears only when all went well'
complete -c mm-cosine -l assert -x -d 'status 1 unless this holds of the fields of every record printed (see mm-expressions(7)); a lone number is called value'
complete -c mm-cosine -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm-cosine -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm-cosine -l version -d 'show the version'
