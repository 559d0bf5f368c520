# mm-cdf. Expected values from mpmath (50 digits) and SciPy 1.10.1.

$ mm-cdf normal 0 -- -37
> 0.5
> 5.7255712225245768e-300
~ 1e-14

$ mm-cdf chisq --df=1 --upper 3.841458820694124 1300
> 0.05
> 1.1303728441492742e-284
~ 1e-13

$ mm-cdf binomial --trials=10 --prob=0.5 2 2.5 -1 10
> 0.0546875
> 0.0546875
> 0
> 1
~ 1e-14

$ mm-cdf normal --upper --log inf
> -inf

$ mm-cdf t --df=5 -k x
< x,y
< 0,1
< 2.0150483726691575,2
> x
> 0.5
> 0.9499999999576474
~ 1e-13

$ mm-cdf normal --na=keep --to=json
< [[0, null]]
> [[0.5,null]]

# Parameters and operands.
$ mm-cdf normal 1 file.csv
? 2
2>* operands are numbers or files, not both

$ mm-cdf t 0.5
? 2
2>* missing parameter: --df

$ mm-cdf normal --df=3 0.5
? 2
2>* --df: normal has --mu and --sigma

$ mm-cdf normal --sigma=-1 0.5
? 2
2>* --sigma: -1 is not a number above 0

$ mm-cdf normal --sigma=one 0.5
? 2
2>* --sigma: neither a number nor @COLUMN: 'one'

$ mm-cdf normal --sigma=@s 0.5
? 2
2>* @COLUMN needs a file

$ mm-cdf gauss 0.5
? 2
2>* unknown family 'gauss'

$ mm-cdf normal --sigma=@s
< x,s
< 0.5,1
< 0.5,0
? 4
2>* 3: --sigma: 0 is not a number above 0

$ mm-cdf normal --sigma=@t
< x,s
< 0.5,1
? 2
2>* unknown column 't'
