/* rules.h: what bounce mails, mail logs and false friends look like, as data.
 *
 * One table for both implementations: this one and that of the browser, which gets it as JSON. So the patterns keep to
 * what PCRE2 and JavaScript (flag "u") read alike: no \b, \d, \w, inline flags or possessive quantifiers, literal
 * blanks. They are matched against one line or one window (reply.h) in which every run of blanks is one blank, so none
 * needs to be tolerant of them, and none nests quantifiers: the time grows with the length of the text alone. */
#pragma once
#include <glib.h>

typedef enum SignKind {
    /* the text as a whole, as it stands but for long lines, which are joined with what follows; a header's value */
    SIGN_VOUCH, /* this is about the delivery of a mail: a bare number at the beginning of a line may be a reply */
    /* the text as a whole, line by line */
    SIGN_MAIL, /* here may begin the headers of a mail */
    SIGN_CUT,  /* from here on stands the returned message */
    SIGN_SKIP, /* no reply in this line */
    /* the window before a number; a line break in it is "\n", the number itself stands behind it */
    SIGN_NOT_BEFORE, /* the number is something else */
    SIGN_MARK,       /* a program quotes a reply here */
    SIGN_HINT,       /* it may */
    SIGN_NAMED,      /* a word calls the number a code */
    SIGN_WHOM,       /* group 1 is the recipient; anywhere in the line */
    SIGN_HEAD_WHOM,  /* the same, in a line above */
    SIGN_NOT_WHOM,   /* an address in this line is of somebody else */
    /* the text behind a number, unfolded to one line */
    SIGN_NOT_AFTER, /* the number is something else */
    SIGN_WORDS,     /* what servers say */
    SIGN_SUCCESS,   /* what servers say with a positive code */
    SIGN_NOT_REPLY, /* number and text: of another protocol */
    SIGN_ACCEPTED,  /* number and text: a server took the message */
    SIGN_AFTERMATH, /* number and text: follows from an earlier reply, or begins the session over */
    /* the window, the number and what stands behind it */
    SIGN_NOT_NAMED, /* of something else */
    /* one line */
    SIGN_FRESH,  /* begins something new: is not the rest of a reply in the line above */
    SIGN_FAILED, /* a log says: that was final */
    SIGN_DELAYED,
    SIGN_DONE,
    /* what stands before an enhanced code, in its line */
    SIGN_NOT_ENHANCED,  /* the three numbers are something else */
    SIGN_ENHANCED_MARK, /* in the window: it counts without a reply code */
    N_SIGN_KINDS
} SignKind;

typedef struct Sign {
    const char *name;
    SignKind kind;
    gboolean fold; /* whatever the case */
    const char *pattern;
} Sign;

/* With this before it, a line is one that a server answered, for SIGN_MARK. */
extern const char RULES_QUOTES[];

extern const Sign SIGNS[];
extern const guint N_SIGNS;

/* The first match of a rule of KIND in TEXT. SIGNS are compiled once, on first use. GROUP (may be NULL) gets group 1
 * of the last match in TEXT of the first rule that matches; g_free() it. */
gboolean rules_match(SignKind kind, const char *text);
gboolean rules_group(SignKind kind, const char *text, char **group);

/* Appends the table as a JSON array of [kind, name, fold, pattern], the kind by name ("not-before"). */
void rules_json(GString *out);
