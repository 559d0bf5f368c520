# SPDX-License-Identifier: GPL-3.0-or-later
# mm: the maths of machine learning as Unix commands.
#
#   make demo       install what is missing, build, and show the pipelines on real data
#   make check      install what is missing, build, and run every test
#   make            build into build/bin
#   make docs       write the man pages, the completions and the README's table from the commands
#   make install    [DESTDIR=] [PREFIX=/usr/local]; make uninstall likewise
#   make check-peers  every command beside NumPy, SciPy, PyTorch, mpmath, R and others, of those that are installed
#   make sanitize   the tests again under AddressSanitizer and UndefinedBehaviorSanitizer
#   make fuzz       [FUZZ_SECONDS=20] every fuzz target for that long
#   make bench      this toolbox beside others (make bench-deps installs them)
#
# Files are found, not listed: a new cmd/<wing>/mm-x.c is a new command.

PREFIX  ?= /usr/local
BUILD   ?= build
VERSION := 0.1
JOBS    ?= $(shell nproc)
# Make's own defaults (cc) count as not set; what the environment or the command line says counts.
ifeq ($(origin CC),default)
CC       = gcc
endif
ifeq ($(origin CXX),default)
CXX      = g++
endif

# WERROR=-Werror is for those who test this (.ci/run): a new compiler's new warning must not keep others from building.
WERROR   =
# Short lines while building; V=1 shows the commands.
QUIET := $(findstring s,$(filter-out --%,$(firstword -$(MAKEFLAGS))))
SAY    = $(if $(V),,@$(if $(QUIET),,echo '  $(@:$(BUILD)/%=%)';))

WARN     = -Wall -Wextra -Wpedantic -Wconversion -Wshadow $(WERROR)
OPT      = -O2 -g
SANITIZE =
CPPFLAGS += -Ilib -D_GNU_SOURCE -DMM_VERSION='"$(VERSION)"'
CFLAGS   += -std=c11 $(OPT) $(WARN) -Wstrict-prototypes -ffp-contract=off -pthread $(SANITIZE)
CXXFLAGS += -std=c++17 $(OPT) $(WARN) -fno-exceptions -fno-rtti $(SANITIZE)
LDFLAGS  += -pthread -static-libgcc $(SANITIZE)

# The small libraries are linked statically: each shared one costs start-up time in every command.
LIBS      = -l:libcsv.a -lcjson -l:libz.a -l:libzstd.a -l:libgmp.a -l:libgsl.a -lm
BLAS_LIBS = -l:libopenblas.so.0

LIB_C    := $(sort $(wildcard lib/*/*.c))
LIB_CC   := $(wildcard lib/*/*.cc)
CMD_C    := $(sort $(wildcard cmd/*/mm*.c))
# What several commands of a wing share, or one is too long without: it may know tools and wings, as they do.
SHARED_C := $(filter-out $(CMD_C),$(sort $(wildcard cmd/*/*.c)))
UNIT_C   := $(sort $(wildcard tests/unit/check_*.c))
LIB_O    := $(LIB_C:%.c=$(BUILD)/%.o) $(LIB_CC:%.cc=$(BUILD)/%.o) $(SHARED_C:%.c=$(BUILD)/%.o)
COMMANDS := $(notdir $(CMD_C:.c=))
BINS     := $(COMMANDS:%=$(BUILD)/bin/%)
UNITS    := $(UNIT_C:tests/unit/%.c=$(BUILD)/tests/%)
LIB      := $(BUILD)/libmm.a

# What a command or a test that is no more left behind would still be found.
all: $(BINS)
	@rm -f $(filter-out $(BINS),$(wildcard $(BUILD)/bin/*))

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(SAY)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.cc
	@mkdir -p $(@D)
	$(SAY)$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

# Loops over arrays are worth the vectoriser.
$(BUILD)/lib/numeric/%.o: OPT = -O3 -g
$(BUILD)/lib/expr/%.o: OPT = -O3 -g
$(BUILD)/lib/linalg/%.o: OPT = -O3 -g

$(LIB): $(LIB_O)
	@rm -f $@
	$(SAY)$(AR) rcs $@ $^

define COMMAND_RULE
$(BUILD)/bin/$(notdir $(1)): $(BUILD)/$(1).o $(LIB)
endef
$(foreach c,$(CMD_C:.c=),$(eval $(call COMMAND_RULE,$(c))))

$(BINS):
	@mkdir -p $(@D)
	$(SAY)$(CXX) $(LDFLAGS) -static-libstdc++ -Wl,--gc-sections -Wl,--as-needed -o $@ $< $(LIB) $(LIBS) $(BLAS_LIBS)

$(BUILD)/tests/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(SAY)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@.o $<
	$(SAY)$(CXX) $(LDFLAGS) -o $@ $@.o $(LIB) $(LIBS) $(BLAS_LIBS) -lcheck -lsubunit -lrt

units: $(UNITS)
	@rm -f $(filter-out $(UNITS) %.o %.d,$(wildcard $(BUILD)/tests/check_*))

$(BUILD)/tests/run: tests/run.c
	@mkdir -p $(@D)
	$(SAY)$(CC) $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< -lm

# ---- tests: each suite ends with "N passed, N failed" ----

tests: all units $(BUILD)/tests/run

unit: units
runner: $(BUILD)/tests/run
cli examples: all $(BUILD)/tests/run
every layers check-docs check-peers: all
unit runner cli examples every layers check-docs check-peers:
	@sh tests/all.sh $(BUILD) $(@:check-%=%)

check: deps
	@$(MAKE) --no-print-directory -j$(JOBS) tests
	@sh tests/all.sh $(BUILD) unit runner cli examples every layers docs

# Objects and programs of their own: instrumented code does not mix with the other.
SANITIZERS = address,undefined
sanitize: deps
	@$(MAKE) --no-print-directory -j$(JOBS) BUILD=$(BUILD)/asan OPT='-O1 -g -fno-omit-frame-pointer' \
	    SANITIZE='-fsanitize=$(SANITIZERS) -fno-sanitize-recover=all' tests
	@ASAN_OPTIONS=exitcode=99:detect_leaks=1:strict_string_checks=1 \
	    UBSAN_OPTIONS=exitcode=99:print_stacktrace=1 sh tests/all.sh $(BUILD)/asan unit runner cli examples every

FUZZ_SECONDS ?= 20
FUZZERS      := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzzers/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
fuzz: fuzz-deps
	@$(MAKE) --no-print-directory -j$(JOBS) BUILD=$(BUILD)/fuzz CC=clang CXX=clang++ OPT='-O1 -g' \
	    SANITIZE='-fsanitize=fuzzer-no-link,$(SANITIZERS) -fno-sanitize-recover=all' fuzzers
	@sh tests/fuzz.sh $(BUILD)/fuzz $(FUZZ_SECONDS)

fuzzers: $(FUZZERS)
$(BUILD)/fuzzers/%: tests/fuzz/%.c $(LIB)
	@mkdir -p $(@D)
	$(SAY)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@.o $<
	$(SAY)$(CXX) $(LDFLAGS) -fsanitize=fuzzer -o $@ $@.o $(LIB) $(LIBS) $(BLAS_LIBS)

demo: deps
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@sh tests/demo.sh $(BUILD)

bench: all
	@BUILD=$(BUILD) bash tests/bench/run.sh
bench-scale: all
	@BUILD=$(BUILD) bash tests/bench/scale.sh
bench-deps:
	@bash tests/bench/deps.sh

# ---- what Debian has to bring: asks the network only when something is missing ----

PACKAGES = gcc g++ libc6-dev libcsv-dev libcjson-dev zlib1g-dev libzstd-dev libgmp-dev libgsl-dev libopenblas-dev \
           check binutils bash zsh fish mandoc locales gzip zstd
AS_ROOT  = $(if $(filter 0,$(shell id -u)),,sudo)

define INSTALL_PACKAGES
@if ! command -v dpkg >/dev/null; then echo "not a Debian system; needed: $(1)"; exit 0; fi; \
missing=$$(for p in $(1); do dpkg -s $$p 2>/dev/null | grep -q '^Status: install ok installed' || echo $$p; done); \
if [ -n "$$missing" ]; then \
    echo "installing:" $$missing; \
    $(AS_ROOT) apt-get -qq update && \
    $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install $$missing; \
fi
endef

deps:
	$(call INSTALL_PACKAGES,$(PACKAGES))
fuzz-deps: deps
	$(call INSTALL_PACKAGES,clang libclang-rt-dev)

# ---- pages and packaging ----

docs: all
	@sh man/generate.sh $(BUILD)/bin .

INSTALL     ?= install
bindir      ?= $(PREFIX)/bin
mandir      ?= $(PREFIX)/share/man
bashcompdir ?= $(PREFIX)/share/bash-completion/completions
zshcompdir  ?= $(PREFIX)/share/zsh/site-functions
fishcompdir ?= $(PREFIX)/share/fish/vendor_completions.d
MAN7        := $(notdir $(wildcard man/*.7))

INSTALLED = $(COMMANDS:%=$(bindir)/%) $(COMMANDS:%=$(mandir)/man1/%.1) $(MAN7:%=$(mandir)/man7/%) \
            $(COMMANDS:%=$(bashcompdir)/%) $(COMMANDS:%=$(zshcompdir)/_%) $(COMMANDS:%=$(fishcompdir)/%.fish)

install: all
	$(INSTALL) -d $(addprefix $(DESTDIR),$(bindir) $(mandir)/man1 $(mandir)/man7 $(bashcompdir) $(zshcompdir) $(fishcompdir))
	$(INSTALL) -m 755 $(BINS) $(DESTDIR)$(bindir)
	$(INSTALL) -m 644 $(COMMANDS:%=man/%.1) $(DESTDIR)$(mandir)/man1
	$(INSTALL) -m 644 $(MAN7:%=man/%) $(DESTDIR)$(mandir)/man7
	$(INSTALL) -m 644 $(COMMANDS:%=completions/bash/%) $(DESTDIR)$(bashcompdir)
	$(INSTALL) -m 644 $(COMMANDS:%=completions/zsh/_%) $(DESTDIR)$(zshcompdir)
	$(INSTALL) -m 644 $(COMMANDS:%=completions/fish/%.fish) $(DESTDIR)$(fishcompdir)

uninstall:
	rm -f $(addprefix $(DESTDIR),$(INSTALLED))

clean:
	rm -rf $(BUILD)

-include $(LIB_O:.o=.d) $(CMD_C:%.c=$(BUILD)/%.d) $(UNITS:=.d) $(FUZZERS:=.d) $(BUILD)/tests/run.d
.PHONY: all units tests unit runner cli examples every layers check-docs check-peers check sanitize fuzz fuzzers demo bench bench-scale \
        bench-deps deps fuzz-deps docs install uninstall clean
.SECONDARY:
