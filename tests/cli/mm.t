# SPDX-License-Identifier: GPL-3.0-or-later
# mm: lists, searches and runs the commands.

$ mm | grep -x 'linalg\|  mm-dot  *dot product of two vectors'
> linalg
>   mm-dot          dot product of two vectors

$ mm --search=kullback
> probability
>   mm-kl           Kullback-Leibler divergence of distributions

$ mm --search=nosuchword
? 1

$ printf '1,2,3\n4,5,6\n' | mm dot
> 32

$ printf 'x,y\n1,2\n' | mm sum -k y
> y
> 2

# The command's own exit status and messages.
$ mm sum absent.csv
? 5
2> mm-sum: absent.csv: cannot open: No such file or directory

$ mm sum --nosuch
? 2
2>* --nosuch

$ mm som
? 2
2>* 'som'
2>* did you mean
2>* sum

$ mm --nosuch
? 2
2>* --nosuch
