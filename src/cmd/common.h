/* common.h: what the commands share. */
#pragma once
#include "cmd/cmd.h"
#include "diag/report.h"

/* Parses ARGV by ENTRIES. TRUE: go on. Otherwise the status to exit with is at *STATUS: help was printed, or a usage
 * error told on standard error. Positional arguments that no entry takes are a usage error, and so is a file name of no
 * letters. */
gboolean common_parse(int argc, char **argv, const GOptionEntry *entries, const char *summary, int *status);

/* Prints a usage error and the way to help; returns EXIT_USAGE. */
int common_usage(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Whether SOURCE looks like a source folder; if not, says what is missing and how to name another. */
gboolean common_is_source(const char *command, const char *source);

/* The folder of SOURCE (content, locales, templates; static) that PATH is, or that it is in, links followed; NULL:
 * none. PATH need not be there. What is written there would be read as source. */
const char *common_source_folder(const char *source, const char *path);

/* Holds the process to what a command needs, where the kernel can do that (base/confine.h): it reads the folder SOURCE
 * (NULL: everything) and the site in OUTPUT (NULL: none), and writes nowhere. A swap may change the names of OUTPUT and
 * the folder beside meanwhile: both can be read. To be called before there are threads. */
void common_confine(const char *source, const char *output);

/* The same for a command that writes the site: also in OUTPUT and the folder beside, and folders in RENAMES. */
void common_confine_writer(const char *source, const char *output, const char *renames);

/* How findings are shown. */
typedef struct CommonShow {
    ReportFormat format;
    gboolean to_stdout;
    Severity at_least;  /* of the findings shown as text or on GitHub; the other formats hold all */
    const char *source; /* the source folder as given */
} CommonShow;

/* The format called NAME (NULL: text, or that of GitHub Actions where the environment says GITHUB_ACTIONS=true), or
 * FALSE after a usage error told on standard error. */
gboolean common_format(const char *command, const char *name, ReportFormat *format);

/* Whether the site can stand at URL (NULL: nobody asked), or FALSE after a usage error told on standard error. */
gboolean common_base_url(const char *command, const char *url);

/* The number of the host called NAME (NULL: -1), or FALSE after a usage error told on standard error. */
gboolean common_host(const char *command, const char *name, int *host);

/* The set of forms (press.h) that LIST names (NULL: -1), all of which the program can, or FALSE after a usage error. */
gboolean common_compress(const char *command, const char *list, int *forms);
#define COMMON_COMPRESS "gzip, br or none: the copies beside the files (default: as content/site.yaml or the host says)"

/* Sorts and prints FINDINGS. FALSE when they cannot be written. */
gboolean common_report(Findings *findings, const CommonShow *show);

/* The same on standard error, of the source folder SOURCE, for commands whose result is something else: as text, or for
 * GitHub Actions in its environment. */
gboolean common_tell_findings(Findings *findings, const char *source, Severity at_least);

/* "1 error, 2 warnings", and notes where there are some; g_free() it. */
char *common_tally(const Findings *findings);

/* How far a long piece of work is, as a line on standard error that goes away at the end; only on a terminal. Made for
 * SiteOptions.progress. */
typedef struct CommonProgress {
    const char *what; /* as in "files" */
    gboolean on;
    gsize shown; /* how much was done when it was last told */
} CommonProgress;

void common_progress_init(CommonProgress *progress, const char *what);
void common_progress(gsize done, gsize total, gpointer progress);
void common_progress_end(CommonProgress *progress);

/* Writes TEXT to standard output and makes sure that it got there. */
gboolean common_print(const char *text);
