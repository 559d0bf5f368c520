# Completion for fish, written by mm-ci --help=fish.

# Column names, from the header of the first operand that is a file of text. With "list", after a comma too.
function __mm_ci_columns
    set -l file
    set -l argument 0
    set -l current (commandline -t)
    for word in (commandline -o)[2..]
        if test $argument = 1
            set argument 0
        else if contains -- $word -s --stat -m --method -l --level --successes --trials -g --by --threads -k --columns -L --labels --from -d --delimiter --header --quote --skip --comment --na --na-tokens --to --digits -o --output --assert
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

complete -c mm-ci -s s -l stat -x -a 'mean proportion variance sd' -d 'of what (a proportion: of ones among 0 and 1)'
complete -c mm-ci -s m -l method -x -a 't normal chisq wilson clopper-pearson agresti-coull jeffreys wald' -d 'of a mean t (if not given) or normal; of a proportion wilson (if not given) or the four behind it'
complete -c mm-ci -s l -l level -x -d 'confidence level'
complete -c mm-ci -l successes -x -d 'a proportion from counts (no input): how many ones'
complete -c mm-ci -l trials -x -d 'and of how many'
complete -c mm-ci -s g -l by -x -a '(__mm_ci_columns list)' -d 'one result for each group of rows with equal cells in these columns'
complete -c mm-ci -l threads -x -d 'threads to use; without it MM_THREADS, else all processors this process may use'
complete -c mm-ci -s k -l columns -x -a '(__mm_ci_columns list)' -d 'columns to use: names, numbers from 1, ranges (2-5, x1-x9), globs (nll_*), !NAME to drop, #3 for a number where names are numbers'
complete -c mm-ci -s L -l labels -x -a '(__mm_ci_columns)' -d 'column that holds row labels; without it a first column with an empty header'
complete -c mm-ci -l from -x -a 'csv tsv json jsonl npy npz safetensors' -d 'format of the input; without it told by content'
complete -c mm-ci -s d -l delimiter -x -a 'tab space auto' -d 'what divides cells: a character, tab, space (runs of blanks) or auto (tab if the first line has tabs and no comma, else comma)'
complete -c mm-ci -l header -x -a 'auto yes no' -d 'whether the first row holds names'
complete -c mm-ci -s H -d 'same as --header=yes'
complete -c mm-ci -s N -d 'same as --header=no'
complete -c mm-ci -l quote -x -a 'rfc4180 none' -d 'what double quotes mean in CSV'
complete -c mm-ci -l skip -x -d 'lines to pass over at the start'
complete -c mm-ci -l comment -x -d 'pass over lines that begin with this'
complete -c mm-ci -l na -x -a 'fail omit keep' -d 'missing values: an error, drop the row, or compute with NaN'
complete -c mm-ci -l na-tokens -x -d 'cells that count as missing besides empty ones and NaN, instead of NA,N/A,#N/A,null,None'
complete -c mm-ci -l to -x -a 'csv tsv json jsonl npy npz table' -d 'format of the output; without it that of the input (CSV instead of a binary format when there are names)'
complete -c mm-ci -l digits -x -d 'significant digits; without it the fewest that read back as the same number'
complete -c mm-ci -s o -l output -r -F -d 'write to FILE, which appears only when all went well'
complete -c mm-ci -l assert -x -d 'status 1 unless this holds of the fields of every record printed (see mm-expressions(7)); a lone number is called value'
complete -c mm-ci -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm-ci -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm-ci -l version -d 'show the version'
