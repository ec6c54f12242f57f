/* report.h: findings as bytes, in the formats that people and programs read. Sort the findings before. */
#pragma once
#include "diag/finding.h"

G_BEGIN_DECLS /* the tests of tmpl/ include it in C++ */

typedef enum ReportFormat { REPORT_TEXT, REPORT_JSON, REPORT_SARIF, REPORT_GITHUB } ReportFormat;

extern const char *const REPORT_FORMATS[]; /* "text", … by ReportFormat, NULL-terminated */

typedef struct ReportOptions {
    ReportFormat format;
    gboolean colour;     /* text only: severities are coloured (ECMA-48 SGR) */
    Severity at_least;   /* text, github: findings below are left out */
    const char *source;  /* sarif, github: the source folder as given; a relative one goes before its files, because
                            these formats name files from the working folder */
    const char *version; /* sarif: of the program */
} ReportOptions;

void report_print(const Findings *findings, const ReportOptions *options, GString *out);

/* A line per finding as in
 *   content/PROTOCOL/codes/550.yaml:12:3: error: unknown key "stage" [unknown-key]
 *     did you mean "stages"?
 * The bytes of characters that could act on a terminal, and of what is not UTF-8, are shown as \xNN. */
void findings_print_text(const Findings *findings, GString *out);

/* One object: "findings" in the order of the text, each on a line of its own, "errors" and "warnings" (how many). A
 * finding has "rule", "severity", "file", "line" and "column" (0: the file as a whole), "message", "hint" and
 * "language" (null: none). */
void report_json(const Findings *findings, GString *out);

/* SARIF 2.1.0 (OASIS), for code scanning. One run; every rule of the table; a result's fingerprint is made of its rule,
 * file and message and of how many such came before, so that it stays when lines move. */
void report_sarif(const Findings *findings, const ReportOptions *options, GString *out);

/* Workflow commands of GitHub Actions: at most GITHUB_SHOWN of each severity, which is what a page there shows, then a
 * line that tells how many more there are. */
enum { GITHUB_SHOWN = 10 };
void report_github(const Findings *findings, const ReportOptions *options, GString *out);

/* For the printers: TEXT as the text format shows it. */
void report_append_visible(GString *out, const char *text);

/* For the printers: TEXT as json-glib takes it: UTF-8, a stray byte and U+001F as \xNN; g_free() it. */
char *report_for_json(const char *text);

/* For the printers: where the file of FINDING is, seen from the working folder; g_free() it. */
char *report_path(const Finding *finding, const ReportOptions *options);

G_END_DECLS
