# mm-backprop. By hand: products of the local derivatives along each way to the result.

$ mm-backprop 'a*b + a' --at a=2,b=3
> node,operation,inputs,value,local,adjoint
> v1,a,,2,,4
> v2,b,,3,,2
> v3,v1*v2,v1 v2,6,3 2,1
> v4,v3 + v1,v3 v1,8,1 1,1

# Equal parts are one node; a node used twice by one operation has two local derivatives.
$ mm-backprop '(a + 1)*(a + 1)' --at a=2
> node,operation,inputs,value,local,adjoint
> v1,a,,2,,6
> v2,v1 + 1,v1,3,1,6
> v3,v2*v2,v2 v2,9,3 3,1

# Over rows: the row that --row names, and sums for what all rows share.
$ mm-backprop 'sum((w*x)^2)' --at w=2 --row=2
< x
< 1
< 3
> node,operation,inputs,value,local,adjoint
> v1,w,,2,,40
> v2,x,,3,,24
> v3,v1*v2,v1 v2,6,3 2,12
> v4,v3^2,v3,36,12,1
> v5,sum(v4),v4,40,1,1

$ mm-backprop 'mean(w*x)' --at w=2
< x
< 1
< 3
> node,operation,inputs,value,local,adjoint
> v1,w,,2,,2
> v2,x,,1,,1
> v3,v1*v2,v1 v2,2,1 2,0.5
> v4,mean(v3),v3,4,0.5,1
2> mm-backprop: what differs by row is shown for row 1 of 2; --row=N shows another

$ mm-backprop 'a*b' --at a=2,b=3 --to=dot
> digraph backprop {
>     rankdir=LR;
>     node [shape=box];
>     v1 [label="a\nvalue 2\nadjoint 3"];
>     v2 [label="b\nvalue 3\nadjoint 2"];
>     v3 [label="v3 = v1*v2\nvalue 6\nadjoint 1"];
>     v1 -> v3 [label="3"];
>     v2 -> v3 [label="2"];
> }

$ mm-backprop --to=json --at a=2 -- '-a'
> [{"node":"v1","operation":"a","inputs":"","value":2,"local":"","adjoint":-1},
>  {"node":"v2","operation":"-v1","inputs":"v1","value":-2,"local":"-1","adjoint":1}]

# The name of a column in the graph's language.
$ mm-backprop 'sum([a"b])' --wrt=x
? 2
2>* unknown option

$ mm-backprop 'sum(w*[a"b])' --at w=1 --to=dot --quote=none
< a"b
< 1
> digraph backprop {
>     rankdir=LR;
>     node [shape=box];
>     v1 [label="w\nvalue 1\nadjoint 1"];
>     v2 [label="[a\"b]\nvalue 1\nadjoint 1"];
>     v3 [label="v3 = v1*v2\nvalue 1\nadjoint 1"];
>     v1 -> v3 [label="1"];
>     v2 -> v3 [label="1"];
>     v4 [label="v4 = sum(v3)\nvalue 1\nadjoint 1"];
>     v3 -> v4 [label="1"];
> }

# Where a value stops being a number.
$ mm-backprop 'log(a)*2' --at a=-1
> node,operation,inputs,value,local,adjoint
> v1,a,,-1,,-2
> v2,log(v1),v1,nan,-1,2
> v3,v2*2,v2,nan,2,1

$ mm-backprop 'a*x' --at a=1 --row=3
< x
< 1
< 2
? 2
2> mm-backprop: --row=3: the table has 2 rows
2> Try 'mm-backprop --help' for more information.

$ mm-backprop 'a' --at a=1 --row=3
? 2
2>* there is no table

$ mm-backprop 'a' --at a=1 --to=svg
? 2
2>* dot
