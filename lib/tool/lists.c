/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists as arguments of options: numbers, operands. */
#include "tool/lists.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

enum mm_status mm_number_list_read(struct mm_run *run, const char *option, const char *list, double low, double high,
                                   struct mm_number_list *numbers) {
    *numbers = (struct mm_number_list){0};
    if (!mm_strings_split(&numbers->texts, list, ',')) return MM_MEMORY;
    numbers->values = mm_new(numbers->texts.count, sizeof *numbers->values);
    if (numbers->values == NULL) return MM_MEMORY;
    for (size_t i = 0; i < numbers->texts.count; i++) {
        const char *item = numbers->texts.items[i];
        double value;
        if (mm_parse_number(item, strlen(item), &value) != MM_NUMBER_OK)
            return mm_run_fail(run, MM_USAGE, "--%s: not a number: '%s'", option, item);
        if (!(value >= low && value <= high))
            return mm_run_fail(run, MM_USAGE, "--%s: %s is not between %g and %g", option, item, low, high);
        numbers->values[i] = value;
    }
    return MM_OK;
}

void mm_number_list_free(struct mm_number_list *numbers) {
    free(numbers->values);
    mm_strings_free(&numbers->texts);
}

enum mm_status mm_operand_marks(struct mm_run *run, const char *option, const char *list, bool *marks) {
    struct mm_strings items = {0};
    if (list == NULL) return MM_OK;
    if (!mm_strings_split(&items, list, ',')) return MM_MEMORY;
    for (size_t i = 0; i < items.count; i++) {
        const char *item = items.items[i];
        char *end;
        size_t number = strtoul(item, &end, 10);
        if (item[0] >= 'a' && item[0] <= 'z' && item[1] == '\0')
            number = (size_t)(item[0] - 'a') + 1;
        else if (*end != '\0')
            number = 0;
        if (number == 0 || number > run->operand_count)
            return mm_run_fail(run, MM_USAGE, "--%s: there is no operand '%s' (there are %zu)", option, item,
                               run->operand_count);
        marks[number - 1] = true;
    }
    mm_strings_free(&items);
    return MM_OK;
}
