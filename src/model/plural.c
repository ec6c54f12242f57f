#include "model/plural.h"

const char *const PLURAL_NAMES[] = {"zero", "one", "two", "few", "many", "other", NULL};

static gboolean ends_in_two_to_four(guint n) /* but not in 12 to 14 */
{
    guint ten = n % 10, hundred = n % 100;
    return ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14);
}

static gboolean ends_in_one(guint n) /* but not in 11 */
{
    return n % 10 == 1 && n % 100 != 11;
}

static Plural of_one(guint n) /* English, German, Spanish */
{
    return n == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

static Plural of_zero_one(guint n) /* French, Brazilian Portuguese: 0 is singular */
{
    return n < 2 ? PLURAL_ONE : PLURAL_OTHER;
}

static Plural of_none(guint n) /* Japanese, Chinese */
{
    (void)n;
    return PLURAL_OTHER;
}

static Plural of_slavic(guint n) /* Russian, Ukrainian */
{
    return ends_in_one(n) ? PLURAL_ONE : ends_in_two_to_four(n) ? PLURAL_FEW : PLURAL_MANY;
}

static Plural of_arabic(guint n)
{
    guint hundred = n % 100;
    if (n < 3)
        return (Plural)n;
    return hundred >= 3 && hundred <= 10 ? PLURAL_FEW : hundred >= 11 ? PLURAL_MANY : PLURAL_OTHER;
}

static Plural of_polish(guint n) /* 21 is no singular */
{
    return n == 1 ? PLURAL_ONE : ends_in_two_to_four(n) ? PLURAL_FEW : PLURAL_MANY;
}

static Plural of_serbian(guint n) /* Croatian, Bosnian */
{
    return ends_in_one(n) ? PLURAL_ONE : ends_in_two_to_four(n) ? PLURAL_FEW : PLURAL_OTHER;
}

static Plural of_hebrew(guint n)
{
    return n == 1 ? PLURAL_ONE : n == 2 ? PLURAL_TWO : PLURAL_OTHER;
}

#define FAMILY_TABLE(X)                                                                                                \
    X("one", of_one)                                                                                                   \
    X("zero-one", of_zero_one)                                                                                         \
    X("none", of_none)                                                                                                 \
    X("slavic", of_slavic)                                                                                             \
    X("arabic", of_arabic)                                                                                             \
    X("polish", of_polish)                                                                                             \
    X("serbian", of_serbian)                                                                                           \
    X("hebrew", of_hebrew)

const char *const PLURAL_FAMILIES[] = {
#define X(name, of) name,
    FAMILY_TABLE(X)
#undef X
        NULL,
};

static Plural (*const OF[])(guint) = {
#define X(name, of) of,
    FAMILY_TABLE(X)
#undef X
};

Plural plural_of(guint family, guint count)
{
    return OF[family](count);
}

/* No rule looks further than at the last two digits and at what is below 3. */
gboolean plural_uses(guint family, Plural form)
{
    enum { ALL_ENDINGS = 200 };
    for (guint n = 0; n < ALL_ENDINGS; n++)
        if (OF[family](n) == form)
            return TRUE;
    return FALSE;
}
