/* stranger.h: numbers that lists and manuals give as codes though nothing sends them: content/PROTOCOL/strangers.yaml.
 *
 * They get no page, but who has met one must be able to find out what it is. */
#pragma once
#include "model/crew.h"
#include "model/record.h"

typedef struct Stranger {
    BindText key;  /* the number */
    BindText says; /* what it is, and which code is meant; a passage with links */
    BindList specs;
} Stranger;

/* How the file is loaded. */
Load stranger_load(void);

/* Takes it into PROTOCOL, whose records are loaded. A number that has a record is a file-name finding: it is no
 * stranger. */
void stranger_take(const Loader *loader, Protocol *protocol, const Load *load);
