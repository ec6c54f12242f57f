/* rules.h: what records must keep between each other. */
#pragma once
#include "model/record.h"

/* Runs every rule of the table in rules.c over PROTOCOL, whose records are all loaded, and fills in what follows from
 * several records: Code.relations, Code.enhanced, Enhanced.codes. */
void rules_apply(const Loader *loader, const Locale *const *locales, Protocol *protocol);
