#include "diag/rule.h"

const Rule RULES[N_RULES] = {
#define X(name, id, severity, about) [RULE_##name] = {id, SEVERITY_##severity, about},
    RULE_TABLE(X)
#undef X
};

const char *severity_name(Severity severity)
{
    static const char *const NAMES[] = {
        [SEVERITY_NOTE] = "note", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
    return NAMES[severity];
}
