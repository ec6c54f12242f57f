/* confine.h: holds the process to the files that it needs, by the kernel's own hand (Landlock, Linux 5.19). */
#pragma once
#include <glib.h>

/* Lists end with NULL. What is named and not there is left out. Links do not count, but where they lead to. */
typedef struct Confinement {
    const char *const *reads;  /* files, and folders with all that is in them; NULL: everything can be read */
    const char *const *writes; /* folders in which all may be read, written, made, renamed and deleted; NULL: none */
    const char *renames; /* a folder in which folders may be made, renamed and removed, but no files; NULL: none */
} Confinement;

/* From here on this thread, and those that it begins, can open no other file, and run none. What is open already stays
 * open. For good: a second call can only take away more. FALSE where the kernel has no such thing, or what is named
 * cannot be looked at: then nothing has changed, and the work goes on as well as it did before there was Landlock. */
gboolean confine_files(const Confinement *to);
