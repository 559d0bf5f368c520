/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-mutual-info: mutual information of two variables. */
#include "probability/form.h"
#include "probability/information.h"
#include "tool/crosstab.h"
#include "tool/output.h"

static struct {
    bool normalized, table;
    int base, correct;
} opt = {.base = MM_BASE_E, .correct = -1};

static const struct mm_option options[] = {
    MM_FLAG(0, "normalized", &opt.normalized, "2 I(X;Y) / (H(X) + H(Y)), from 0 to 1"),
    MM_CHOICE(0, "correct", &opt.correct, "miller-madow",
              "take off the bias of first order: entropies of m counts in N gain (m - 1)/2N"),
    MM_CHOICE(0, "base", &opt.base, MM_LOG_BASES, "base of the logarithm: nats, bits or bans"),
    MM_FLAG(0, "table", &opt.table, "with -k: the columns named are a contingency table, not categories"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A contingency table: treatment by outcome, in bits.",
     .command = "printf '30,10\\n10,30\\n' | mm-mutual-info --base=2",
     .output = "0.1887218755408671\n"},
    {.says = "How much one model's predictions tell of another's.",
     .command = "mm-mutual-info -k predicted_linear,predicted_mlp --normalized digits_eval.csv",
     .output = "0.9460433397029302\n"},
    {.says = "Few observations seem to tell more than they do: corrected for that.",
     .command =
         "printf 'x,y\\na,u\\na,v\\nb,v\\nb,u\\nb,v\\n' | mm-mutual-info -k x,y --correct=miller-madow --digits=4",
     .output = "-0.08616\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    struct mm_crosstab crosstab;
    struct mm_information information;
    struct mm_detail detail;
    MM_TRY(mm_crosstab_read(&crosstab, run, run->common.columns != NULL && !opt.table));
    if (opt.correct >= 0 && !crosstab.whole)
        return mm_run_fail(run, MM_DATA, "--correct is for counts, and the table has numbers that are not whole");
    enum mm_status status =
        mm_mutual_information(crosstab.cells, crosstab.count, crosstab.rows, crosstab.columns, &information, &detail);
    if (status != MM_OK) return mm_run_fail(run, status, "%s", mm_status_text(status));
    mm_crosstab_free(&crosstab);
    if (opt.correct >= 0) mm_correct_information(&information);
    return mm_output_number(run, opt.normalized ? mm_normalized_information(&information)
                                                : mm_from_nats(information.mutual, (enum mm_log_base)opt.base));
}

static const struct mm_command command = {
    .name = "mm-mutual-info",
    .wing = "probability",
    .summary = "mutual information of two variables",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "How much one variable tells of another. Two columns that -k names are categories, compared as text, with a "
        "row for each item; else the input is a contingency table of counts (or of joint probabilities: only "
        "proportions matter). --table takes columns of -k as such a table.\n\n"
        "The estimate is the plug-in one, which is too large on average where counts are small; "
        "--correct=miller-madow takes that off to first order and may give a negative number. --normalized divides by "
        "the mean of the two entropies (those that are corrected, under --correct), as scikit-learn's "
        "normalized_mutual_info_score does; two constants give 1.",
    .formula = "I(X;Y) = Σ_ij p_ij log(p_ij / (p_i p_j)) = H(X) + H(Y) - H(X,Y)",
    .input = "a contingency table, or two columns of categories",
    .output = "a number",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Cover and Thomas, Elements of Information Theory, 2006, section 2.3.\n"
                  "Miller, Note on the bias of information estimates, 1955.",
    .see_also = "mm-entropy mm-kl",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
