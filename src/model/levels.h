/* levels.h: how much the findings of a rule count, in content/site.yaml:
 *
 *   levels:
 *     unused-label: off                            # off, note, warning or error
 *     missing-translation: {fr: error, es: note}   # the same by language
 *
 * A rule whose breach would make a wrong site (RULE_IS_FIXED) stays an error. */
#pragma once
#include "yaml/node.h"

/* Sets the levels that NODE (NULL: none are given) asks for with findings_set_level(). Adds to FINDINGS for
 * content/site.yaml: wrong-type, unknown-value, unknown-language (unless LANGUAGES, which ends with NULL, is DAMAGED),
 * fixed-level. */
void levels_set(const Node *node, const char *const *languages, gboolean damaged, Findings *findings);
