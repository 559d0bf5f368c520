# SPDX-License-Identifier: GPL-3.0-or-later
# mm-calibration. Expected: NumPy by the definitions, scikit-learn 1.2 (log_loss, brier_score_loss, calibration_curve),
# and for the temperature scipy.optimize.brentq on the slope of the log loss.

$ mm-calibration --logits --target-file=digits_eval.csv#label digits_logits_linear.csv
> n,n_missing,accuracy,confidence,ece,mce,brier,log_loss,bins,binning
> 719,0,0.9694019471488178,0.8857028217804721,0.08552976817847652,0.36846513494186484,0.06311236370116802,0.16409224187409086,15,width
~ 1e-13

$ mm-calibration --logits --binning=mass --target-file=digits_eval.csv#label digits_logits_mlp.csv
> n,n_missing,accuracy,confidence,ece,mce,brier,log_loss,bins,binning
> 719,0,0.9596662030598053,0.9529555247462296,0.01841455115269835,0.08454143446075846,0.052666426161075225,0.11525063504301084,15,mass
~ 1e-13

# Probabilities instead of logits, and one file with the target beside them.
$ mm-softmax digits_logits_linear.csv >"$TMPDIR/p.csv"; mm-calibration --target-file=digits_eval.csv#label "$TMPDIR/p.csv" | tail -1
> 719,0,0.9694019471488178,0.8857028217804721,0.08552976817847652,0.36846513494186484,0.06311236370116802,0.16409224187409086,15,width
~ 1e-13

# ---- reliability bins: calibration_curve(n_bins=5), uniform and quantile ----

$ mm-calibration --logits --bins=5 --part=bins --target-file=digits_eval.csv#label digits_logits_linear.csv
> low,high,n,confidence,accuracy,gap
> 0.2,0.4,9,0.3438156254741838,0.3333333333333333,-0.010482292140850502
> 0.4,0.6,39,0.5139426908499403,0.6666666666666666,0.15272397581672637
> 0.6,0.8,95,0.7095492723302297,0.9789473684210527,0.269398096090823
> 0.8,1,576,0.9483941708617574,0.9982638888888888,0.04986971802713147
~ 1e-13

$ mm-calibration --logits --bins=5 --binning=mass --part=bins --target-file=digits_eval.csv#label digits_logits_linear.csv
> low,high,n,confidence,accuracy,gap
> 0.3086691215980046,0.8072360180758353,144,0.6343619458867976,0.8541666666666666,0.219804720779869
> 0.8072360180758353,0.924452769414318,144,0.8770624908431345,0.9930555555555556,0.1159930647124211
> 0.924452769414318,0.9677255466312312,143,0.9485897545929837,1,0.05141024540701633
> 0.9677255466312312,0.9851599340298066,144,0.9777108638336165,1,0.022289136166383505
> 0.9851599340298066,0.9994859434382014,144,0.9912257685570258,1,0.008774231442974179
~ 1e-13

# Edges belong to the bin below, 0 to the first; equal confidences share a bin of mass.
$ printf '0,0\n0.25,0\n0.5,1\n0.75,1\n1,1\n' | mm-calibration --bins=4 --part=bins; printf '0.5,0\n1,1\n1,1\n1,1\n' | mm-calibration --bins=4 --binning=mass --part=bins
> low,high,n,confidence,accuracy,gap
> 0,0.25,2,0.125,0,-0.125
> 0.25,0.5,1,0.5,1,0.5
> 0.5,0.75,1,0.75,1,0.25
> 0.75,1,1,1,1,0
> low,high,n,confidence,accuracy,gap
> 0.5,0.875,1,0.5,0,-0.5
> 0.875,1,3,1,1,0

# ---- two columns: brier_score_loss and log_loss ----

$ printf 'c,right\n0.95,1\n0.9,1\n0.6,0\n0.55,1\n' | mm-calibration --bins=10
> n,n_missing,accuracy,confidence,ece,mce,brier,log_loss,bins,binning
> 4,0,0.75,0.75,0.075,0.1,0.14375,0.41769538566878806,10,width
~ 1e-14

$ printf 'm,c,right\na,0.9,1\nb,0.6,0\na,0.8,0\n' | mm-calibration -g m --bins=1
> m,n,n_missing,accuracy,confidence,ece,mce,brier,log_loss,bins,binning
> a,2,0,0.5,0.8500000000000001,0.35,0.35,0.325,0.8573992140459634,1,width
> b,1,0,0,0.6,0.6,0.6,0.36,0.916290731874155,1,width
~ 1e-14

$ printf '1,0\n' | mm-calibration --bins=1 | tail -1
> 1,0,0,1,1,1,1,inf,1,width

# ---- temperature ----

$ mm-calibration --logits --fit-temperature --target-file=digits_eval.csv#label digits_logits_linear.csv
> n,n_missing,temperature,accuracy,confidence,confidence_after,ece,ece_after,mce,mce_after,brier,brier_after,log_loss,log_loss_after,bins,binning
> 719,0,0.45867718416228287,0.9694019471488178,0.8857028217804721,0.9680518797096641,0.08552976817847652,0.016469951446207633,0.36846513494186484,0.4076168815426799,0.06311236370116802,0.041060895607751204,0.16409224187409086,0.09248871208786003,15,width
~ 1e-12

$ for t in 1 4; do mm-calibration --threads=$t --logits --fit-temperature --target-file=digits_eval.csv#label digits_logits_mlp.csv | tail -1; done
> 719,0,0.8758136116851686,0.9596662030598053,0.9529555247462296,0.9613943162282415,0.025117112260087435,0.018357581317143778,0.382166388428333,0.437470342570663,0.052666426161075225,0.05194720465196308,0.11525063504301084,0.11345987535036894,15,width
> 719,0,0.8758136116851686,0.9596662030598053,0.9529555247462296,0.9613943162282415,0.025117112260087435,0.018357581317143778,0.382166388428333,0.437470342570663,0.052666426161075225,0.05194720465196308,0.11525063504301084,0.11345987535036894,15,width
~ 1e-12

$ printf 'a,b,t\n1,0,a\n0,2,b\n' | mm-calibration --logits --target=t --fit-temperature
? 4
2>* goes to 0: every prediction was right

$ printf 'a,b,t\n1,0,b\n0,2,a\n' | mm-calibration --logits --target=t --fit-temperature
? 4
2>* the predictions tell less than none would

$ printf 'a,b,t\n1,-inf,b\n0,2,b\n' | mm-calibration --logits --target=t --fit-temperature
? 4
2>* infinite at every temperature

# ---- missing values ----

$ printf 'c,right\n0.9,1\nNA,1\n0.5,NA\n' | mm-calibration --bins=1
? 3
2>* standard input:3:1: missing value

$ printf 'c,right\n0.9,1\nNA,1\n0.5,NA\n' | mm-calibration --bins=1 --na=omit | tail -1
> 1,2,1,0.9,0.1,0.1,0.01,0.10536051565782628,1,width
~ 1e-13

$ printf 'a,b,t\n0.9,0.1,a\n,1,b\n0.5,0.5,\n' | mm-calibration --target=t --bins=1 --na=omit | tail -1
> 1,2,1,0.9,0.1,0.1,0.02,0.10536051565782628,1,width
~ 1e-13

$ printf 'c,right\n0.9,1\nNA,1\n' | mm-calibration --bins=1 --na=keep | tail -1
> 0,1,nan,nan,nan,nan,nan,nan,1,width

$ printf 'c,right\nNA,1\n' | mm-calibration --na=omit
? 3
2>* every prediction has a missing value

# ---- refusals ----

$ printf 'c,right\n0.9,1\n1.2,1\n' | mm-calibration
? 3
2>* standard input:3: a confidence is from 0 to 1, not 1.2 (column 1)

$ printf 'c,right\n0.9,1\n0.8,2\n' | mm-calibration
? 3
2>* standard input:3: right is 1 and wrong is 0, not 2 (column 2)

$ printf 'a,b,c\n1,1,1\n' | mm-calibration
? 2
2>* 3 columns: name two with -k, a confidence and whether it was right; or --target

$ printf 'a,b,t\n0.5,0.6,a\n' | mm-calibration --target=t
? 3
2>* the sum is 1.1; --normalize

$ printf 'cat,dog,t\n0.5,0.5,cta\n' | mm-calibration --target=t
? 3
2>* target 'cta' is neither the name nor the index of a class; did you mean 'cat'?

$ printf '0.5,1\n' | mm-calibration --fit-temperature
? 2
2>* --target

$ printf 'c,right\n' | mm-calibration
? 3
2>* no rows
