# mm-trace. Sums by hand.

$ mm-trace
< 1,2
< 3,4
> 5

$ mm-trace
< ,x,y
< a,1.5,2
< b,3,-0.5
> 1

# Exact: no order of ordinary additions gives 1.
$ mm-trace
< 1e100,0,0
< 0,1,0
< 0,0,-1e100
> 1

# What is off the diagonal does not count; infinities add up like any number.
$ mm-trace
< 1,inf
< 3,inf
> inf

$ mm-trace
< inf,0
< 0,-inf
? 4
2>* both inf and -inf

$ mm-trace --na=keep
< nan,0
< 0,1
> nan

$ mm-trace
< 1,2
? 3
2>* standard input is 1x2, not square
