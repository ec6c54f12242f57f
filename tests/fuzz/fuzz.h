/* fuzz.h: what the targets of this folder share.
 *
 * A target reads any bytes and asserts what must hold of the answer; a crash, a sanitizer's report, an assertion that
 * fails and a hang are all found. Built with -Dfuzz=enabled it is a program of libFuzzer's, else of main.c's, which
 * reads files: so what the fuzzer found (cases/TARGET/) and the seeds (seeds.py) are tests like others. */
#pragma once
#include <glib.h>
#include <stdint.h>

#include "diag/finding.h"

/* The target: SIZE bytes at DATA, which is not terminated. Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* How many characters each line of TEXT has, of guint; a byte that is no UTF-8 counts as one. g_array_unref() it. */
GArray *fuzz_lines(const char *text, gsize length);

/* Whether MARK is a place in those lines, or right behind one of them. */
gboolean fuzz_is_within(const GArray *lines, Mark mark);

/* Asserts of FINDINGS that each is in FILE, whose lines are LINES (NULL: not known), says something, and can be
 * printed; over many inputs in every format. Sorts them. */
void fuzz_check_findings(Findings *findings, const char *file, const GArray *lines);

/* Whether TEXT is UTF-8 without control characters other than those in ALLOWED. */
gboolean fuzz_is_printable(const char *text, const char *allowed);

/* Makes a scratch folder with a copy of all that is in FOLDER (NULL: of nothing). It is deleted when the program ends
 * well. */
const char *fuzz_scratch(const char *folder);
