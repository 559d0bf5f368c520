# mm-rand. Values from an independent Philox 4x32-10 and the published algorithms in Python, logarithms and exponentials
# from mpmath.

$ mm-rand normal --mu=1 --sigma=2 --count=4 --seed=42
> 0.17810626546135622
> -3.163654856740332
> -2.921015940533213
> -0.03580869729989611
~ 1e-13

$ mm-rand uniform --low=-1 --high=3 --count=4 --seed=42
> 0.8743460733564199
> 0.3634461975407153
> 0.3082535248135392
> 0.8172624069395533
~ 1e-13

$ mm-rand exponential --rate=4 --count=4 --seed=42
> 0.1895086308513278
> 0.2690697244194079
> 0.27940032513918267
> 0.19724079111120882
~ 1e-13

$ mm-rand gamma --shape=0.3 --count=4 --seed=42
> 0.044427779132540875
> 0.07094443052775919
> 3.920542683133181e-05
> 0.005564579215381436
~ 1e-13

$ mm-rand gamma --shape=5 --rate=2 --count=4 --seed=42
> 1.9170112849026821
> 1.757484373548386
> 4.3965021160291196
> 1.4145994287891692
~ 1e-13

$ mm-rand beta --alpha=0.5 --beta=2 --count=4 --seed=42
> 0.055954796082256
> 0.11557559269622297
> 0.019451272440925507
> 0.14754263919701155
~ 1e-13

$ mm-rand t --df=3 --count=4 --seed=42
> -1.877175913747071
> 1.5407535629238596
> 0.7756370930365205
> -0.02574022720496868
~ 1e-13

$ mm-rand chisq --df=5 --count=4 --seed=42
> 3.2326309723959614
> 2.8309550821309943
> 10.545154119984927
> 2.0132740995584495
~ 1e-13

$ mm-rand f --df1=4 --df2=9 --count=4 --seed=42
> 0.8684273701615944
> 4.146767164732081
> 1.5283300406084819
> 3.595772483812526
~ 1e-13

$ mm-rand laplace --mu=1 --scale=2 --count=4 --seed=42
> 0.8702253143092683
> 0.23373656576462742
> 0.1510917600064291
> 0.8083680322302201
~ 1e-13

$ mm-rand logistic --count=4 --seed=42
> -0.12581964750779306
> -0.6594572231117742
> -0.7214971696619636
> -0.18324866893118663
~ 1e-13

$ mm-rand cauchy --count=4 --seed=42
> 5.065928454945005
> 0.2641684484350854
> 1.7280976133397437
> -0.7083569749584371
~ 1e-13

$ mm-rand lognormal --sigma=0.5 --count=4 --seed=42
> 0.814261726254316
> 0.3531318729021562
> 0.37521578751627105
> 0.7718599368834888
~ 1e-13

$ mm-rand weibull --shape=2 --scale=3 --count=4 --seed=42
> 2.611955342391558
> 3.1123158707140703
> 3.1714999140801776
> 2.6647079539798573
~ 1e-13

$ mm-rand binomial --trials=20 --prob=0.3 --count=4 --seed=42
> 6
> 5
> 5
> 6
~ 1e-13

$ mm-rand binomial --trials=1000 --prob=0.7 --count=4 --seed=42
> 701
> 707
> 693
> 693
~ 1e-13

$ mm-rand poisson --rate=3 --count=4 --seed=42
> 3
> 5
> 1
> 3
~ 1e-13

$ mm-rand poisson --rate=1000 --count=4 --seed=42
> 997
> 984
> 1015
> 1016
~ 1e-13

$ mm-rand geometric --prob=0.2 --count=4 --seed=42
> 4
> 5
> 6
> 4
~ 1e-13

$ mm-rand categorical --weights=1,2,0,7 --count=4 --seed=42
> 3
> 3
> 3
> 3
~ 1e-13

$ mm-rand dirichlet --alpha=1,0.5,3 --count=4 --seed=42
> 0.13926416170725503,0.1047369697673434,0.7559988685254015
> 0.3141633550560096,0.03681313596225273,0.6490235089817377
> 0.003539812185762144,0.09786973070058552,0.8985904571136524
> 0.057836745784334384,0.5863830615250315,0.35578019269063416
~ 1e-13

$ printf '2,0.5\n0.5,1\n' >"$TMPDIR/c.csv"; mm-rand multinormal --mean=1,-1 --cov="$TMPDIR/c.csv" --count=3 --seed=42
> 0.4188333668929888,-2.979178940471061
> 1.95933019304081,0.6651892614659788
> 1.8671531172971625,-0.2455918159899214
~ 1e-13

# The beginning does not depend on how much follows.
$ mm-rand gamma --shape=0.5 --count=50000 --seed=7 | head -2 >"$TMPDIR/long"; mm-rand gamma --shape=0.5 --count=2 --seed=7 | cmp - "$TMPDIR/long" && echo same
> same

$ mm-rand binomial --trials=0 --prob=0.5 --count=2 --seed=1
> 0
> 0

$ mm-rand normal --count=0 --seed=1

$ MM_SEED=42 mm-rand categorical --weights=0,3
> 1
2>* --seed=42 gives these numbers again

# Usage.
$ mm-rand
? 2
2>* missing operand

$ mm-rand normol
? 2
2>* unknown family 'normol'; did you mean 'normal'?

$ mm-rand gamma
? 2
2>* missing parameter: --shape

$ mm-rand normal --sigma=0
? 2
2>* --sigma: 0 is not a number above 0

$ mm-rand normal --df=3
? 2
2>* --df: normal has --mu and --sigma

$ mm-rand uniform --low=2 --high=1
? 2
2>* --low must be below --high

$ mm-rand normal --weights=1,2
? 2
2>* --weights has no meaning for normal

$ mm-rand categorical
? 2
2>* missing parameter: --weights

$ mm-rand categorical --weights=0,0
? 2
2>* --weights: the sum is 0

$ mm-rand categorical --weights=1,-1
? 2
2>* --weights: -1 is not between

$ printf '1,2\n2,1\n' >"$TMPDIR/c.csv"; mm-rand multinormal --mean=0,0 --cov="$TMPDIR/c.csv"
? 4
2>* --cov: not positive definite: leading minor 2

$ printf '1,2\n3,9\n' >"$TMPDIR/c.csv"; mm-rand multinormal --mean=0,0 --cov="$TMPDIR/c.csv"
? 3
2>* --cov: not symmetric at row 2

$ printf '1,0\n0,1\n' >"$TMPDIR/c.csv"; mm-rand multinormal --mean=0,0,0 --cov="$TMPDIR/c.csv"
? 3
2>* --cov: 2x2, but 3x3 is wanted

# ---- streams: variate 16384 is the first of stream 2, whatever the number of threads ----

$ for t in 1 3; do mm-rand normal --count=16387 --seed=42 --threads=$t | tail -3; done
> 0.20473844149792816
> 1.9409444220320144
> 0.7813233326406864
> 0.20473844149792816
> 1.9409444220320144
> 0.7813233326406864
~ 1e-13

$ mm-rand categorical --weights=1,2,3.5 --seed=9 --count=16390 --threads=2 | tail -6 | paste -sd ' '
> 2 0 0 1 1 1

$ mm-rand uniform --count=9000 --seed=3 >"$TMPDIR/few"; mm-rand uniform --count=20000 --seed=3 | head -n 9000 | cmp - "$TMPDIR/few" && echo the same
> the same
