/* rule.h: every rule that can find something, in one table.
 *
 * The id is for ever: it stands in reports, suppressions and documentation. */
#pragma once
#include <glib.h>

/* OFF is only said in content/site.yaml (levels): no finding has it. */
typedef enum Severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

/* What a rule is to the author. */
typedef enum RuleKind {
    RULE_IS_FIXED,  /* its breach would make a wrong site or none: always an error */
    RULE_IS_FREE,   /* the site can be built; content/site.yaml may say how much it counts */
    RULE_IS_OUTPUT, /* as FIXED, but the file of its finding is in an output folder, not in the source */
    RULE_IS_PAGE,   /* as FREE, but in an output folder */
} RuleKind;

/* X(enumerator, id, severity unless content/site.yaml sets another, kind, what the rule asks for) */
#define RULE_TABLE(X)                                                                                                  \
    /* files and folders */                                                                                            \
    X(UNREADABLE_FILE, "unreadable-file", ERROR, FIXED, "A file of the source can be read and is of bearable size")    \
    X(OUTSIDE_LINK, "outside-link", ERROR, FIXED, "No link in the source leads out of it")                             \
    X(UNEXPECTED_FILE, "unexpected-file", ERROR, FIXED, "Every file in content/, locales/ and templates/ has a role")  \
    X(MISSING_FILE, "missing-file", ERROR, FIXED, "The files that a site cannot do without exist")                     \
    X(FOREIGN_FILE, "foreign-file", ERROR, OUTPUT, "The output folder holds no file of others where a page has to go") \
    X(HOST_LIMIT, "host-limit", ERROR, FREE, "The site is within the limits of its host")                              \
    /* YAML */                                                                                                         \
    X(YAML_SYNTAX, "yaml-syntax", ERROR, FIXED, "The file is YAML")                                                    \
    X(YAML_SUBSET, "yaml-subset", ERROR, FIXED, "No anchors, aliases, tags, directives or further documents")          \
    X(YAML_LIMIT, "yaml-limit", ERROR, FIXED, "Depth, number of nodes and length stay within the limits")              \
    X(YAML_ENCODING, "yaml-encoding", ERROR, FIXED, "The file is UTF-8 without control characters")                    \
    X(DUPLICATE_KEY, "duplicate-key", ERROR, FIXED, "A mapping holds each key once")                                   \
    /* the shape of a record */                                                                                        \
    X(UNKNOWN_KEY, "unknown-key", ERROR, FIXED, "Every key is one that the schema knows")                              \
    X(MISSING_KEY, "missing-key", ERROR, FIXED, "Every required key is there")                                         \
    X(WRONG_TYPE, "wrong-type", ERROR, FIXED, "A value is the text, list or mapping that its key asks for")            \
    X(EMPTY_VALUE, "empty-value", ERROR, FIXED, "A text that is given is not empty")                                   \
    X(BAD_VALUE, "bad-value", ERROR, FIXED, "A value has the form that its key asks for")                              \
    X(UNKNOWN_VALUE, "unknown-value", ERROR, FIXED, "A word is one of those that its key allows")                      \
    X(REPEATED_VALUE, "repeated-value", ERROR, FIXED, "A list names each thing once")                                  \
    X(TOO_MANY, "too-many", ERROR, FIXED, "A list stays within the number that the program can hold")                  \
    /* records against each other */                                                                                   \
    X(FILE_NAME, "file-name", ERROR, FIXED, "A file is named after the record in it")                                  \
    X(BAD_CODE, "bad-code", ERROR, FIXED, "A reply code fits the grammar and the classes of its protocol")             \
    X(UNKNOWN_CODE, "unknown-code", ERROR, FIXED, "A code that is referred to has a record")                           \
    X(UNKNOWN_ENHANCED, "unknown-enhanced", ERROR, FIXED, "An enhanced code that is named has a row")                  \
    X(UNSOURCED_FACT, "unsourced-fact", ERROR, FREE, "Every fact names the section that it comes from")                \
    X(FIX_WITHOUT_ROLE, "fix-without-role", ERROR, FREE, "Who has a fix to do is named as one who can fix, and back")  \
    X(PAIR_ORDER, "pair-order", ERROR, FIXED, "A pair names two different codes, the lower first")                     \
    X(RELATION_CLASH, "relation-clash", ERROR, FIXED, "Two records agree on how they are related")                     \
    X(BAD_EXAMPLE, "bad-example", ERROR, FIXED, "An example session follows the grammar of the protocol")              \
    X(OUTPUT_CLASH, "output-clash", ERROR, FIXED, "No two outputs want the same path")                                 \
    X(FIXED_LEVEL, "fixed-level", ERROR, FIXED, "A rule that keeps the site right counts as an error")                 \
    /* passages */                                                                                                     \
    X(INLINE_MARKUP, "inline-markup", ERROR, FIXED, "A passage is one paragraph of text, code, emphasis and links")    \
    X(UNKNOWN_LINK, "unknown-link", ERROR, FIXED, "A link leads to a code that exists, an RFC, or an https page")      \
    X(CLAUSE_OPENER, "clause-opener", ERROR, FIXED, "A clause begins and ends so that it fits its sentence")           \
    X(REPEATED_PASSAGE, "repeated-passage", ERROR, FREE, "No text stands under two headings")                          \
    X(TYPOGRAPHY, "typography", WARNING, FREE, "Text keeps the typography of its language")                            \
    X(UNWRITTEN_PASSAGE, "unwritten-passage", WARNING, FREE, "Passages and facts say more than a skeleton does")       \
    /* languages */                                                                                                    \
    X(UNKNOWN_LANGUAGE, "unknown-language", ERROR, FIXED, "A language of a file is one of the site")                   \
    X(MISSING_LABEL, "missing-label", ERROR, FIXED, "Every locale has every label and sentence")                       \
    X(UNUSED_LABEL, "unused-label", WARNING, FREE, "Every label is used by a template")                                \
    X(PLURAL_FORM, "plural-form", WARNING, FREE, "A counted sentence has the forms that numbers take")                 \
    X(BAD_SENTENCE, "bad-sentence", ERROR, FIXED, "A sentence can be read and uses its placeholders")                  \
    X(UNKNOWN_PLACEHOLDER, "unknown-placeholder", ERROR, FIXED, "A sentence uses placeholders that it is given")       \
    X(MISSING_PLACEHOLDER, "missing-placeholder", ERROR, FIXED, "A sentence uses each placeholder that it must")       \
    X(FACT_IN_TRANSLATION, "fact-in-translation", ERROR, FIXED,                                                        \
      "A translation holds passages, facts stay in one file")                                                          \
    X(ORPHAN_TRANSLATION, "orphan-translation", ERROR, FREE, "A translation has a passage that it translates")         \
    X(MISSING_TRANSLATION, "missing-translation", WARNING, FREE, "Every passage is translated")                        \
    X(STALE_TRANSLATION, "stale-translation", WARNING, FREE, "A translation was made from the present source text")    \
    X(CHANGED_TOKEN, "changed-token", ERROR, FREE, "Codes, numbers, code spans and links survive translation")         \
    /* pages of a built site */                                                                                        \
    X(DEAD_LINK, "dead-link", ERROR, PAGE, "A reference leads to a file of the site, or to another site")              \
    X(DEAD_FRAGMENT, "dead-fragment", ERROR, PAGE, "A reference into a page names an id of it")                        \
    X(DUPLICATE_ID, "duplicate-id", ERROR, PAGE, "An id stands once on a page")                                        \
    X(FOREIGN_RESOURCE, "foreign-resource", ERROR, PAGE, "A page loads nothing from other sites")                      \
    X(MISSING_TITLE, "missing-title", ERROR, PAGE, "A page has a title")                                               \
    X(MISSING_LANGUAGE, "missing-language", ERROR, PAGE, "A page says its language")                                   \
    X(MISSING_DESCRIPTION, "missing-description", WARNING, PAGE, "A page has a description")                           \
    X(MISSING_CANONICAL, "missing-canonical", WARNING, PAGE, "A page says its canonical address")                      \
    X(MISSING_ALTERNATE, "missing-alternate", ERROR, PAGE, "A page names its version in each language")                \
    X(ONE_WAY_ALTERNATE, "one-way-alternate", ERROR, PAGE, "Versions of a page name each other")                       \
    X(WRONG_ALTERNATE, "wrong-alternate", ERROR, PAGE, "A version of a page is in the language that it is named for")  \
    X(ORPHAN_PAGE, "orphan-page", WARNING, PAGE, "Every page can be reached by links from the first")                  \
    X(HEAVY_PAGE, "heavy-page", WARNING, PAGE, "A page stays within its budget of bytes")                              \
    /* templates */                                                                                                    \
    X(TEMPLATE_SYNTAX, "template-syntax", ERROR, FIXED, "A template can be read")                                      \
    X(TEMPLATE_NAME, "template-name", ERROR, FIXED, "A template uses names that its page sets, each as its kind asks") \
    X(TEMPLATE_MODIFIER, "template-modifier", ERROR, FIXED, "A value is written with the modifier of its kind")        \
    X(TEMPLATE_INCLUDE, "template-include", ERROR, FIXED, "An included template exists and does not include itself")   \
    X(TEMPLATE_ESCAPE, "template-escape", ERROR, FIXED, "A template begins with its AUTOESCAPE pragma")

typedef enum RuleId {
#define X(name, id, severity, kind, about) RULE_##name,
    RULE_TABLE(X)
#undef X
        N_RULES
} RuleId;

typedef struct Rule {
    const char *id;
    Severity severity;
    RuleKind kind;
    const char *about;
} Rule;

extern const Rule RULES[N_RULES];

const char *severity_name(Severity severity); /* "off", "note", "warning", "error" */

/* The severity of that name, or -1. */
int severity_of(const char *name);

/* The rule with that id, or N_RULES. */
RuleId rule_of(const char *id);
