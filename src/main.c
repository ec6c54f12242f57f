/* main.c: which command runs; nothing else. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/common.h"

#ifndef REPLYGLOT_VERSION
#error "the build says which version this is"
#endif

static const Command COMMANDS[] = {
    {"build", "Build the site", cmd_build},
    {"check", "Check the source and write nothing", cmd_check},
    {"serve", "Show the site on this machine while it is written", cmd_serve},
    {"lookup", "Tell the reply codes in a text", cmd_lookup},
    {"translations", "Tell how far each language is, and mark passages as read", cmd_translations},
    {"schema", "Print the JSON Schema of a kind of file", cmd_schema},
    {"new", "Begin a record, a pair, a translation or a language", cmd_new},
    {"host", "Print what a server is to be told of the site", cmd_host},
    {"names", "Print the names that templates may use", cmd_names},
};

static int help(void)
{
    g_autoptr(GString) text = g_string_new("Usage: replyglot COMMAND [OPTION…]\n\n"
                                           "A multilingual reference of reply codes, as static pages.\n\nCommands:\n");
    for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        g_string_append_printf(text, "  %-13s %s\n", COMMANDS[i].name, COMMANDS[i].about);
    g_string_append(text, "\nreplyglot COMMAND --help tells the options of a command.\n\n"
                          "Exit status: 0 done, 1 findings, 2 usage, 3 cannot read or write, 70 internal error.\n");
    return common_print(text->str) ? EXIT_DONE : EXIT_IO;
}

static int unknown(const char *name)
{
    const char *names[G_N_ELEMENTS(COMMANDS) + 3] = {NULL};
    for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        names[i] = COMMANDS[i].name;
    names[G_N_ELEMENTS(COMMANDS)] = "--help";
    names[G_N_ELEMENTS(COMMANDS) + 1] = "--version";
    g_autofree char *hint = findings_suggest(name, names);
    fprintf(stderr, "replyglot: no command \"%s\"%s%s\nTry: replyglot --help\n", name, hint ? ": " : "",
            hint ? hint : "");
    return EXIT_USAGE;
}

static int unexpected(const char *word)
{
    fprintf(stderr, "replyglot: \"%s\" is not expected here\nTry: replyglot --help\n", word);
    return EXIT_USAGE;
}

/* The command that the first of the COUNT words names, with the others. */
static int run(char **words, int count)
{
    for (guint i = 0; i < G_N_ELEMENTS(COMMANDS); i++)
        if (strcmp(COMMANDS[i].name, words[0]) == 0)
            return COMMANDS[i].run(count, words);
    return unknown(words[0]);
}

/* A full disk and a reader that has gone are errors to tell, not deaths; modes are the same for every user. */
static void settle(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    umask(022);
    setlocale(LC_ALL, "C.UTF-8");
}

int main(int argc, char **argv)
{
    settle();
    if (argc < 2) {
        fprintf(stderr, "replyglot: no command\nTry: replyglot --help\n");
        return EXIT_USAGE;
    }
    char asked[] = "--help";
    if (strcmp(argv[1], "help") == 0 && argc == 3)
        return run((char *[]){argv[2], asked, NULL}, 2);
    gboolean asks_help = strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0;
    gboolean asks_version = strcmp(argv[1], "--version") == 0;
    if ((asks_help || asks_version) && argc > 2)
        return unexpected(argv[argc - 1]);
    if (asks_help)
        return help();
    if (asks_version)
        return common_print("replyglot " REPLYGLOT_VERSION "\n") ? EXIT_DONE : EXIT_IO;
    return run(argv + 1, argc - 1);
}
