#include <stdio.h>

#include "cmd/cmd.h"

/* In the place of serve.c where libsoup is missing. */
int cmd_serve(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    fprintf(stderr, "replyglot serve: this program was compiled without the preview, which needs libsoup 3\n");
    return EXIT_USAGE;
}
