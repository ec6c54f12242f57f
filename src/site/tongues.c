#include "site/tongues.h"

#include <glib.h>
#include <string.h>

static const Tongue TONGUES[] = {
    {"ar", "العربية", "rtl", "ar_SA", "arabic"},
    {"bg", "Български", "ltr", "bg_BG", "one"},
    {"ca", "Català", "ltr", "ca_ES", "one"},
    {"da", "Dansk", "ltr", "da_DK", "one"},
    {"de", "Deutsch", "ltr", "de_DE", "one"},
    {"el", "Ελληνικά", "ltr", "el_GR", "one"},
    {"en", "English", "ltr", "en_US", "one"},
    {"es", "Español", "ltr", "es_ES", "one"},
    {"et", "Eesti", "ltr", "et_EE", "one"},
    {"eu", "Euskara", "ltr", "eu_ES", "one"},
    {"fa", "فارسی", "rtl", "fa_IR", "zero-one"},
    {"fi", "Suomi", "ltr", "fi_FI", "one"},
    {"fr", "Français", "ltr", "fr_FR", "zero-one"},
    {"he", "עברית", "rtl", "he_IL", "hebrew"},
    {"hi", "हिन्दी", "ltr", "hi_IN", "zero-one"},
    {"hu", "Magyar", "ltr", "hu_HU", "one"},
    {"it", "Italiano", "ltr", "it_IT", "one"},
    {"ja", "日本語", "ltr", "ja_JP", "none"},
    {"ko", "한국어", "ltr", "ko_KR", "none"},
    {"nb", "Norsk bokmål", "ltr", "nb_NO", "one"},
    {"nl", "Nederlands", "ltr", "nl_NL", "one"},
    {"pl", "Polski", "ltr", "pl_PL", "polish"},
    {"pt", "Português", "ltr", "pt_PT", "one"},
    {"pt-br", "Português do Brasil", "ltr", "pt_BR", "zero-one"},
    {"ru", "Русский", "ltr", "ru_RU", "slavic"},
    {"sr", "Српски", "ltr", "sr_RS", "serbian"},
    {"sv", "Svenska", "ltr", "sv_SE", "one"},
    {"th", "ไทย", "ltr", "th_TH", "none"},
    {"tr", "Türkçe", "ltr", "tr_TR", "one"},
    {"uk", "Українська", "ltr", "uk_UA", "slavic"},
    {"vi", "Tiếng Việt", "ltr", "vi_VN", "none"},
    {"zh", "中文", "ltr", "zh_CN", "none"},
    {NULL, NULL, "ltr", "xx_XX", "one"},
};

const Tongue *tongues_find(const char *language)
{
    g_autofree char *first = g_strndup(language, strcspn(language, "-"));
    const char *const names[] = {language, first};
    for (guint n = 0; n < G_N_ELEMENTS(names); n++)
        for (const Tongue *tongue = TONGUES; tongue->language; tongue++)
            if (strcmp(tongue->language, names[n]) == 0)
                return tongue;
    return &TONGUES[G_N_ELEMENTS(TONGUES) - 1];
}
