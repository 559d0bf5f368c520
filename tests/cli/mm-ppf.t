# mm-ppf. Expected values from mpmath (50 digits) and SciPy 1.10.1.

$ mm-ppf normal 0.5 0.975 0 1 1e-300
> 0
> 1.959963984540054
> -inf
> inf
> -37.047096299361199
~ 1e-14

$ mm-ppf normal --log -- -1e10
> -141421.356146952306
~ 1e-14

$ mm-ppf binomial --trials=1 --prob=0.7 0.3
> 0

$ mm-ppf geometric --prob=0.25 0 0.25 0.26 1
> 1
> 1
> 2
> inf

$ mm-ppf exponential --rate=2 --upper 0.5 1e-300
> 0.34657359027997264
> 345.38776394910684
~ 1e-14

$ mm-ppf normal 1.5
? 4
2>* 1.5: 

$ mm-ppf uniform --high=10
< p
< 0.25
< -1
? 4
2>* :3: -1 is outside the domain (column 'p')

# Parameters and operands.
$ mm-ppf normal 1 file.csv
? 2
2>* operands are numbers or files, not both

$ mm-ppf t 0.5
? 2
2>* missing parameter: --df

$ mm-ppf normal --df=3 0.5
? 2
2>* --df: normal has --mu and --sigma

$ mm-ppf normal --sigma=-1 0.5
? 2
2>* --sigma: -1 is not a number above 0

$ mm-ppf normal --sigma=one 0.5
? 2
2>* --sigma: neither a number nor @COLUMN: 'one'

$ mm-ppf normal --sigma=@s 0.5
? 2
2>* @COLUMN needs a file

$ mm-ppf gauss 0.5
? 2
2>* unknown family 'gauss'

$ mm-ppf normal --sigma=@s
< x,s
< 0.5,1
< 0.5,0
? 4
2>* 3: --sigma: 0 is not a number above 0

$ mm-ppf normal --sigma=@t
< x,s
< 0.5,1
? 2
2>* unknown column 't'
