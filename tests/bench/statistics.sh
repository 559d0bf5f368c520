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
