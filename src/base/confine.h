/* confine.h: holds the process to the files that it needs, by the kernel's own hand (Landlock, Linux 5.19). */
#pragma once
#include <glib.h>

/* From here on this thread, and those that it begins, open no file but
 *   to read: what stands in the folders READS, or is one of the files there (NULL-terminated; NULL: everything);
 *   to write, make, rename and delete: what stands in the folder WRITES, which may be read too (NULL: nothing).
 * Nothing is run either. Links do not count, but where they lead to. What is open already stays open. A folder of READS
 * that is not there is left out; of WRITES the nearest one above that is there counts.
 * For good: a second call can only take away more. FALSE where the kernel has no such thing, or what is named cannot be
 * looked at: then nothing has changed, and the work goes on as well as it did before there was Landlock. */
gboolean confine_files(const char *const *reads, const char *writes);
