# SPDX-License-Identifier: GPL-3.0-or-later
# mm-gd. Steps from torch.optim (PyTorch 1.13, double), as in tests/unit/check_descent.c; optima of logistic regression
# from sklearn.linear_model.LogisticRegression(penalty='none', solver='newton-cg'), polished by Newton steps in 80-bit
# arithmetic.

# ---- steps ----

$ mm-gd 'mean((w*x + b - y)^2)' --init w=0.5,b=-1 --rate=0.05 --epochs=20 --to=csv | mm-convert -k w,b,epochs,method,rate,n
< x,y
< 1,2.1
< 2,3.9
< 3,6.2
< 4,7.8
< 5,10.1
> w,b,epochs,method,rate,n
> 2.1065743430916331,-0.37087036739956797,20,gd,0.05,5
~ 1e-12

$ mm-gd 'mean((w*x + b - y)^2)' --init w=0.5,b=-1 --rate=0.1 --epochs=20 --method=adamw | mm-convert -k w,b
< x,y
< 1,2.1
< 2,3.9
< 3,6.2
< 4,7.8
< 5,10.1
> w,b
> 2.0667479232874619,0.5862651414053911
~ 1e-12

$ mm-gd 'mean((w*x + b - y)^2)' --init w=0.5,b=-1 --rate=0.1 --epochs=20 --method=adam --schedule=exp --gamma=0.9 | mm-convert -k w,b
< x,y
< 1,2.1
< 2,3.9
< 3,6.2
< 4,7.8
< 5,10.1
> w,b
> 1.3372937765998631,-0.16349239510684407
~ 1e-12

# Batches of 2, 2 and 1, in an order that the seed gives.
$ mm-gd 'mean((w*x + b - y)^2)' --init w=0.5,b=-1 --rate=0.02 --epochs=3 --method=sgd --batch=2 --seed=7 | mm-convert -k w,b,batch,seed
< x,y
< 1,2.1
< 2,3.9
< 3,6.2
< 4,7.8
< 5,10.1
> w,b,batch,seed
> 2.1214841275187695,-0.51426880791238094,2,7
~ 1e-12

# ---- optima ----

$ mm-gd 'mean(softplus(dot(w, [mean radius], [mean texture], [mean smoothness]) + b) - malignant*(dot(w, [mean radius], [mean texture], [mean smoothness]) + b))' --init 'w[3],b' --method=newton breast_cancer.csv | mm-convert -k '#1-#4,loss,converged,n' | tail -1
> 1.3969924080960106,0.3805589262658945,144.67422711501365,-42.019407644915674,0.1645784030912559,1,569
~ 1e-11

# Standardised columns, first-order.
$ Z='w[1]*([mean radius] - mean([mean radius]))/sd([mean radius]) + w[2]*([mean texture] - mean([mean texture]))/sd([mean texture]) + w[3]*([mean smoothness] - mean([mean smoothness]))/sd([mean smoothness]) + b'; mm-gd "mean(softplus($Z) - malignant*($Z))" --init 'w[3],b' --method=nesterov --rate=1 --epochs=3000 --tol=1e-12 breast_cancer.csv | mm-convert -k '#1-#4,loss,converged' | tail -1
> 4.92306945597793,1.6367975537648207,2.0347168683644474,-1.0019912072946549,0.1645784030912559,1
~ 1e-8

$ mm-gd '(1 - x)^2 + 100*(y - x^2)^2' --init x=-1.2,y=1 --method=lbfgs | mm-convert -k x,y,converged
> x,y,converged
> 1,1,1
~ 1e-9

# ---- ends ----

# By hand: w halves each epoch; |g| = 2 w.
$ mm-gd 'w^2' --init w=1 --rate=0.25 --tol=0.01
> w,loss,gradient_norm,epochs,converged,method,rate
> 0.00390625,0.0000152587890625,0.0078125,8,1,gd,0.25

$ mm-gd 'w^2' --init w=1 --rate=0.25 --tol=0.01 --epochs=3
> w,loss,gradient_norm,epochs,converged,method,rate
> 0.125,0.015625,0.25,3,0,gd,0.25
2>* not converged: after 3 epochs the norm of the gradient is 0.25

$ mm-gd 'w^2' --init w=1 --rate=0.25 --epochs=3 --to=json
> {"w":0.125,"loss":0.015625,"gradient_norm":0.25,"epochs":3,"converged":null,"method":"gd","rate":0.25}

# w ← -9 w: the loss is 81^k.
$ mm-gd 'w^2' --init w=1 --rate=5
? 4
2>* diverged in epoch 7: the loss is 22876800000000; the last finite loss was 282429536481: lower --rate (5)

$ mm-gd 'w^2' --init w=1 --rate=2 --epochs=2
> w,loss,gradient_norm,epochs,converged,method,rate
> 9,81,18,2,nan,gd,2
2>* the loss is higher than at the start: lower --rate

$ mm-gd --init w=1 --method=newton -- '-w^2'
? 4
2>* the loss falls without bound

$ mm-gd 'log(w)' --init w=-1
? 4
2>* the loss is nan at the start

$ mm-gd 'sqrt(w)' --init w=0
? 4
2>* at the start a derivative of the loss is not finite

# ---- history ----

$ mm-gd 'w^2' --init w=1 --rate=0.25 --epochs=2 --history="$TMPDIR/h.csv" >/dev/null; cat "$TMPDIR/h.csv"
> epoch,loss,gradient_norm
> 0,1,2
> 1,0.25,1
> 2,0.0625,0.5

$ mm-gd 'w^2' --init w=1 --rate=0.25 --epochs=1 --history="$TMPDIR/h.json" >/dev/null; cat "$TMPDIR/h.json"
> [{"epoch":0,"loss":1,"gradient_norm":2},
>  {"epoch":1,"loss":0.25,"gradient_norm":1}]

$ mm-gd 'w^2' --init w=1 --history=/nonexistent/h.csv
? 5
2>* cannot create

# ---- wrong ----

$ mm-gd 'mean((w*x + b - y)^2)'
< x,y
< 1,2
? 2
2>* --init is missing

$ mm-gd 'mean((w*weigth - y)^2)' --init w=0
< weight,y
< 1,2
? 2
2>* 'weigth'; did you mean 'weight'?

$ mm-gd 'mean((w*x - y)^2)' --init w,b
< x,y
< 1,2
? 2
2>* 'b'

$ mm-gd 'mean((w[1]*x - y)^2)' --init 'w[2]'
< x,y
< 1,2
? 2
2>* the loss does not depend on 'w[2]' of --init

$ mm-gd '(w*x - y)^2' --init w
< x,y
< 1,2
? 2
2>* the loss has a value in each row: wrap it in mean(...) or sum(...)

$ mm-gd 'n^2' --init n=1
? 2
2>* 'n' is a field of the result

$ mm-gd 'w^2' --init w=1 --beta1=0.5
? 2
2>* --beta1 is for adam and adamw, not for gd

$ mm-gd 'mean((w*x - y)^2)' --init w
< x,y
? 3
2>* no rows

$ mm-gd 'mean((w*x - y)^2)' --init w --na=omit --rate=0.5 --epochs=1 | mm-convert -k w,n,n_missing
< x,y
< 1,2
< 2,NA
> w,n,n_missing
> 2,1,1
2>* left out 1 row

$ mm-gd 'w^2' --init w=1 --history=-
2>* --history wants a file
? 2
