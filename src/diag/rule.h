/* rule.h: every rule that can find something, in one table.
 *
 * The id is for ever: it stands in reports, suppressions and documentation. */
#pragma once
#include <glib.h>

typedef enum Severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

/* X(enumerator, id, severity, what the rule asks for) */
#define RULE_TABLE(X)                                                                                                  \
    /* files and folders */                                                                                            \
    X(UNREADABLE_FILE, "unreadable-file", ERROR, "A file of the source can be read and is of bearable size")           \
    X(UNEXPECTED_FILE, "unexpected-file", ERROR, "Every file in content/, locales/ and templates/ has a role")         \
    X(MISSING_FILE, "missing-file", ERROR, "The files that a site cannot do without exist")                            \
    X(FOREIGN_FILE, "foreign-file", ERROR, "The output folder holds no file of others where a page has to go")         \
    /* YAML */                                                                                                         \
    X(YAML_SYNTAX, "yaml-syntax", ERROR, "The file is YAML")                                                           \
    X(YAML_SUBSET, "yaml-subset", ERROR, "No anchors, aliases, tags, directives or further documents")                 \
    X(YAML_LIMIT, "yaml-limit", ERROR, "Depth, number of nodes and length stay within the limits")                     \
    X(YAML_ENCODING, "yaml-encoding", ERROR, "The file is UTF-8 without control characters")                           \
    X(DUPLICATE_KEY, "duplicate-key", ERROR, "A mapping holds each key once")                                          \
    /* the shape of a record */                                                                                        \
    X(UNKNOWN_KEY, "unknown-key", ERROR, "Every key is one that the schema knows")                                     \
    X(MISSING_KEY, "missing-key", ERROR, "Every required key is there")                                                \
    X(WRONG_TYPE, "wrong-type", ERROR, "A value is the text, list or mapping that its key asks for")                   \
    X(EMPTY_VALUE, "empty-value", ERROR, "A text that is given is not empty")                                          \
    X(BAD_VALUE, "bad-value", ERROR, "A value has the form that its key asks for")                                     \
    X(UNKNOWN_VALUE, "unknown-value", ERROR, "A word is one of those that its key allows")                             \
    X(REPEATED_VALUE, "repeated-value", ERROR, "A list names each thing once")                                         \
    X(TOO_MANY, "too-many", ERROR, "A list stays within the number that the program can hold")                         \
    /* records against each other */                                                                                   \
    X(FILE_NAME, "file-name", ERROR, "A file is named after the record in it")                                         \
    X(BAD_CODE, "bad-code", ERROR, "A reply code fits the grammar and the classes of its protocol")                    \
    X(UNKNOWN_CODE, "unknown-code", ERROR, "A code that is referred to has a record")                                  \
    X(UNKNOWN_ENHANCED, "unknown-enhanced", ERROR, "An enhanced code that is named has a row")                         \
    X(UNSOURCED_FACT, "unsourced-fact", ERROR, "Every fact names the section that it comes from")                      \
    X(FIX_WITHOUT_ROLE, "fix-without-role", ERROR, "Who has a fix to do is named as one who can fix, and back")        \
    X(PAIR_ORDER, "pair-order", ERROR, "A pair names two different codes, the lower first")                            \
    X(RELATION_CLASH, "relation-clash", ERROR, "Two records agree on how they are related")                            \
    X(BAD_EXAMPLE, "bad-example", ERROR, "An example session follows the grammar of the protocol")                     \
    X(OUTPUT_CLASH, "output-clash", ERROR, "No two outputs want the same path")                                        \
    /* passages */                                                                                                     \
    X(INLINE_MARKUP, "inline-markup", ERROR, "A passage is one paragraph of text, code, emphasis and links")           \
    X(UNKNOWN_LINK, "unknown-link", ERROR, "A link leads to a code that exists, an RFC, or an https page")             \
    X(CLAUSE_OPENER, "clause-opener", ERROR, "A clause begins and ends so that it fits its sentence")                  \
    X(REPEATED_PASSAGE, "repeated-passage", ERROR, "No text stands under two headings")                                \
    X(TYPOGRAPHY, "typography", WARNING, "Text keeps the typography of its language")                                  \
    /* languages */                                                                                                    \
    X(UNKNOWN_LANGUAGE, "unknown-language", ERROR, "A language of a file is one of the site")                          \
    X(MISSING_LABEL, "missing-label", ERROR, "Every locale has every label and sentence")                              \
    X(UNUSED_LABEL, "unused-label", WARNING, "Every label is used by a template")                                      \
    X(BAD_SENTENCE, "bad-sentence", ERROR, "A sentence can be read and uses its placeholders")                         \
    X(UNKNOWN_PLACEHOLDER, "unknown-placeholder", ERROR, "A sentence uses placeholders that it is given")              \
    X(MISSING_PLACEHOLDER, "missing-placeholder", ERROR, "A sentence uses each placeholder that it must")              \
    X(FACT_IN_TRANSLATION, "fact-in-translation", ERROR, "A translation holds passages, facts stay in one file")       \
    X(ORPHAN_TRANSLATION, "orphan-translation", ERROR, "A translation has a passage that it translates")               \
    X(MISSING_TRANSLATION, "missing-translation", WARNING, "Every passage is translated")                              \
    X(STALE_TRANSLATION, "stale-translation", WARNING, "A translation was made from the present source text")          \
    X(CHANGED_TOKEN, "changed-token", ERROR, "Codes, numbers, code spans and links survive translation")               \
    /* templates */                                                                                                    \
    X(TEMPLATE_SYNTAX, "template-syntax", ERROR, "A template can be read")                                             \
    X(TEMPLATE_NAME, "template-name", ERROR, "A template uses names that its page sets, each as its kind asks")        \
    X(TEMPLATE_MODIFIER, "template-modifier", ERROR, "A value is written with the modifier of its kind")               \
    X(TEMPLATE_INCLUDE, "template-include", ERROR, "An included template exists and does not include itself")          \
    X(TEMPLATE_ESCAPE, "template-escape", ERROR, "A template begins with its AUTOESCAPE pragma")

typedef enum RuleId {
#define X(name, id, severity, about) RULE_##name,
    RULE_TABLE(X)
#undef X
        N_RULES
} RuleId;

typedef struct Rule {
    const char *id;
    Severity severity;
    const char *about;
} Rule;

extern const Rule RULES[N_RULES];

const char *severity_name(Severity severity); /* "note", "warning", "error" */
