#include "emit/server.h"
#include "press/press.h"

static const char HEAD[] = "# For the virtual host of the site (a2enmod alias dir headers mime rewrite):\n"
                           "#   <VirtualHost *:80>\n"
                           "#       ServerName example.org\n"
                           "#       Include /etc/apache2/replyglot.conf\n"
                           "#   </VirtualHost>\n";

static const char BEGIN[] = "<Directory \"@ROOT@\">\n"
                            "    Require all granted\n"
                            "    AllowOverride None\n"
                            "    Options None\n"
                            "    DirectoryIndex index.html\n"
                            "    FileETag MTime Size\n";

static const char HIDDEN[] = "RedirectMatch 404 \"^@PATTERN@(?:.*/)?\\.\"\n"
                             "RewriteEngine On\n";

static const char PAIRS[] =
    "RewriteCond \"@ROOT@/$1/$2/$4-vs-$3/index.html\" -f\n"
    "RewriteRule \"^@PATTERN@(@LANGUAGES@)/(" HOST_NAME ")/(" HOST_NAME ")-vs-(" HOST_NAME "?)/?$\" "
    "\"@BASE@$1/$2/$4-vs-$3/\" [R=301,L]\n";

static const char LANGUAGE[] = "<Location \"@BASE@@LANGUAGE@/\">\n"
                               "    ErrorDocument 404 @BASE@@LANGUAGE@/404.html\n"
                               "</Location>\n";

static void files(GString *out, guint forms)
{
    for (guint form = 0; form < N_PRESS_FORMS; form++)
        if (forms & 1U << form)
            g_string_append_printf(out, "    AddEncoding %s %s\n", PRESS_WORDS[form], PRESS_ENDINGS[form]);
    for (guint i = 0; i < HOST_TYPES_COUNT; i++)
        g_string_append_printf(out, "    <FilesMatch \"\\.%s%s$\">\n        ForceType \"%s\"\n    </FilesMatch>\n",
                               HOST_TYPES[i].ending, HOST_TYPES[i].pressed ? "(?:\\.gz|\\.br)?" : "",
                               HOST_TYPES[i].type);
    g_string_append(out, "</Directory>\n");
}

/* A 404 has the headers of the page that it is answered with, so those of assets stand on assets alone. */
static void headers(const Plan *plan, const HostPlace *place, GString *out)
{
    host_put(plan, place, out, "<Location \"@BASE@\">\n    ErrorDocument 404 @BASE@404.html\n", NULL);
    for (guint i = 0; i < HOST_SAFETY; i++)
        g_string_append_printf(out, "    Header always set %s \"%s\"\n", HOST_SAFETY_HEADERS[i].name,
                               HOST_SAFETY_HEADERS[i].value);
    g_string_append(out, "    Header always set Cache-Control \"" HOST_REVALIDATE "\"\n");
    if (place->forms)
        g_string_append(out, "    Header merge Vary Accept-Encoding\n");
    host_put(plan, place, out, "</Location>\n<Location \"@BASE@assets/\">\n", NULL);
    g_string_append(out, "    Header always set Cache-Control \"" HOST_KEEP "\"\n</Location>\n");
}

static void copy(const Plan *plan, const HostPlace *place, GString *out, guint form)
{
    static const char *const PATHS[] = {"^@PATTERN@((?:.*/)?)$", "$1index.html", "^@PATTERN@(.*\\.(?:@TEXTS@))$", "$1"};
    for (guint i = 0; i < G_N_ELEMENTS(PATHS); i += 2) {
        g_string_append_printf(out, "RewriteCond \"%%{HTTP:Accept-Encoding}\" \"" HOST_ACCEPTS "\"\n",
                               PRESS_WORDS[form]);
        g_autofree char *rule =
            g_strdup_printf("RewriteCond \"@ROOT@/%s%s\" -f\nRewriteRule \"%s\" \"@BASE@%s%s\" [PT,L]\n", PATHS[i + 1],
                            PRESS_ENDINGS[form], PATHS[i], PATHS[i + 1], PRESS_ENDINGS[form]);
        host_put(plan, place, out, rule, NULL);
    }
}

void host_apache(const Plan *plan, const HostPlace *place, GString *out)
{
    g_string_append(out, HEAD);
    host_put(plan, place, out, host_is_below(plan) ? "Alias \"@BARE@\" \"@ROOT@\"\n" : "DocumentRoot \"@ROOT@\"\n",
             NULL);
    host_put(plan, place, out, BEGIN, NULL);
    files(out, place->forms);
    headers(plan, place, out);
    host_put_languages(plan, place, out, LANGUAGE);
    host_put(plan, place, out, HIDDEN, NULL);
    host_put(plan, place, out, PAIRS, NULL);
    for (guint form = N_PRESS_FORMS; form-- > 0;) /* br is smaller */
        if (place->forms & 1U << form)
            copy(plan, place, out, form);
}
