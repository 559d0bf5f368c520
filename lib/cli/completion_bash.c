/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion for bash, without the help of the bash-completion package. */
#include "cli/option_value.h"
#include "cli/render_shell.h"

/* bash cuts "--name=value" into three words; `previous` is the option whose argument is wanted, `current` what there is
 * of it, and `head` what has to be put before each answer. */
static const char helpers[] =
    "_NAME_offer() {\n"
    "    local word\n"
    "    for word in \"$@\"; do\n"
    "        if [[ $word == \"$current\"* ]]; then COMPREPLY+=(\"$head$word\"); fi\n"
    "    done\n"
    "}\n\n"
    "_NAME_files() {\n"
    "    local file\n"
    "    compopt -o filenames 2>/dev/null || :\n"
    "    while IFS= read -r file; do COMPREPLY+=(\"$head$file\"); done < <(compgen -f -- \"$current\")\n"
    "}\n\n";

/* A name is compared as it is and inserted as the shell needs it; inside quotes the shell needs nothing. */
static const char columns[] =
    "# Column names, from the header of the first operand that is a file of text. With \"list\", after a comma too.\n"
    "_NAME_columns() {\n"
    "    local i word file='' line='' name quoted typed=$current raw='' start=''\n"
    "    for ((i = 1; i < ${#COMP_WORDS[@]}; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        case $word in\n"
    "        ARGUMENTED)\n"
    "            if [[ ${COMP_WORDS[i + 1]-} == = ]]; then i=$((i + 1)); fi\n"
    "            if [[ $i != \"$COMP_CWORD\" ]]; then i=$((i + 1)); fi\n"
    "            ;;\n"
    "        -*) ;;\n"
    "        *)\n"
    "            word=${word//[\\\\\\\"\\']/}\n"
    "            if [[ ${word:0:2} == '~/' ]]; then word=${HOME-}${word:1}; fi\n"
    "            if [[ $i != \"$COMP_CWORD\" && -f $word && -r $word ]]; then file=$word; break; fi\n"
    "            ;;\n"
    "        esac\n"
    "    done\n"
    "    case $file in '' | *.npy | *.npz | *.safetensors | *.gz | *.zst | *.json | *.jsonl) return 0 ;; esac\n"
    "    IFS= read -r -n 65536 line <\"$file\" || [[ -n $line ]] || return 0\n"
    "    line=${line#$'\\xef\\xbb\\xbf'}\n"
    "    line=${line%$'\\r'}\n"
    "    if [[ $line != *,* ]]; then line=${line//$'\\t'/,}; fi\n"
    "    case $line in '['* | '{'*) return 0 ;; esac\n"
    "    case ${typed:0:1} in [\\'\\\"]) raw=1 typed=${typed:1} ;; esac\n"
    "    if [[ ${1-} == list ]]; then\n"
    "        start=${typed%\"${typed##*,}\"}\n"
    "        typed=${typed##*,}\n"
    "        compopt -o nospace 2>/dev/null || :\n"
    "    fi\n"
    "    if [[ -z $raw ]]; then typed=${typed//\\\\/}; fi\n"
    "    while [[ -n $line ]]; do\n"
    "        name=${line%%,*}\n"
    "        if [[ $line == *,* ]]; then line=${line#*,}; else line=''; fi\n"
    "        name=${name#\"${name%%[![:blank:]]*}\"}\n"
    "        name=${name%\"${name##*[![:blank:]]}\"}\n"
    "        name=${name#\\\"}\n"
    "        name=${name%\\\"}\n"
    "        if [[ -z $name || $name != \"$typed\"* || $name =~ ^[-+.0-9][-+.0-9eE]*$ ]]; then continue; fi\n"
    "        quoted=$name\n"
    "        if [[ -z $raw ]]; then printf -v quoted %q \"$name\"; fi\n"
    "        COMPREPLY+=(\"$head$start$quoted\")\n"
    "    done\n"
    "}\n\n";

static const char opening[] =
    "_NAME() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]-} previous='' head='' assigned='' ended='' i\n"
    "    COMPREPLY=()\n"
    "    if ((COMP_CWORD > 1)); then previous=${COMP_WORDS[COMP_CWORD - 1]}; fi\n"
    "    if [[ $current == = ]]; then\n"
    "        current='' assigned=1\n"
    "    elif [[ $previous == = ]] && ((COMP_CWORD > 2)); then\n"
    "        previous=${COMP_WORDS[COMP_CWORD - 2]} assigned=1\n"
    "    elif [[ $current == --*=* ]]; then\n"
    "        previous=${current%%=*} head=${current%%=*}= current=${current#*=} assigned=1\n"
    "    fi\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        if [[ ${COMP_WORDS[i]} == -- ]]; then ended=1; fi\n"
    "    done\n"
    "    if [[ -z $ended ]]; then\n"
    "        case $previous in\n";

static const char middle[] = "        esac\n"
                             "        if [[ $current == -* ]]; then\n"
                             "            _NAME_offer";

static const char closing[] = "\n"
                              "            if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then\n"
                              "                compopt -o nospace 2>/dev/null || :\n"
                              "            fi\n"
                              "            return 0\n"
                              "        fi\n"
                              "    fi\n"
                              "    _NAME_files\n"
                              "}\n\n"
                              "complete -F _NAME ";

/* "-k | --columns) action; return 0 ;;" */
static void add_case(struct mm_buffer *out, const struct mm_option *option, const char *name) {
    mm_buffer_add_text(out, "        ");
    if (option->letter != 0) mm_buffer_printf(out, "-%c%s", option->letter, option->name != NULL ? " | " : "");
    if (option->name != NULL) mm_buffer_printf(out, "--%s", option->name);
    mm_buffer_add_text(out, ") ");
    if (mm_option_takes_argument(option)) {
        const char *action = "";
        if (option->kind == MM_OPTION_CHOICE) action = "_NAME_offer";
        if (option->kind == MM_OPTION_DELIMITER) action = "_NAME_offer tab space auto";
        if (option->kind == MM_OPTION_FILE) action = "_NAME_files";
        if (option->kind == MM_OPTION_COLUMN) action = "_NAME_columns";
        if (option->kind == MM_OPTION_COLUMNS) action = "_NAME_columns list";
        mm_shell_template(out, action, name, option, "");
        if (option->kind == MM_OPTION_CHOICE) mm_shell_alternatives(out, option);
        mm_buffer_printf(out, "%sreturn 0 ;;\n", action[0] != '\0' ? "; " : "");
    } else { /* help: its form may only be attached */
        mm_shell_template(out, "if [[ -n $assigned ]]; then _NAME_offer", name, option, "");
        mm_shell_alternatives(out, option);
        mm_buffer_add_text(out, "; return 0; fi ;;\n");
    }
}

void mm_render_bash(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options) {
    const char *name = command->name;
    mm_buffer_printf(out, "# Completion for bash, written by %s --help=bash.\n\n", name);
    mm_shell_template(out, helpers, name, options, " | ");
    if (mm_shell_has_columns(options)) mm_shell_template(out, columns, name, options, " | ");
    mm_shell_template(out, opening, name, options, " | ");
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++)
        if (mm_option_takes_argument(o) || (o->kind == MM_OPTION_HELP && o->name != NULL)) add_case(out, o, name);
    mm_shell_template(out, middle, name, options, " | ");
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++)
        if (o->kind != MM_OPTION_GROUP && o->name != NULL)
            mm_buffer_printf(out, " --%s%s", o->name, mm_option_takes_argument(o) ? "=" : "");
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++)
        if (o->kind != MM_OPTION_GROUP && o->name == NULL) mm_buffer_printf(out, " -%c", o->letter);
    mm_shell_template(out, closing, name, options, " | ");
    mm_buffer_printf(out, "%s\n", name);
}
