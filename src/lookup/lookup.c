#include "lookup/lookup.h"

const char *const LOOKUP_FORMS[] = {"mail", NULL};

gboolean lookup_knows(const char *form)
{
    return g_strv_contains(LOOKUP_FORMS, form);
}
