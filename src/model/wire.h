/* wire.h: real reply lines, by who sends them: content/PROTOCOL/wire/google.yaml.
 *
 * Every line has a public source and the day on which it stood there. Its words are quoted as they are, in their own
 * language; what they mean there is a passage. */
#pragma once
#include "model/crew.h"
#include "model/record.h"

typedef struct WireLine {
    BindText key;            /* the line's name in the file */
    BindText words;          /* the identifying part of the line */
    BindText code, enhanced; /* ENHANCED may be NULL */
    BindText means;
    BindText title, url, date; /* the source */
    int number;                /* of the code; -1 only with findings */
} WireLine;

/* One sender of replies: a provider, a filter, a program. */
typedef struct Wire {
    const Document *document;
    const char *id; /* the file's name without its ending */
    const char *name;
    const char *language; /* of the words */
    WireLine *lines;
    guint n_lines;
} Wire;

/* How a file of the folder wire/ is loaded. */
Load wire_load(void);

/* Takes the N LOADS of that folder into PROTOCOL, whose records are loaded, and checks them. */
void wire_take(const Loader *loader, Protocol *protocol, const Load *loads, gsize n);

/* Calls VISIT for each line of code number CODE: senders by file name, lines in the order of the file. */
typedef void (*WireVisit)(const Wire *wire, const WireLine *line, gpointer data);
void wire_each(const Protocol *protocol, guint code, WireVisit visit, gpointer data);
