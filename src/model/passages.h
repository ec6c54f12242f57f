/* passages.h: the rules that every passage of a document keeps, in every language. */
#pragma once
#include "model/record.h"

/* What `new` writes where an author has to write: a passage that holds it is an unwritten-passage. */
#define PASSAGE_TO_WRITE "Write here"

typedef struct PassageCheck PassageCheck;

/* For the documents of PROTOCOL (NULL: of the site). Keeps the texts that it has seen, to find repeats. */
PassageCheck *passage_check_new(const Loader *loader, const Locale *const *locales, const Protocol *protocol);
void passage_check_free(PassageCheck *check);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PassageCheck, passage_check_free)

/* Checks each passage of N DOCUMENTS and sets its PassageIn.plain: inline markup and links (inline-markup,
 * unknown-link), typography, how a clause begins and ends (clause-opener), and that no passage of some length stood
 * before in this language (repeated-passage). */
void passage_check_documents(PassageCheck *check, const Document *const *documents, gsize n);
