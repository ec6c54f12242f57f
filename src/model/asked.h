/* asked.h: what readers type into the search in words that the pages do not have, and the pages that answer it: the
 * `search` of the words of a protocol. */
#pragma once
#include "model/record.h"

/* NUMBER in the answer: one of Protocol's codes, classes, enhanced or strangers. */
typedef enum AnswerKind { ANSWER_CODE, ANSWER_CLASS, ANSWER_ENHANCED, ANSWER_STRANGER, N_ANSWERS } AnswerKind;

typedef struct Answer {
    AnswerKind kind;
    guint number;
} Answer;

/* An entry of `search`, as bound, and what asked_take() makes of it. */
typedef struct Asked {
    BindList typed, finds; /* of BindText */
    const char **phrases;  /* those of TYPED, folded (text/fold.h), a blank between words; NULL-terminated */
    Answer *answers;       /* those of FINDS, in its order: the best first */
    guint n_answers;
} Asked;

extern const BindField ASKED_FIELDS[];

/* Resolves what the words of LANGUAGE ask for, once the records of PROTOCOL are loaded and have their classes. */
void asked_take(const Loader *loader, const Protocol *protocol, guint language);
