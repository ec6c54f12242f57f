/* reply.h: the replies that stand in a text, each with what speaks for it. */
#pragma once
#include <glib.h>

/* How far a delivery got with a reply. */
typedef enum Outcome { OUTCOME_DONE, OUTCOME_DELAYED, OUTCOME_FAILED } Outcome;

/* What speaks for a reply. Below EVIDENCE_DOUBT it is none unless the text is about a delivery (SIGN_VOUCH). */
enum {
    EVIDENCE_STATUS = 60, /* Diagnostic-Code of a delivery status notification (RFC 3464, section 2.3.6) */
    EVIDENCE_QUOTED = 50, /* a program says that it quotes a server */
    EVIDENCE_FIELD = 45,  /* Status, or a marked enhanced code, with no reply code */
    EVIDENCE_LINE = 42,   /* begins a line, with its enhanced code */
    EVIDENCE_PAIR = 38,   /* with its enhanced code, anywhere */
    EVIDENCE_WORDS = 34,  /* begins a line or stands behind a colon, and goes on as servers do */
    EVIDENCE_DOUBT = 30,
    EVIDENCE_BARE = 22,    /* begins a line or stands behind a colon */
    EVIDENCE_GENERIC = 20, /* Status: 5.0.0, which says nothing */
};

typedef struct Reply {
    char code[4];               /* "" when there is only an enhanced code */
    char *enhanced, *recipient; /* may be NULL */
    char *line;                 /* one line */
    int evidence;
    Outcome outcome;
    gboolean status;    /* from a delivery status */
    gboolean log;       /* from a line of a log */
    gboolean accepted;  /* a server took the message */
    gboolean aftermath; /* follows from another reply */
    gboolean named;     /* a number that somebody calls an error or a code: counts where there is no other reply */
    guint order;        /* in the text */
} Reply;

/* A line: single blanks within, none at the ends. */
typedef struct Line {
    char *text;
    gboolean indented;
} Line;

enum {
    READING_NUMBERS = 20000, /* further ones are not looked at */
    READING_PROSE = 40       /* a line of so many characters may be one of prose, and go on in the next */
};

typedef struct Reading {
    GPtrArray *replies;              /* of Reply, in the order found; reply_free() */
    const struct Protocol *protocol; /* whose codes may be named */
    const char *failed;              /* the recipient that the headers name, or NULL */
    gboolean vouched;                /* the text is about a delivery */
    gboolean brief;                  /* there is hardly more than a reply */
    guint numbers;                   /* looked at so far */
} Reading;

/* TEXT as lines; g_array_unref() frees them. */
GArray *reply_lines(const char *text);
void reply_add_line(GArray *lines, const char *text, gboolean indented);

/* Adds the replies in LINES to READING. */
void reply_read(Reading *reading, const GArray *lines);

/* A reply with the enhanced code alone; NULL when TEXT does not begin with one. */
Reply *reply_of_enhanced(const char *text);

/* The nearest address in the lines above LINE that may be a recipient, or NULL. g_free() it. */
char *reply_address_above(const GArray *lines, guint line);

/* Whether the enhanced code says no more than its class: "5.0.0". */
gboolean reply_is_generic(const char *enhanced);

void reply_free(gpointer reply);
