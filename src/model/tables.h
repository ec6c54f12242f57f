/* tables.h: the field tables of every kind of file, for what reads them besides their loaders. */
#pragma once
#include "model/catalog.h"

/* Each ends with a zero key. The structs that they fill are their files' own. */
extern const BindField SITE_FIELDS[], PAIR_FIELDS[], ENHANCED_FILE_FIELDS[], STRANGER_FIELDS[], WIRE_FIELDS[],
    LOCALE_FIELDS[];

/* What every code has, whatever the protocol: no fact has one of these keys. */
extern const BindField RECORD_FIELDS[];

/* What every translation has besides passages. */
extern const BindField STAMP_FIELDS[];

/* Those of protocol.yaml, in ARENA; LOOKUPS as of the loader. */
const BindField *protocol_fields(Arena *arena, const char *const *lookups);

/* Those of the codes of PROTOCOL, in ARENA: its facts, roles and reasons are among them. */
const BindField *records_fields(Arena *arena, const Protocol *protocol);

/* Those of the words of PROTOCOL, in ARENA: which keys there must be follows from what it has. */
const BindField *words_fields(Arena *arena, const Protocol *protocol);
