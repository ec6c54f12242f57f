#include "site/program.h"

#include <elf.h>
#include <link.h>
#include <string.h>

#include "base/file.h"

typedef struct Adding {
    DigestSum *sum;
    gboolean program; /* the program itself has a build id */
} Adding;

static gsize aligned(gsize length)
{
    return (length + 3) & ~(gsize)3;
}

/* Adds the build id among the notes of one segment. */
static gboolean add_notes(DigestSum *sum, const char *notes, gsize length)
{
    static const char GNU[] = "GNU";
    ElfW(Nhdr) head;
    for (gsize at = 0; at + sizeof head <= length;) {
        memcpy(&head, notes + at, sizeof head);
        gsize name = at + sizeof head, value = name + aligned(head.n_namesz);
        at = value + aligned(head.n_descsz);
        if (at > length)
            break;
        if (head.n_type == NT_GNU_BUILD_ID && head.n_namesz == sizeof GNU &&
            memcmp(notes + name, GNU, sizeof GNU) == 0) {
            digest_add(sum, notes + value, head.n_descsz);
            return TRUE;
        }
    }
    return FALSE;
}

/* The program comes first, under the name "". */
static int add_object(struct dl_phdr_info *info, size_t size, void *data)
{
    Adding *adding = data;
    gboolean found = FALSE;
    (void)size;
    digest_add_text(adding->sum, strrchr(info->dlpi_name, '/'));
    for (guint i = 0; i < info->dlpi_phnum && !found; i++)
        if (info->dlpi_phdr[i].p_type == PT_NOTE)
            found = add_notes(adding->sum, (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr),
                              info->dlpi_phdr[i].p_memsz);
    if (!*info->dlpi_name)
        adding->program = found;
    return 0;
}

gboolean program_add(DigestSum *sum)
{
    enum { LIMIT = 256 * 1024 * 1024 };
    Adding adding = {sum, FALSE};
    g_autofree char *bytes = NULL;
    gsize length = 0;
    dl_iterate_phdr(add_object, &adding);
    if (adding.program)
        return TRUE;
    if (!file_read("/proc/self/exe", LIMIT, &bytes, &length, NULL))
        return FALSE;
    digest_add(sum, bytes, length);
    return TRUE;
}
