# SPDX-License-Identifier: GPL-3.0-or-later
# mm-regress. Numbers: statsmodels 0.13 ols (robust ones with use_t), with t quantiles from mpmath (SciPy's are good to
# nine digits); perfect fits by hand. NIST's certified values are held in tests/unit/check_nist_linear.c.

$ mm-regress 'petal_length ~ sepal_length*sepal_width' iris.csv
> term,estimate,se,t,p,low,high,level,df,method
> (intercept),6.390952890396625,3.037754784258561,2.103840943157792,0.037106632557650135,0.3872994228056532,12.394606357987598,0.95,146,exact
> sepal_length,0.2041807883170485,0.5303221901249902,0.38501271890758654,0.700788293791187,-0.8439191676711497,1.2522807443052468,0.95,146,exact
> sepal_width,-4.199354287752822,0.9660449007600875,-4.346955596420782,2.573643244691591e-05,-6.1085929295125325,-2.2901156459931116,0.95,146,exact
> sepal_length:sepal_width,0.5056861342335707,0.1694611401258267,2.9840831582868694,0.0033352470214301987,0.17077234632337984,0.8405999221437614,0.95,146,exact
~ 1e-9

$ mm-regress --method=qr 'petal_length ~ sepal_length*sepal_width' iris.csv
> term,estimate,se,t,p,low,high,level,df,method
> (intercept),6.390952890396625,3.037754784258561,2.103840943157792,0.037106632557650135,0.3872994228056532,12.394606357987598,0.95,146,qr
> sepal_length,0.2041807883170485,0.5303221901249902,0.38501271890758654,0.700788293791187,-0.8439191676711497,1.2522807443052468,0.95,146,qr
> sepal_width,-4.199354287752822,0.9660449007600875,-4.346955596420782,2.573643244691591e-05,-6.1085929295125325,-2.2901156459931116,0.95,146,qr
> sepal_length:sepal_width,0.5056861342335707,0.1694611401258267,2.9840831582868694,0.0033352470214301987,0.17077234632337984,0.8405999221437614,0.95,146,qr
~ 1e-9

$ mm-regress --level=0.9 'petal_length ~ sepal_length - 1' iris.csv
> term,estimate,se,t,p,low,high,level,df,method
> sepal_length,0.6668951060999072,0.01825588054360658,36.53042670316232,3.0154085374004725e-76,0.6366789852084883,0.6971112269913261,0.9,149,exact
~ 1e-9

$ mm-regress --robust=hc0 'petal_length ~ sepal_length*sepal_width' iris.csv
> term,estimate,se,t,p,low,high,level,df,method,robust
> (intercept),6.390952890396625,3.4370369980074282,1.8594367456916194,0.06497781385306314,-0.40182024529351956,13.18372602608677,0.95,146,exact,hc0
> sepal_length,0.2041807883170485,0.5917288382064849,0.345058031878107,0.7305473454695899,-0.9652799297701833,1.3736415064042804,0.95,146,exact,hc0
> sepal_width,-4.199354287752822,1.0690743382005536,-3.9280283303975834,0.00013167704858265403,-6.312214710493242,-2.0864938650124016,0.95,146,exact,hc0
> sepal_length:sepal_width,0.5056861342335707,0.18604871424175504,2.7180307926045275,0.007362549983744457,0.13798956629911208,0.8733827021680293,0.95,146,exact,hc0
~ 1e-9

$ mm-regress --robust=hc1 'petal_length ~ sepal_length*sepal_width' iris.csv
> term,estimate,se,t,p,low,high,level,df,method,robust
> (intercept),6.390952890396625,3.4838015557433675,1.834476731276657,0.06861889592838685,-0.49424317576394383,13.276148956557194,0.95,146,exact,hc1
> sepal_length,0.2041807883170485,0.5997799407795356,0.3404261703912175,0.7340249363544562,-0.9811916913551211,1.3895532679892182,0.95,146,exact,hc1
> sepal_width,-4.199354287752822,1.0836202359147111,-3.875300726742189,0.00016037738507746065,-6.340962432232784,-2.05774614327286,0.95,146,exact,hc1
> sepal_length:sepal_width,0.5056861342335707,0.188580105624478,2.6815455032173436,0.008172320177722032,0.1329866619397913,0.8783856065273501,0.95,146,exact,hc1
~ 1e-9

$ mm-regress --robust=hc2 'petal_length ~ sepal_length*sepal_width' iris.csv
> term,estimate,se,t,p,low,high,level,df,method,robust
> (intercept),6.390952890396625,3.6831623812166443,1.7351808660376054,0.08481890366510177,-0.8882490768842901,13.670154857677542,0.95,146,exact,hc2
> sepal_length,0.2041807883170485,0.6354975457994881,0.32129280383007414,0.7484479948305356,-1.0517820248288026,1.4601436014628997,0.95,146,exact,hc2
> sepal_width,-4.199354287752822,1.1503954845403517,-3.6503570677963,0.00036401861595541295,-6.47293340468849,-1.925775170817154,0.95,146,exact,hc2
> sepal_length:sepal_width,0.5056861342335707,0.20065287115833405,2.520203829201809,0.012804113964200678,0.10912670423802495,0.9022455642291164,0.95,146,exact,hc2
~ 1e-9

$ mm-regress --robust=hc3 'petal_length ~ sepal_length*sepal_width' iris.csv
> term,estimate,se,t,p,low,high,level,df,method,robust
> (intercept),6.390952890396625,3.9649837774161933,1.6118484334786687,0.10915458583285577,-1.4452255686348305,14.227131349428081,0.95,146,exact,hc3
> sepal_length,0.2041807883170485,0.6859838947849718,0.2976466209619264,0.7663959995570082,-1.1515605012625698,1.559922077896667,0.95,146,exact,hc3
> sepal_width,-4.199354287752822,1.244198724468498,-3.375147558961467,0.0009452840482347309,-6.658321030307302,-1.7403875451983413,0.95,146,exact,hc3
> sepal_length:sepal_width,0.5056861342335707,0.21761444076079065,2.3237710349812604,0.021517613196500137,0.07560477985911934,0.9357674886080221,0.95,146,exact,hc3
~ 1e-9

$ mm-regress -g species 'petal_length ~ sepal_length' iris.csv
> species,term,estimate,se,t,p,low,high,level,df,method
> setosa,(intercept),0.8030518051312381,0.3438780725311539,2.3352806395019123,0.023756468290844306,0.11163860011527349,1.4944650101472026,0.95,48,exact
> setosa,sepal_length,0.1316316809566046,0.06852690203067756,1.9208759925799188,0.060697783801134435,-0.0061508900985862425,0.2694142520117955,0.95,48,exact
> versicolor,(intercept),0.18511550952876665,0.5142135117294547,0.3599973655032275,0.7204283048661348,-0.8487800499944906,1.219011069052024,0.95,48,exact
> versicolor,sepal_length,0.6864697591764197,0.08630708237223043,7.95380564732534,2.5861895052809734e-10,0.5129377395296756,0.8600017788231639,0.95,48,exact
> virginica,(intercept),0.6104679802955637,0.4171068467612035,1.4635769828181717,0.14982787882862733,-0.2281815434455563,1.4491175040366837,0.95,48,exact
> virginica,sepal_length,0.7500807558749898,0.06302606299048075,11.901120271280146,6.297785758903827e-16,0.6233583629901149,0.8768031487598646,0.95,48,exact
~ 1e-9

$ mm-regress 'petal_length ~ sepal_length + I(sepal_length^2) + sepal_length^3' iris.csv
> term,estimate,se,t,p,low,high,level,df,method
> (intercept),19.802806759639914,19.46475511896386,1.017367371878555,0.3106616368597799,-18.66627743745699,58.27189095673682,0.95,146,exact
> sepal_length,-13.580804564655763,9.845674964717398,-1.3793675510641412,0.169890621620679,-33.03926149771809,5.87765236840656,0.95,146,exact
> sepal_length^2,2.876750230529356,1.6395228234338062,1.754626522675853,0.08142105048636875,-0.36351357717142596,6.117014038230138,0.95,146,exact
> sepal_length^3,-0.1742277231950058,0.0899113431522812,-1.9377724443502025,0.05458103829005951,-0.3519236155327099,0.0034681691426983463,0.95,146,exact
~ 1e-7

$ mm-regress --part=summary --target=progression diabetes.csv
> response,n,n_missing,r_squared,r_squared_adjusted,r_squared_about,residual_sd,f,p,df_model,df_residual,ss_model,ss_residual,ss_total,method
> progression,442,0,0.5177484222203498,0.5065592904853231,mean,54.15423932805569,46.27243958524319,3.828649038185173e-62,10,431,1357023.3388010454,1263985.7856333437,2621009.124434389,exact
~ 1e-9

$ mm-regress --part=summary 'petal_length ~ 0 + sepal_length' iris.csv
> response,n,n_missing,r_squared,r_squared_adjusted,r_squared_about,residual_sd,f,p,df_model,df_residual,ss_model,ss_residual,ss_total,method
> petal_length,150,0,0.8995599563352497,0.8988858620824661,zero,1.319465788721567,1334.4720751151146,3.015408537400469e-76,1,149,2323.302494826612,259.40750517338745,2582.7099999999996,exact
~ 1e-9

$ mm-regress --part=residuals 'petal_length ~ sepal_length' iris.csv | head -4
> fitted,residual,leverage,standardized
> 2.3765648194972293,-0.9765648194972294,0.012074843803526691,-1.132171027690821
> 2.004878223846262,-0.6048782238462622,0.015376584395034379,-0.7024345332804263
> 1.633191628195295,-0.3331916281952949,0.019461346470693835,-0.38773473236186656
~ 1e-10

# ---- what a formula may say (R 4.2 lm) ----

$ printf 'y,a b,c\n1,1,2\n3,2,1\n6,3,5\n7,5,3\n' | mm-regress 'y ~ [a b] + `c`' --digits=6
> term,estimate,se,t,p,low,high,level,df,method
> (intercept),-0.7,1.1463,-0.610661,0.650991,-15.2651,13.8651,0.95,1,exact
> a b,1.3,0.354965,3.66234,0.169692,-3.21026,5.81026,0.95,1,exact
> c,0.5,0.354965,1.40859,0.393023,-4.01026,5.01026,0.95,1,exact

# Columns by number, with and without a header; "." is what -k leaves.
$ printf '1,1,2\n3,2,1\n6,3,5\n7,5,3\n' | mm-regress '[1] ~ [2] + [3]' --digits=6 | cut -d, -f1-3
> term,estimate,se
> (intercept),-0.7,1.1463
> 2,1.3,0.354965
> 3,0.5,0.354965

$ printf 'y,a,c,d\n1,1,2,0\n3,2,1,1\n6,3,5,1\n7,5,3,1\n' | mm-regress 'y ~ .' -k y,a-c --digits=6 | cut -d, -f1-3
> term,estimate,se
> (intercept),-0.7,1.1463
> a,1.3,0.354965
> c,0.5,0.354965

$ printf 'y,a,c,d\n1,1,2,0\n3,2,1,1\n6,3,5,1\n7,5,3,1\n' | mm-regress --target=1 -k a,c --digits=6 | cut -d, -f1-3
> term,estimate,se
> (intercept),-0.7,1.1463
> a,1.3,0.354965
> c,0.5,0.354965

$ printf 'y,a,c,d\n1,1,2,0\n3,2,1,1\n6,3,5,1\n7,5,3,1\n' | mm-regress 'y ~ . - d' --digits=6 | cut -d, -f1-3
> term,estimate,se
> (intercept),-0.7,1.1463
> a,1.3,0.354965
> c,0.5,0.354965

# ---- exact where a perfect fit is one ----

$ printf 'y,x\n1,1\n3,2\n5,3\n' | mm-regress 'y ~ x'
> term,estimate,se,t,p,low,high,level,df,method
> (intercept),-1,0,-inf,0,-1,-1,0.95,1,exact
> x,2,0,inf,0,2,2,0.95,1,exact

# A polynomial of degree 5 on 21 points (NIST's Wampler1): peers reach 9 digits.
$ mm-regress 'y ~ x + x^2 + x^3 + x^4 + x^5' nist/Wampler1.csv | cut -d, -f1-3
> term,estimate,se
> (intercept),1,0
> x,1,0
> x^2,1,0
> x^3,1,0
> x^4,1,0
> x^5,1,0

# Any order of rows, any number of threads: the same bits.
$ mm-regress --threads=1 'bmi ~ age*bp + s1^3' diabetes.csv >"$TMPDIR/a"; (head -1 diabetes.csv; tail -n +2 diabetes.csv | tac) | mm-regress --threads=4 'bmi ~ age*bp + s1^3' | cmp - "$TMPDIR/a"

# ---- missing ----

$ printf 'y,x\n1,1\n,2\n3,3\n4,5\n' | mm-regress 'y ~ x' --na=omit --part=summary --to=json --digits=4
> {"response":"y","n":3,"n_missing":1,"r_squared":0.9643,"r_squared_adjusted":0.9286,"r_squared_about":"mean","residual_sd":0.4082,"f":27,"p":0.121,"df_model":1,"df_residual":1,"ss_model":4.5,"ss_residual":0.1667,"ss_total":4.667,"method":"exact"}
2> mm-regress: left out 1 row with missing values

$ printf 'y,x\n1,1\n,2\n3,3\n4,5\n' | mm-regress 'y ~ x' --na=keep
? 3
2> mm-regress: standard input:3: nan is not allowed here (column 'y')

$ printf 'y,x\n1,1\n2,inf\n3,3\n4,5\n' | mm-regress 'y ~ x'
? 4
2> mm-regress: standard input:3: inf is not allowed here (column 'x')

# R 4.2: fitted, resid, hatvalues, rstandard.
$ printf ',y,x\nu,1,1\nv,2,3\nw,5,4\n' | mm-regress 'y ~ x' --part=residuals --digits=4
> ,fitted,residual,leverage,standardized
> u,0.6429,0.3571,0.9286,1
> v,3.071,-1.071,0.3571,-1
> w,4.286,0.7143,0.7143,1

# ---- refused ----

$ printf 'y,a,b,c\n1,1,2,3\n2,2,1,3\n5,4,1,5\n1,3,3,6\n9,2,2,4\n' | mm-regress 'y ~ a + b + c'
? 4
2> mm-regress: 'c' is a linear combination of 'a', 'b': leave one of these out

$ printf 'y,a,b,c\n1,1,2,3\n2,2,1,3\n5,4,1,5\n1,3,3,6\n9,2,2,4\n' | mm-regress --method=qr 'y ~ a + b + c'
? 4
2> mm-regress: 'c' is a linear combination of 'a', 'b': leave one of these out

$ printf 'y,a\n1,0\n2,0\n5,0\n' | mm-regress 'y ~ a'
? 4
2> mm-regress: 'a' is 0 throughout: leave it out

$ printf 'y,a\n1,3\n2,3\n5,3\n' | mm-regress 'y ~ a'
? 4
2> mm-regress: 'a' is a linear combination of '(intercept)': leave one of these out

$ printf 'y,x\n1,1\n1,2\n1,3\n' | mm-regress 'y ~ x'
? 4
2> mm-regress: the response 'y' is constant: there is nothing to explain

$ printf 'g,y,x\na,1,1\na,2,2\na,2,3\nb,1,2\n' | mm-regress 'y ~ x' -g g
? 3
2> mm-regress: group g = b: 1 row for 2 coefficients: more rows than coefficients are needed

$ printf 'y,x\n1,1\n2,1\n3,2\n' | mm-regress 'y ~ x' --robust=hc3
? 4
2> mm-regress: a row decides a coefficient alone (leverage 1), which hc2 and hc3 divide by: use --robust=hc1

$ printf 'y,x\n' | mm-regress 'y ~ x'
? 3
2>* no rows

$ mm-regress 'petal_length ~ sepal_lenght' iris.csv
? 2
2>* mm-regress: unknown column 'sepal_lenght'; did you mean 'sepal_length'?

$ mm-regress 'petal_length ~ species' iris.csv
? 3
2> mm-regress: iris.csv:2:5: not a number: 'setosa' (column 'species'); write a column of text as columns of 0 and 1

$ printf 'y,x\n1,1\n2,nan\n3,3\n' | mm-regress --method=qr --na=keep 'y ~ x'
? 3
2> mm-regress: standard input:3: nan is not allowed here (column 'x')

$ printf 'y,x\n1,1\n2,1e200\n3,3\n' | mm-regress --method=qr 'y ~ x^2'
? 4
2> mm-regress: term 'x^2' goes beyond the largest double

$ mm-regress 'petal_length ~ log(sepal_length)' iris.csv
? 2
2>* mm-regress: formula 'petal_length ~ log(sepal_length)': +, -, * or : is wanted at character 19, '('

$ mm-regress iris.csv
? 2
2>* mm-regress: a formula is wanted, such as 'y ~ a + b', or --target=COL

$ mm-regress 'y ~ x' --target=y iris.csv
? 2
2>* mm-regress: a formula and --target: one of the two says what is fitted

$ mm-regress 'y ~ x' --robust=hc0 --part=summary iris.csv
? 2
2>* mm-regress: --robust is about standard errors: it goes with --part=coefficients

$ mm-regress 'y ~ x' -k y iris.csv
? 2
2>* mm-regress: -k goes with --target or with '.': this formula names its columns

# Powers below the smallest double have coefficients above the largest.
$ printf 'x,y\n1e-200,1\n2e-200,2\n4e-200,5\n5e-200,5\n' | mm-regress 'y ~ x + x^2'
2> mm-regress: the coefficient of 'x^2' or its error is beyond the largest double
? 4
