/* common.h: what the commands share. */
#pragma once
#include "cmd/cmd.h"
#include "diag/finding.h"

/* Parses ARGV by ENTRIES. NULL: go on. Otherwise the status to exit with is at *STATUS: help was printed, or a usage
 * error told on standard error. Positional arguments are a usage error. */
gboolean common_parse(int argc, char **argv, const GOptionEntry *entries, const char *summary, int *status);

/* Prints a usage error and the way to help; returns EXIT_USAGE. */
int common_usage(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Whether SOURCE looks like a source folder; if not, says what is missing and how to name another. */
gboolean common_is_source(const char *command, const char *source);

/* Sorts and prints FINDINGS to STREAM. FALSE when it cannot be written. */
gboolean common_print_findings(Findings *findings, gboolean to_stdout);

/* Writes TEXT to standard output and makes sure that it got there. */
gboolean common_print(const char *text);
