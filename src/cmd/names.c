#include "tmpl/names.h"
#include "cmd/common.h"
#include "render/views.h"

int cmd_names(int argc, char **argv)
{
    int status = EXIT_DONE;
    const GOptionEntry entries[] = {{NULL}};
    if (!common_parse(argc, argv, entries, "Print the names that each template may use, as Markdown.", &status))
        return status;
    g_autoptr(GString) text = g_string_new(NULL);
    tmpl_print_names(RENDER_PAGES, text);
    return common_print(text->str) ? EXIT_DONE : EXIT_IO;
}
