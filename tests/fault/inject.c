/* inject REPORT NTH WHAT PROGRAM [ARGUMENT…]: runs PROGRAM and lets its NTH system call come to grief.
 *
 * Calls are counted over all threads from the first one that main() makes: it has SIGPIPE ignored. What the dynamic
 * loader does before is not counted. NTH 0 hurts none of them. WHAT is
 *   kill, term   the signal comes as the call begins, before it does anything
 *   fail         the call is not made and fails, with one of the errors that fit it: errors take turns by NTH
 *   fail:N       the same with the Nth of them (from 0); where it has not so many, with none
 * The REPORT has a line for the NTH call, or, for NTH 0, one for each:
 *   NUMBER NAME FD ERRORS ERROR PATH
 * FD is the descriptor that it is about (-1: none), ERRORS how many errors fit it, ERROR the one that it got (0: none),
 * PATH what it names, or what its descriptor is of, or -. The last line is how PROGRAM ended: "exit STATUS",
 * "signal NUMBER", or "hung" after a time that no run needs.
 *
 * The kernel asks us about every call by seccomp's user notification: unlike ptrace it needs no registers of some
 * processor, and follows threads by itself. Ends with 0; 77 where this is not to be had; 1 with what is wrong. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HUNG = 60 * 1000 }; /* milliseconds without a call */

typedef enum About { NOTHING, DESCRIPTOR, PATH, PATH_AT } About; /* which argument says what the call is about */

typedef struct Call {
    long number;
    const char *name;
    About about;
    int errors[5]; /* that fit, ended by 0 */
} Call;

/* clang-format off */
#define CALL(name, about, ...) {SYS_##name, #name, about, {__VA_ARGS__}}
/* clang-format on */

static const Call CALLS[] = {
#ifdef SYS_open /* processors that came later have only the calls with "at" */
    CALL(access, PATH, EACCES, EIO),
    CALL(lstat, PATH, EACCES, EIO),
    CALL(mkdir, PATH, EACCES, ENOSPC, EROFS),
    CALL(open, PATH, EACCES, EMFILE, EIO),
    CALL(readlink, PATH, EACCES, EIO),
    CALL(rename, PATH, EACCES, ENOSPC, EIO),
    CALL(rmdir, PATH, EACCES, EIO),
    CALL(stat, PATH, EACCES, EIO),
    CALL(unlink, PATH, EACCES, EIO),
#endif
    CALL(brk, NOTHING, ENOMEM),
    CALL(clone, NOTHING, EAGAIN),
    CALL(clone3, NOTHING, EAGAIN),
    CALL(close, DESCRIPTOR, EIO, ENOSPC, EINTR),
    CALL(exit, NOTHING, 0),
    CALL(exit_group, NOTHING, 0),
    CALL(faccessat, PATH_AT, EACCES, EIO),
    CALL(faccessat2, PATH_AT, EACCES, EIO),
    CALL(fallocate, DESCRIPTOR, EOPNOTSUPP, ENOSPC),
    CALL(fchmod, DESCRIPTOR, EPERM, EIO),
    CALL(fcntl, DESCRIPTOR, EINVAL),
    CALL(fdatasync, DESCRIPTOR, EIO, ENOSPC),
    CALL(flock, DESCRIPTOR, ENOLCK, EWOULDBLOCK),
    CALL(fstat, DESCRIPTOR, EIO),
    CALL(fstatfs, DESCRIPTOR, EIO),
    CALL(fsync, DESCRIPTOR, EIO, ENOSPC),
    CALL(futex, NOTHING, 0), /* the C library ends the program where it fails */
    CALL(getcwd, NOTHING, EACCES),
    CALL(getdents64, DESCRIPTOR, EIO),
    CALL(getpid, NOTHING, 0),
    CALL(getrandom, NOTHING, EINTR),
    CALL(getrusage, NOTHING, EFAULT),
    CALL(gettid, NOTHING, 0),
    CALL(ioctl, DESCRIPTOR, ENOTTY),
    CALL(landlock_add_rule, NOTHING, ENOMEM),
    CALL(landlock_create_ruleset, NOTHING, EOPNOTSUPP, ENOMEM),
    CALL(landlock_restrict_self, NOTHING, E2BIG, ENOMEM),
    CALL(lseek, DESCRIPTOR, ESPIPE),
    CALL(madvise, NOTHING, EAGAIN),
    CALL(mkdirat, PATH_AT, EACCES, ENOSPC, EIO),
    CALL(mmap, NOTHING, ENOMEM),
    CALL(mprotect, NOTHING, ENOMEM),
    CALL(mremap, NOTHING, ENOMEM),
    CALL(munmap, NOTHING, 0), /* not of memory that is one's own */
    CALL(newfstatat, PATH_AT, EACCES, EIO, ENOMEM),
    CALL(openat, PATH_AT, EACCES, EMFILE, ENOSPC, EIO),
    CALL(openat2, PATH_AT, EACCES, EMFILE, ENOSYS, EIO),
    CALL(prctl, NOTHING, EINVAL),
    CALL(pread64, DESCRIPTOR, EIO),
    CALL(prlimit64, NOTHING, EPERM),
    CALL(pwrite64, DESCRIPTOR, ENOSPC, EIO),
    CALL(read, DESCRIPTOR, EIO, EINTR),
    CALL(readlinkat, PATH_AT, EACCES, EIO),
    CALL(readv, DESCRIPTOR, EIO),
    CALL(renameat, PATH_AT, EACCES, ENOSPC, EIO),
    CALL(renameat2, PATH_AT, EACCES, ENOSPC, EIO),
    CALL(rseq, NOTHING, 0),
    CALL(rt_sigaction, NOTHING, 0),
    CALL(rt_sigprocmask, NOTHING, 0),
    CALL(sched_getaffinity, NOTHING, ESRCH),
    CALL(sched_yield, NOTHING, 0),
    CALL(set_robust_list, NOTHING, 0),
    CALL(statfs, PATH, EIO),
    CALL(statx, PATH_AT, EACCES, EIO),
    CALL(sysinfo, NOTHING, EFAULT),
    CALL(umask, NOTHING, 0),
    CALL(uname, NOTHING, EFAULT),
    CALL(unlinkat, PATH_AT, EACCES, EIO),
    CALL(write, DESCRIPTOR, ENOSPC, EIO, EPIPE, EINTR),
    CALL(writev, DESCRIPTOR, ENOSPC, EIO),
};

typedef struct Order {
    unsigned long nth;
    int signal; /* 0: the call fails */
    int which;  /* of the errors that fit; -1: by turns */
} Order;

static int complain(const char *what)
{
    fprintf(stderr, "inject: %s: %s\n", what, strerror(errno));
    return 1;
}

static const Call *find_call(long number)
{
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++)
        if (CALLS[i].number == number)
            return &CALLS[i];
    return NULL;
}

static int count_errors(const Call *call)
{
    int count = 0;
    while (call->errors[count])
        count++;
    return count;
}

/* The text at ADDRESS in another process, up to its NUL. */
static void read_text(pid_t pid, unsigned long long address, char *text, size_t size)
{
    size_t length = 0;
    while (length + 1 < size) { /* up to the end of a page at a time: the next one need not be there */
        size_t chunk = 4096 - (size_t)((address + length) % 4096);
        chunk = chunk < size - 1 - length ? chunk : size - 1 - length;
        struct iovec to = {text + length, chunk}, from = {(void *)(address + length), chunk};
        if (process_vm_readv(pid, &to, 1, &from, 1, 0) != (ssize_t)chunk)
            break;
        size_t part = strnlen(text + length, chunk);
        length += part;
        if (part < chunk)
            break;
    }
    text[length] = '\0';
}

static void read_link(pid_t pid, int fd, char *text, size_t size)
{
    char link[64];
    (void)snprintf(link, sizeof link, "/proc/%d/fd/%d", (int)pid, fd);
    ssize_t length = readlink(link, text, size - 1);
    text[length > 0 ? length : 0] = '\0';
}

/* Writes what the call is about. */
static void tell(FILE *report, unsigned long number, const struct seccomp_notif *asked, const Call *call, int error)
{
    char path[PATH_MAX] = "";
    int fd = call->about == DESCRIPTOR ? (int)asked->data.args[0] : -1;
    if (call->about == PATH || call->about == PATH_AT)
        read_text((pid_t)asked->pid, asked->data.args[call->about == PATH_AT], path, sizeof path);
    if (call->about == DESCRIPTOR || (call->about == PATH_AT && !*path)) /* "": the descriptor itself (AT_EMPTY_PATH) */
        read_link((pid_t)asked->pid, (int)asked->data.args[0], path, sizeof path);
    fprintf(report, "%lu %s %d %d %d %s\n", number, call->name, fd, count_errors(call), error, *path ? path : "-");
}

/* The error that ORDER has for the call; 0 for none. */
static int choose_error(const Order *order, const Call *call)
{
    int count = count_errors(call);
    if (order->which < 0)
        return count ? call->errors[order->nth % (unsigned long)count] : 0;
    return order->which < count ? call->errors[order->which] : 0;
}

/* One question of the kernel, answered. FALSE: the program runs no further. */
static bool answer(int listener, pid_t child, const Order *order, FILE *report, unsigned long *count)
{
    struct seccomp_notif asked = {0};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &asked) != 0)
        return errno == EINTR || errno == ENOENT; /* ENOENT: killed while it asked */
    struct seccomp_notif_resp response = {.id = asked.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    bool starts = asked.data.nr == SYS_rt_sigaction && asked.data.args[0] == SIGPIPE;
    if (*count || starts) {
        bool here = ++*count == order->nth;
        const Call *call = find_call(asked.data.nr);
        if (!call) {
            fprintf(stderr, "inject: no errors are known that fit the system call %d\n", asked.data.nr);
            kill(child, SIGKILL);
            return false;
        }
        int error = here && !order->signal ? choose_error(order, call) : 0;
        if (here || order->nth == 0)
            tell(report, *count, &asked, call, error);
        if (error)
            response = (struct seccomp_notif_resp){.id = asked.id, .error = -error};
        if (here && order->signal)
            kill(child, order->signal); /* as it waits for our answer, unless it has signals blocked */
    }
    return ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &response) == 0 || errno == ENOENT;
}

/* FALSE when the child has hung. */
static bool supervise(int listener, pid_t child, const Order *order, FILE *report)
{
    unsigned long count = 0;
    for (;;) {
        struct pollfd ready = {.fd = listener, .events = POLLIN};
        int n = poll(&ready, 1, HUNG);
        if (n == 0) {
            kill(child, SIGKILL);
            return false;
        }
        if (n > 0 && !(ready.revents & POLLIN)) /* POLLHUP: nobody is left to ask */
            return true;
        if (n > 0 && !answer(listener, child, order, report, &count))
            return true;
    }
}

/* In the child: from here on every call waits for an answer. The descriptor table is shared with the parent. */
static void ask_for_all(volatile int *listener)
{
    struct sock_filter rule = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF);
    const struct sock_fprog rules = {1, &rule};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        *listener = -errno;
    else {
        long fd = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &rules);
        *listener = fd < 0 ? -errno : (int)fd;
    }
}

static int run(const Order *order, FILE *report, char **program)
{
    volatile int *listener = mmap(NULL, sizeof *listener, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (listener == MAP_FAILED)
        return complain("mmap");
    pid_t child = (pid_t)syscall(SYS_clone, CLONE_FILES | SIGCHLD, NULL, NULL, NULL, NULL);
    if (child < 0)
        return complain("clone");
    if (child == 0) {
        ask_for_all(listener);
        if (*listener > 0)
            execv(program[0], program);
        _exit(127);
    }
    while (*listener == 0)
        usleep(100);
    int status;
    bool hung = *listener > 0 && !supervise(*listener, child, order, report);
    if (waitpid(child, &status, 0) != child)
        return complain("waitpid");
    if (*listener < 0) {
        fprintf(stderr, "inject: seccomp: %s\n", strerror(-*listener));
        return 77;
    }
    if (hung)
        fprintf(report, "hung\n");
    else
        fprintf(report, "%s %d\n", WIFEXITED(status) ? "exit" : "signal",
                WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    return 0;
}

static bool read_order(const char *nth, const char *what, Order *order)
{
    char *end;
    order->nth = strtoul(nth, &end, 10);
    order->signal = strcmp(what, "kill") == 0 ? SIGKILL : strcmp(what, "term") == 0 ? SIGTERM : 0;
    order->which = strncmp(what, "fail:", 5) == 0 ? (int)strtol(what + 5, NULL, 10) : -1;
    return *nth && !*end && (order->signal || order->which >= 0 || strcmp(what, "fail") == 0);
}

int main(int argc, char **argv)
{
    Order order;
    if (argc < 5 || !read_order(argv[2], argv[3], &order)) {
        fprintf(stderr, "usage: inject REPORT NTH kill|term|fail|fail:N PROGRAM [ARGUMENT...]\n");
        return 2;
    }
    FILE *report = fopen(argv[1], "we");
    if (!report)
        return complain(argv[1]);
    int status = run(&order, report, argv + 4);
    if (fclose(report) != 0)
        return complain(argv[1]);
    return status;
}
