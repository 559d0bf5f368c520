# mm-pdf. Expected values from mpmath (50 digits) and SciPy 1.10.1.

$ mm-pdf normal 0 -- -1.5
> 0.3989422804014327
> 0.12951759566589174
~ 1e-15

$ mm-pdf poisson --rate=3 0 2 2.5 -1
> 0.049787068367863944
> 0.22404180765538775
> 0
> 0
~ 1e-14

$ mm-pdf beta --alpha=0.5 --beta=2 0 0.25 1 2
> inf
> 1.125
> 0
> 0
~ 1e-14

$ mm-pdf normal --log 1e5
> -5000000000.918939
~ 1e-15

$ mm-pdf normal -k x --mu=@m
< ,x,m,y
< a,0,0,7
< b,1,1,7
> ,x
> a,0.3989422804014327
> b,0.3989422804014327
~ 1e-15

# Parameters and operands.
$ mm-pdf normal 1 file.csv
? 2
2>* operands are numbers or files, not both

$ mm-pdf t 0.5
? 2
2>* missing parameter: --df

$ mm-pdf normal --df=3 0.5
? 2
2>* --df: normal has --mu and --sigma

$ mm-pdf normal --sigma=-1 0.5
? 2
2>* --sigma: -1 is not a number above 0

$ mm-pdf normal --sigma=one 0.5
? 2
2>* --sigma: neither a number nor @COLUMN: 'one'

$ mm-pdf normal --sigma=@s 0.5
? 2
2>* @COLUMN needs a file

$ mm-pdf gauss 0.5
? 2
2>* unknown family 'gauss'

$ mm-pdf normal --sigma=@s
< x,s
< 0.5,1
< 0.5,0
? 4
2>* 3: --sigma: 0 is not a number above 0

$ mm-pdf normal --sigma=@t
< x,s
< 0.5,1
? 2
2>* unknown column 't'
