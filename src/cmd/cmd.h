/* cmd.h: the commands. Only they print: results on standard output, messages on standard error. */
#pragma once
#include <glib.h>

/* Exit statuses of the program. */
typedef enum ExitStatus {
    EXIT_DONE = 0,
    EXIT_FINDINGS = 1, /* findings at or above the level that counts */
    EXIT_USAGE = 2,
    EXIT_IO = 3, /* something cannot be read or written */
    EXIT_INTERNAL = 70,
} ExitStatus;

typedef struct Command {
    const char *name;
    const char *about;                 /* one line for --help */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name */
} Command;

int cmd_build(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_lookup(int argc, char **argv);
int cmd_translations(int argc, char **argv);
int cmd_schema(int argc, char **argv);
int cmd_new(int argc, char **argv);
int cmd_host(int argc, char **argv);
int cmd_names(int argc, char **argv);
