/* floor LIST THREADS FOLDER: creates the files that LIST names, below FOLDER, which it makes.
 *
 * What any generator that writes these files must at least pay: one open, write and close a file and one mkdir a
 * folder; no reading, no rendering, no temporary name, no fsync. LIST has one file a line, "SIZE PATH" with the size in
 * bytes and a path without "." and ".." parts. Each thread takes a contiguous run of the list. Prints the seconds from
 * the first thread's start to the last one's end; exits 1 where something cannot be made, or is there already. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAX_THREADS = 64, MANY = 1024 };

typedef struct File {
    char *path;
    size_t size;
} File;

typedef struct Part {
    const File *files, *end;
    const char *bytes;
} Part;

static void die(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

/* The folders of PATH, the nearest one first: mostly it is the only one that is missing, or none is. */
static void make_folders(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash)
        return;
    *slash = '\0';
    if (mkdir(path, 0777) != 0 && errno == ENOENT) {
        make_folders(path);
        if (mkdir(path, 0777) != 0 && errno != EEXIST) /* another thread was first */
            die(path);
    }
    *slash = '/';
}

static void *make_files(void *data)
{
    const Part *part = data;
    for (const File *file = part->files; file < part->end; file++) {
        make_folders(file->path);
        int fd = open(file->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 || write(fd, part->bytes, file->size) != (ssize_t)file->size || close(fd) != 0)
            die(file->path);
    }
    return NULL;
}

static File read_line(const char *line, unsigned long number)
{
    char *path;
    errno = 0;
    File file = {.size = strtoul(line, &path, 10)};
    if (errno || path == line || *path != ' ' || path[1] == '\0' || path[1] == '/') {
        fprintf(stderr, "floor: line %lu is not SIZE PATH: %s\n", number, line);
        exit(EXIT_FAILURE);
    }
    if (!(file.path = strdup(path + 1)))
        die("memory");
    return file;
}

static File *read_list(const char *path, size_t *n)
{
    FILE *list = fopen(path, "r");
    if (!list)
        die(path);
    File *files = NULL;
    char *line = NULL;
    size_t room = 0;
    for (*n = 0; getline(&line, &room, list) > 0; (*n)++) {
        line[strcspn(line, "\n")] = '\0';
        if (*n % MANY == 0 && !(files = realloc(files, (*n + MANY) * sizeof *files)))
            die("memory");
        files[*n] = read_line(line, *n + 1);
    }
    if (ferror(list) || fclose(list) != 0)
        die(path);
    free(line);
    return files;
}

/* As many bytes as the largest file has. */
static char *make_bytes(const File *files, size_t n)
{
    size_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = files[i].size > most ? files[i].size : most;
    char *bytes = malloc(most + 1);
    if (!bytes)
        die("memory");
    return memset(bytes, 'x', most + 1);
}

static double run(const File *files, size_t n, size_t threads, const char *bytes)
{
    struct timespec from, to;
    pthread_t ids[MAX_THREADS];
    Part parts[MAX_THREADS];
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (size_t t = 0; t < threads; t++) {
        parts[t] = (Part){files + n * t / threads, files + n * (t + 1) / threads, bytes};
        if ((errno = pthread_create(&ids[t], NULL, make_files, &parts[t])) != 0)
            die("a thread");
    }
    for (size_t t = 0; t < threads; t++)
        pthread_join(ids[t], NULL);
    clock_gettime(CLOCK_MONOTONIC, &to);
    return (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
}

int main(int argc, char **argv)
{
    unsigned long threads = argc == 4 ? strtoul(argv[2], NULL, 10) : 0;
    if (threads < 1 || threads > MAX_THREADS) {
        fprintf(stderr, "usage: floor LIST THREADS FOLDER\n");
        return 2;
    }
    size_t n;
    File *files = read_list(argv[1], &n);
    char *bytes = make_bytes(files, n);
    if (mkdir(argv[3], 0777) != 0 || chdir(argv[3]) != 0)
        die(argv[3]);
    printf("%.6f\n", run(files, n, threads, bytes));
    for (size_t i = 0; i < n; i++)
        free(files[i].path);
    free(files);
    free(bytes);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
