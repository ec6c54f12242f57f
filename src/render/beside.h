/* beside.h: what the pages of all codes and pairs of a protocol have in common in one language.
 *
 * They stand beside each other, one folder below the protocol's index, so the same relative links lead from each of
 * them, and most of the frame is the same. There are thousands of them and they come one after another: every worker
 * makes it once for each language and protocol. */
#pragma once
#include "render/frame.h"

struct Beside {
    Arena *arena; /* what the rest points to */
    guint language, protocol;
    gboolean filled;                                                   /* for LANGUAGE and PROTOCOL */
    PageView frame;                                                    /* what frame_fill_same() fills */
    const char *index_title, *index_url, *compare_title, *compare_url; /* titles are plain text */
    const char *fact_class, *fact_enhanced, *fact_specification;       /* HTML: names of facts */
    SideView (*sides)[2];             /* by code: as the first and as the second of a pair */
    TmplList *specs;                  /* by code: CodeBook.specs, for this worker to keep */
    TmplList *ties;                   /* by code: of LinkView, in the order of Code.ties */
    guint *enhanced_like, *spec_like; /* by code: the first one with the same text in the table of facts */
    GHashTable *rows;                 /* BesideRow -> TmplKept */
};

Beside *beside_new(void);
void beside_free(Beside *beside);

/* Whether PAGE is one of them. */
gboolean beside_has(const Page *page);

/* For PAGE, which is one of them. */
const Beside *beside_of(const Page *page);

/* The rows of the table of facts that are no facts of the protocol. */
enum { ROW_CLASS = MAX_FACTS, ROW_ENHANCED, ROW_SPEC };

/* What comparisons keep of a row of facts: A and B tell the values of FACT, or of the ROW_, of which there are far
 * fewer than pairs. NULL where there have been so many that it is not worth the memory. */
TmplKept *beside_row(const Beside *beside, guint fact, guint64 a, guint64 b);
