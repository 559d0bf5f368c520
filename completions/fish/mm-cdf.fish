# Completion for fish, written by mm-cdf --help=fish.

# Column names, from the header of the first operand that is a file of text. With "list", after a comma too.
function __mm_cdf_columns
    set -l file
    set -l argument 0
    set -l current (commandline -t)
    for word in (commandline -o)[2..]
        if test $argument = 1
            set argument 0
        else if contains -- $word --mu --sigma --low --high --rate --shape --scale --alpha --beta --df --df1 --df2 --trials --prob --threads -k --columns -L --labels --from -d --delimiter --header --quote --skip --comment --na --na-tokens --to --digits -o --output --assert
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

complete -c mm-cdf -l log -d 'natural logarithm of the result, computed as such'
complete -c mm-cdf -l upper -d 'the upper tail, P(X > x)'
complete -c mm-cdf -l mu -x -d 'location'
complete -c mm-cdf -l sigma -x -d 'standard deviation'
complete -c mm-cdf -l low -x -d 'lower end'
complete -c mm-cdf -l high -x -d 'upper end'
complete -c mm-cdf -l rate -x -d 'rate: 1 over the scale; mean of a Poisson count'
complete -c mm-cdf -l shape -x -d 'shape'
complete -c mm-cdf -l scale -x -d 'scale'
complete -c mm-cdf -l alpha -x -d 'first shape'
complete -c mm-cdf -l beta -x -d 'second shape'
complete -c mm-cdf -l df -x -d 'degrees of freedom'
complete -c mm-cdf -l df1 -x -d 'degrees of freedom of the numerator'
complete -c mm-cdf -l df2 -x -d 'degrees of freedom of the denominator'
complete -c mm-cdf -l trials -x -d 'number of trials'
complete -c mm-cdf -l prob -x -d 'probability of success'
complete -c mm-cdf -l threads -x -d 'threads to use; without it MM_THREADS, else all processors this process may use'
complete -c mm-cdf -s k -l columns -x -a '(__mm_cdf_columns list)' -d 'columns to use: names, numbers from 1, ranges (2-5, x1-x9), globs (nll_*), !NAME to drop, #3 for a number where names are numbers'
complete -c mm-cdf -s L -l labels -x -a '(__mm_cdf_columns)' -d 'column that holds row labels; without it a first column with an empty header'
complete -c mm-cdf -l from -x -a 'csv tsv json jsonl npy npz safetensors' -d 'format of the input; without it told by content'
complete -c mm-cdf -s d -l delimiter -x -a 'tab space auto' -d 'what divides cells: a character, tab, space (runs of blanks) or auto (tab if the first line has tabs and no comma, else comma)'
complete -c mm-cdf -l header -x -a 'auto yes no' -d 'whether the first row holds names'
complete -c mm-cdf -s H -d 'same as --header=yes'
complete -c mm-cdf -s N -d 'same as --header=no'
complete -c mm-cdf -l quote -x -a 'rfc4180 none' -d 'what double quotes mean in CSV'
complete -c mm-cdf -l skip -x -d 'lines to pass over at the start'
complete -c mm-cdf -l comment -x -d 'pass over lines that begin with this'
complete -c mm-cdf -l na -x -a 'fail omit keep' -d 'missing values: an error, drop the row, or compute with NaN'
complete -c mm-cdf -l na-tokens -x -d 'cells that count as missing besides empty ones and NaN, instead of NA,N/A,#N/A,null,None'
complete -c mm-cdf -l to -x -a 'csv tsv json jsonl npy npz table' -d 'format of the output; without it that of the input (CSV instead of a binary format when there are names)'
complete -c mm-cdf -l digits -x -d 'significant digits; without it the fewest that read back as the same number'
complete -c mm-cdf -s o -l output -r -F -d 'write to FILE, which appears only when all went well'
complete -c mm-cdf -l assert -x -d 'status 1 unless this holds of the fields of every record printed (see mm-expressions(7)); a lone number is called value'
complete -c mm-cdf -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm-cdf -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm-cdf -l version -d 'show the version'
