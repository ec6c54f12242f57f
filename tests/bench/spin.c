/* spin THREADS: each thread does the same work, which needs nothing but a core. Prints the seconds that it took: where
 * the machine gives a core to each thread, as many as one thread needs. */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { MAX_THREADS = 64, STEPS = 100 * 1000 * 1000 };

static void *work(void *data)
{
    uint64_t *number = data;
    for (int i = 0; i < STEPS; i++)
        *number = *number * 6364136223846793005U + 1442695040888963407U; /* each step waits for the one before */
    return NULL;
}

int main(int argc, char **argv)
{
    unsigned long threads = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (threads < 1 || threads > MAX_THREADS) {
        fprintf(stderr, "usage: spin THREADS\n");
        return 2;
    }
    struct timespec from, to;
    pthread_t ids[MAX_THREADS];
    uint64_t numbers[MAX_THREADS * 8] = {0}; /* a cache line for each */
    clock_gettime(CLOCK_MONOTONIC, &from);
    for (unsigned long t = 0; t < threads; t++)
        if ((errno = pthread_create(&ids[t], NULL, work, &numbers[t * 8])) != 0) {
            perror("a thread");
            return EXIT_FAILURE;
        }
    for (unsigned long t = 0; t < threads; t++)
        pthread_join(ids[t], NULL);
    clock_gettime(CLOCK_MONOTONIC, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    /* The sum is there so that no compiler leaves the work out. */
    return printf("%.6f %llu\n", seconds, (unsigned long long)(numbers[0] & 1)) < 0;
}
