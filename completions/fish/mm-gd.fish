# Completion for fish, written by mm-gd --help=fish.

# Column names, from the header of the first operand that is a file of text. With "list", after a comma too.
function __mm_gd_columns
    set -l file
    set -l argument 0
    set -l current (commandline -t)
    for word in (commandline -o)[2..]
        if test $argument = 1
            set argument 0
        else if contains -- $word -i --init -m --method -r --rate -e --epochs -b --batch -t --tol --momentum --beta1 --beta2 --alpha --epsilon --decay --clip --schedule --gamma --every --least-rate --memory --history --seed --threads -L --labels --from -d --delimiter --header --quote --skip --comment --na --na-tokens --to --digits -o --output --assert
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

complete -c mm-gd -s i -l init -x -d 'parameters and where they start: w=0,b=1; w,b at 0; w[9]=0 a vector'
complete -c mm-gd -s m -l method -x -a 'gd sgd momentum nesterov adagrad rmsprop adam adamw lbfgs newton' -d 'how to step'
complete -c mm-gd -s r -l rate -x -d 'learning rate: 0.01; adam, adamw 0.001; lbfgs, newton 1'
complete -c mm-gd -s e -l epochs -x -d 'passes over the rows; of lbfgs and newton steps'
complete -c mm-gd -s b -l batch -x -d 'rows a step: all of them, for sgd 32'
complete -c mm-gd -s t -l tol -x -d 'gradient norm to stop at: none; lbfgs, newton 1e-10'
complete -c mm-gd -l momentum -x -d 'momentum, nesterov: 0.9; rmsprop, gd, sgd: 0'
complete -c mm-gd -l beta1 -x -d 'adam, adamw: 0.9'
complete -c mm-gd -l beta2 -x -d 'adam, adamw: 0.999'
complete -c mm-gd -l alpha -x -d 'rmsprop, how much it remembers: 0.99'
complete -c mm-gd -l epsilon -x -d 'adagrad: 1e-10; rmsprop, adam, adamw: 1e-8'
complete -c mm-gd -l decay -x -d 'weight decay: 0; adamw 0.01'
complete -c mm-gd -l clip -x -d 'shorten a longer gradient to this norm'
complete -c mm-gd -l schedule -x -a 'constant step cosine exp' -d 'how the rate falls from epoch to epoch'
complete -c mm-gd -l gamma -x -d 'factor of the rate: step 0.1, exp 0.95'
complete -c mm-gd -l every -x -d 'step, epochs between factors: 30'
complete -c mm-gd -l least-rate -x -d 'cosine, the rate at the end: 0'
complete -c mm-gd -l memory -x -d 'lbfgs, how many steps it remembers: 10'
complete -c mm-gd -l history -r -F -d 'write epoch, loss and gradient_norm to FILE as well'
complete -c mm-gd -l seed -x -d 'seed of the random stream; without it MM_SEED, else the operating system\'s choice'
complete -c mm-gd -l threads -x -d 'threads to use; without it MM_THREADS, else all processors this process may use'
complete -c mm-gd -s L -l labels -x -a '(__mm_gd_columns)' -d 'column that holds row labels; without it a first column with an empty header'
complete -c mm-gd -l from -x -a 'csv tsv json jsonl npy npz safetensors' -d 'format of the input; without it told by content'
complete -c mm-gd -s d -l delimiter -x -a 'tab space auto' -d 'what divides cells: a character, tab, space (runs of blanks) or auto (tab if the first line has tabs and no comma, else comma)'
complete -c mm-gd -l header -x -a 'auto yes no' -d 'whether the first row holds names'
complete -c mm-gd -s H -d 'same as --header=yes'
complete -c mm-gd -s N -d 'same as --header=no'
complete -c mm-gd -l quote -x -a 'rfc4180 none' -d 'what double quotes mean in CSV'
complete -c mm-gd -l skip -x -d 'lines to pass over at the start'
complete -c mm-gd -l comment -x -d 'pass over lines that begin with this'
complete -c mm-gd -l na -x -a 'fail omit keep' -d 'missing values: an error, drop the row, or compute with NaN'
complete -c mm-gd -l na-tokens -x -d 'cells that count as missing besides empty ones and NaN, instead of NA,N/A,#N/A,null,None'
complete -c mm-gd -l to -x -a 'csv tsv json jsonl npy npz table' -d 'format of the output; without it that of the input (CSV instead of a binary format when there are names)'
complete -c mm-gd -l digits -x -d 'significant digits; without it the fewest that read back as the same number'
complete -c mm-gd -s o -l output -r -F -d 'write to FILE, which appears only when all went well'
complete -c mm-gd -l assert -x -d 'status 1 unless this holds of the fields of every record printed (see mm-expressions(7)); a lone number is called value'
complete -c mm-gd -l quiet -d 'no notes and no progress on standard error; errors stay'
complete -c mm-gd -s h -l help -f -a 'man bash zsh fish examples summary' -d 'show this help; -h is the short one'
complete -c mm-gd -l version -d 'show the version'
