# SPDX-License-Identifier: GPL-3.0-or-later
# The rows of run.sh about statistics for evaluating models; run.sh sources this.

# The column NAME of the table that mm wrote to $dir/a, in one line, beside the one line of the peer.
agree_column() {
    awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
        $at != "nan" { printf("%s%s", (NR > 2) ? "," : "", $at) }' "$dir/a" >"$dir/a.line"
    same agree "$dir/a.line" "$dir/b" "$2"
}

# A response and five columns; standard errors as well, on both sides.
regressions() {
    local file=$dir/regress.csv work='regression on 5 columns, 10^6 rows, CSV'
    made regress.csv named 6 drawn 5 1000000 6 "$bin/mm-convert" --to=csv --digits=8
    if needs 'R data.table' has_package data.table; then
        versus "$work" 'fread and lm' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-regress" --target=x1 "$file" :: \
            Rscript --vanilla -e "library(data.table); setDTthreads(2)
                m <- lm(x1 ~ ., fread('$file')); s <- coef(summary(m))[, 2]; cat(format(coef(m), digits = 15), sep = ',')"
        agree_column estimate 1e-8
    fi
    if needs statsmodels has_module statsmodels; then
        versus "$work" 'pandas and statsmodels' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-regress" --target=x1 \
            "$file" :: "$python" -c "import sys, pandas as pd, statsmodels.api as sm
d = pd.read_csv(sys.argv[1]); m = sm.OLS(d.x1, sm.add_constant(d.iloc[:, 1:])).fit(); m.bse
print(*map(repr, map(float, m.params)), sep=',')" "$file"
        agree_column estimate 1e-8
    fi
}

# A column for each of six groups.
analyses_of_variance() {
    local file=$dir/regress.csv work='analysis of variance, 6 groups of 10^6, CSV'
    made regress.csv named 6 drawn 5 1000000 6 "$bin/mm-convert" --to=csv --digits=8
    needs pandas has_module pandas || return 0
    needs scipy has_module scipy || return 0
    versus "$work" 'pandas and scipy.f_oneway' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-anova" "$file" :: \
        "$python" -c "import sys, pandas as pd; from scipy.stats import f_oneway
print(repr(float(f_oneway(*pd.read_csv(sys.argv[1]).to_numpy().T)[0])))" "$file"
    agree_column f 1e-8
}

# How wide the interval is that mm wrote to $dir/a, beside that of the peer: both are of 9999 resamples, whose ends are
# known to about 2 %.
agree_width() {
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { print $at["high"] - $at["low"] }' "$dir/a" \
        >"$dir/a.line"
    same agree "$dir/a.line" "$dir/b" 0.06
}

# Two models on 10^5 items. mm does the interval, a permutation test and a paired t test; its peers the interval alone
# (scipy.stats.permutation_test would take four times as long again).
comparisons() {
    local file=$dir/compare.csv work='comparison of two models, 10^5 items, 9999 resamples'
    local mm=("$bin/mm-compare" --interval=percentile --seed=1 --threads=2)
    made compare.csv named 2 drawn 7 100000 2 "$bin/mm-convert" --to=csv --digits=8
    if needs scipy has_module scipy; then
        versus "$work" 'scipy.stats.bootstrap alone' '>= 5' -n 1 -1 "$dir/a" -2 "$dir/b" "${mm[@]}" "$file" :: \
            "$python" -c 'import sys, numpy as np
from scipy.stats import bootstrap
d = np.loadtxt(sys.argv[1], delimiter=",", skiprows=1)
i = bootstrap((d[:, 0] - d[:, 1],), np.mean, n_resamples=9999, batch=100, method="percentile", random_state=1)
print(i.confidence_interval.high - i.confidence_interval.low)' "$file"
        agree_width
    fi
    if needs 'R boot' has_package boot && needs 'R data.table' has_package data.table; then
        versus "$work" 'R boot alone, 2 processes' '>= 5' -n 1 -1 "$dir/a" -2 "$dir/b" "${mm[@]}" "$file" :: \
            Rscript --vanilla -e "library(boot); set.seed(1); d <- data.table::fread('$file'); x <- d\$x1 - d\$x2
                b <- boot(x, function(d, i) mean(d[i]), R = 9999, parallel = 'multicore', ncpus = 2)
                cat(diff(quantile(b\$t, c(0.025, 0.975))))"
        agree_width
    fi
}

# What mm-describe prints, on both sides; quantiles alone.
descriptions() {
    local file=$dir/describe.csv work='description of 5 columns, 10^6 rows, CSV' few='2 quantiles of 5 columns, 10^6 rows, CSV'
    made describe.csv named 5 drawn 8 1000000 5 "$bin/mm-convert" --to=csv --digits=8
    if needs pandas has_module pandas; then
        versus "$work" 'pandas' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-describe" "$file" :: \
            "$python" -c "import sys, pandas as pd
d = pd.read_csv(sys.argv[1]); s = d.describe(); d.skew(); d.kurt()
print(*map(repr, map(float, s.loc['mean'])), sep=',')" "$file"
        agree_column mean 1e-8
        versus "$few" 'pandas' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-quantile" -q 0.5,0.99 "$file" :: \
            "$python" -c "import sys, pandas as pd
q = pd.read_csv(sys.argv[1]).quantile([0.5, 0.99]); print(0.99, *map(repr, map(float, q.loc[0.99])), sep=',')" "$file"
        same agree "$dir/a" "$dir/b" 1e-12
    fi
    if needs 'R data.table' has_package data.table; then
        versus "$work" 'R, fread' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-describe" "$file" :: \
            Rscript --vanilla -e "library(data.table); setDTthreads(2)
                s <- sapply(fread('$file'), function(x) { m <- mean(x); z <- x - m; v <- mean(z^2)
                    c(m, sd(x), quantile(x), mean(z^3) / v^1.5, mean(z^4) / v^2 - 3) })
                cat(format(s[1, ], digits = 17), sep = ',')"
        agree_column mean 1e-8
        versus "$few" 'R, fread' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-quantile" -q 0.5,0.99 "$file" :: \
            Rscript --vanilla -e "library(data.table); setDTthreads(2)
                q <- sapply(fread('$file'), quantile, c(0.5, 0.99)); cat(format(c(0.99, q[2, ]), digits = 17), sep = ',')"
        same agree "$dir/a" "$dir/b" 1e-12
    fi
    if needs datamash have datamash; then
        versus "$few" 'datamash, medians alone' '>= 5' -n 1 "$bin/mm-quantile" -q 0.5,0.99 "$file" :: \
            sh -c "datamash -t, --header-in median 1-5 <'$file'"
    fi
    if needs miller have mlr; then
        versus "$few" miller '>= 5' -n 1 "$bin/mm-quantile" -q 0.5,0.99 "$file" :: \
            mlr --icsv --ocsv stats1 -i -a p50,p99 -f x1,x2,x3,x4,x5 "$file"
    fi
}

# Pearson's: exact at 20 columns, in blocks at 100. The last row of the matrix is compared.
correlations() {
    local columns file work
    for columns in 20 100; do
        file=$dir/corr$columns.csv
        work="correlations of $columns columns, 10^7 numbers, CSV"
        made "corr$columns.csv" named "$columns" drawn 9 $((10000000 / columns)) "$columns" "$bin/mm-convert" --to=csv --digits=8
        if needs pandas has_module pandas; then
            versus "$work" 'pandas' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-corr" "$file" :: \
                "$python" -c "import sys, pandas as pd
c = pd.read_csv(sys.argv[1]).corr(); print(0, *map(repr, map(float, c.iloc[-1])), sep=',')" "$file"
            sed -i 's/^x[0-9]*,/0,/' "$dir/a"
            same agree "$dir/a" "$dir/b" 1e-10
        fi
        if needs 'R data.table' has_package data.table; then
            versus "$work" 'R, fread' '>= 5' -n 3 -1 "$dir/a" -2 "$dir/b" "$bin/mm-corr" "$file" :: \
                Rscript --vanilla -e "library(data.table); setDTthreads(2)
                    c <- cor(fread('$file')); cat(format(c(0, c[$columns, ]), digits = 17), sep = ',')"
            sed -i 's/^x[0-9]*,/0,/' "$dir/a"
            same agree "$dir/a" "$dir/b" 1e-10
        fi
    done
}
