#include "diag/rule.h"

#include <string.h>

const Rule RULES[N_RULES] = {
#define X(name, id, severity, kind, about) [RULE_##name] = {id, SEVERITY_##severity, RULE_IS_##kind, about},
    RULE_TABLE(X)
#undef X
};

static const char *const NAMES[] = {
    [SEVERITY_OFF] = "off", [SEVERITY_NOTE] = "note", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};

const char *severity_name(Severity severity)
{
    return NAMES[severity];
}

int severity_of(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(NAMES); i++)
        if (strcmp(NAMES[i], name) == 0)
            return (int)i;
    return -1;
}

RuleId rule_of(const char *id)
{
    guint i = 0;
    while (i < N_RULES && strcmp(RULES[i].id, id) != 0)
        i++;
    return (RuleId)i;
}
