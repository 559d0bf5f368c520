# Completion for fish, written by mm-attention --help=fish.

# Column names, from the header of the first operand that is a file of text. With "list", after a comma too.
function __mm_attention_columns
    set -l file
    set -l argument 0
    set -l current (commandline -t)
    for word in (commandline -o)[2..]
        if test $argument = 1
            set argument 0
        else if contains -- $word -p --part --mask --bias -s --scale --heads --threads -L --labels --from -d --delimiter --header --quote --skip --comment --na --na-tokens --to --digits -o --output --assert
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

complete -c mm-attention -s p -l part -x -a 'output weights scores' -d 'which part to print; weights and scores need no V'
complete -c mm-attention -l causal -d 'query i sees only keys 1 to i, also where their numbers differ'
complete -c mm-attention -l mask -r -F -d 'a row per query, a column per key: 1 where it may look, 0 where not'
complete -c mm-attention -l bias -r -F -d 'the same shape, added to the scores; -inf hides a key'
complete -c mm-attention -s s -l scale -x -d 'what Q Kᵀ is multiplied by; without it 1/sqrt(d), d the width of a head'
complete -c mm-attention -l heads -x -d 'cut the columns of Q, K and V into this many heads'
complete -c mm-attention -l ignore-labels -d 'pair by position even where names or labels of the two inputs differ'
complete -c mm-attention -l threads -x -d 'threads to use; without it MM_THREADS, else all processors this process may use'
complete -c mm-attention -s L -l labels -x -a '(__mm_attention_columns)' -d 'column that holds row labels; without it a first column with an empty header'
complete -c mm-attention -l from -x -a 'csv tsv json jsonl npy npz safetensors' -d 'format of the input; without it told by content'
complete -c mm-attention -s d -l delimiter -x -a 'tab space auto' -d 'what divides cells: a character, tab, space (runs of blanks) or auto (tab if the first line has tabs and no comma, else comma)'
complete -c mm-attention -l header -x -a 'auto yes no' -d 'whether the first row holds names'
complete -c mm-attention -s H -d 'same as --header=yes'
complete -c mm-attention -s N -d 'same as --header=no'
complete -c mm-attention -l quote -x -a 'rfc4180 none' -d 'what double quotes mean in CSV'
complete -c mm-attention -l skip -x -d 'lines to pass over at the start'
complete -c mm-attention -l comment -x -d 'pass over lines that begin with this'
complete -c mm-attention -l na -x -a 'fail omit keep' -d 'missing values: an error, drop the row, or compute with NaN'
complete -c mm-attention -l na-tokens -x -d 'cells that count as missing besides empty ones and NaN, instead of NA,N/A,#N/A,null,None'
complete -c mm-attention -l to -x -a 'csv tsv json jsonl npy npz table' -d 'format of the output; without it that of the input (CSV instead of a binary format when there are names)'
complete -c mm-attention -l digits -x -d 'significant digits; without it the fewest that read back as the same number'
complete -c mm-attention -s o -l output -r -F -d 'write to FILE, which appears only when all went well'
complete -c mm-attention -l assert -x -d 'status 1 unless this holds of the fields of every record printed (see mm-expressions(7)); a lone number is called value'
complete -c mm-attention -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm-attention -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm-attention -l version -d 'show the version'
