# SPDX-License-Identifier: GPL-3.0-or-later
# mm: the maths of machine learning as Unix commands.
#
#   make demo     install what is missing, build, and show the pipelines on real data
#   make check    build and run every test
#   make          build into build/bin
#   make install  [DESTDIR=] [PREFIX=/usr/local]
#
# Files are found, not listed: a new cmd/<wing>/mm-x.c is a new command.

PREFIX  ?= /usr/local
CC      ?= gcc
CXX     ?= g++
BUILD   ?= build
VERSION := 0.1

WARN     = -Wall -Wextra -Wpedantic -Wconversion -Wshadow
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
UNIT_C   := $(sort $(wildcard tests/unit/check_*.c))
LIB_O    := $(LIB_C:%.c=$(BUILD)/%.o) $(LIB_CC:%.cc=$(BUILD)/%.o)
COMMANDS := $(notdir $(CMD_C:.c=))
BINS     := $(COMMANDS:%=$(BUILD)/bin/%)
UNITS    := $(UNIT_C:tests/unit/%.c=$(BUILD)/tests/%)
LIB      := $(BUILD)/libmm.a

all: $(BINS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: %.cc
	@mkdir -p $(@D)
	$(CXX) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

# Loops over arrays are worth the vectoriser.
$(BUILD)/lib/numeric/%.o: OPT = -O3 -g

$(LIB): $(LIB_O)
	@rm -f $@
	$(AR) rcs $@ $^

define COMMAND_RULE
$(BUILD)/bin/$(notdir $(1)): $(BUILD)/$(1).o $(LIB)
endef
$(foreach c,$(CMD_C:.c=),$(eval $(call COMMAND_RULE,$(c))))

$(BINS):
	@mkdir -p $(@D)
	$(CXX) $(LDFLAGS) -static-libstdc++ -Wl,--gc-sections -Wl,--as-needed -o $@ $< $(LIB) $(LIBS) $(BLAS_LIBS)

$(BUILD)/tests/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@.o $<
	$(CXX) $(LDFLAGS) -o $@ $@.o $(LIB) $(LIBS) $(BLAS_LIBS) -lcheck -lsubunit -lrt

unit: $(UNITS)
	@for t in $(UNITS); do $$t || exit 1; done

clean:
	rm -rf $(BUILD)

-include $(LIB_O:.o=.d) $(CMD_C:%.c=$(BUILD)/%.d) $(UNITS:=.d)
.PHONY: all unit clean
.SECONDARY:
