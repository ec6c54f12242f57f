/* levels.h: how much the findings of a rule count, in content/site.yaml:
 *
 *   levels:
 *     unused-label: off                            # off, note, warning or error
 *     missing-translation: {fr: error, es: note}   # the same by language
 *
 * and whether the passages of a language, and the texts of its locale and words, must all be translated from the
 * present source:
 *
 *   gates: {fr: required, es: allowed, de: off}
 *
 * required makes missing-translation, stale-translation and unwritten-passage errors in that language, off hides the
 * first two, and allowed leaves them as they are; what `levels` says of them goes before.
 *
 * A rule whose breach would make a wrong site (RULE_IS_FIXED) stays an error. */
#pragma once
#include "yaml/bind.h"

/* Sets the levels that NODE (NULL: none are given) asks for with findings_set_level(). Adds to FINDINGS for
 * content/site.yaml: wrong-type, unknown-value, unknown-language (unless LANGUAGES, which ends with NULL, is DAMAGED),
 * fixed-level. */
void levels_set(const Node *node, const char *const *languages, gboolean damaged, Findings *findings);

/* What a gate may be; NULL-terminated. */
extern const char *const GATES[];

/* Sets what GATES (of BindPair) ask for, in the same way: unknown-language. Before levels_set(). */
void gates_set(const BindList *gates, const char *const *languages, gboolean damaged, Findings *findings);
