/* tables.h: the field tables of every kind of file, for what reads them besides their loaders. */
#pragma once
#include "model/catalog.h"

/* Each ends with a zero key. The structs that they fill are their files' own. */
extern const BindField SITE_FIELDS[], PROTOCOL_FIELDS[], WORDS_FIELDS[], PAIR_FIELDS[], ENHANCED_FILE_FIELDS[],
    STRANGER_FIELDS[], WIRE_FIELDS[], LOCALE_FIELDS[];

/* What every translation has besides passages. */
extern const BindField STAMP_FIELDS[];

/* Those of the codes of PROTOCOL, in ARENA: its facts and roles are among them. */
const BindField *records_fields(Arena *arena, const Protocol *protocol);
