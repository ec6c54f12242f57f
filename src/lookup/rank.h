/* rank.h: which of the replies decided. */
#pragma once
#include <glib.h>

/* Replies that are told: each is compared with all before it, and a text may hold tens of thousands. */
enum { RANK_MOST = 500 };

/* Takes REPLIES (of Reply, in the order of the text) to their order of weight, the one that decided first:
 *
 * - a number that is only named ("error 550") is none beside another reply;
 * - a notification that names only an enhanced code gets the reply code that its text quotes;
 * - in a log, what comes later for a recipient takes the place of what came before;
 * - what speaks for a reply counts, and a failure more than a delay, a delay more than a success;
 * - what only follows from another reply ("503 need RCPT first") comes last;
 * - each reply stands once, without its enhanced code only if it never stands with one.
 *
 * TRUE: there were more than RANK_MOST; the others are gone. */
gboolean rank(GPtrArray *replies);
