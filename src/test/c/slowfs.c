/*
 * slowfs: a file system that shows another directory, slowly or not at all.
 *
 *   slowfs DIRECTORY MOUNTPOINT CONTROL
 *
 * Mounts MOUNTPOINT and serves it in the background until it is unmounted. It stands for a network
 * file system in tests: each operation waits first, any number of them at once; names and attributes
 * are cached for a second, as NFS clients do for some. Speaks the kernel's
 * protocol (linux/fuse.h) itself, so that building it takes nothing but a C compiler.
 *
 * CONTROL is a FIFO, which is made, for commands of one line each:
 *
 *   delay MICROSECONDS    wait so long before each operation (at first 0)
 *   hang [OPERATION]      hold up operations, or those of this type, until "release"
 *   fail ERRNO [OPERATION]  refuse them with this number; ERRNO 0 refuses nothing
 *   readonly              refuse all that writes
 *   release               end all of these but the delay
 *   reset                 set all counters to 0
 *
 * After each the file CONTROL.report is replaced. Its first line has how many commands were done and
 * how many operations are held up; the others the name and the number of each type of operation that
 * was asked for. What nobody waits for (FORGET, RELEASE), or what no network file system is asked
 * (OTHER), is counted but not slowed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

enum {
  WORKERS = 160, /* more than any program under test keeps in flight */
  MOST_DATA = 128 * 1024,
  REQUEST = MOST_DATA + 4096,
  OPERATIONS = 64,
  BUCKETS = 1 << 14,
  CACHED_SECONDS = 1,
};

#define WRITES 1 /* changes something */
#define QUIET 2  /* nobody waits for it */

static const struct { const char *name; int flags; } operations[OPERATIONS] = {
  [0] = {"OTHER", QUIET},
  [FUSE_LOOKUP] = {"LOOKUP", 0},
  [FUSE_FORGET] = {"FORGET", QUIET},
  [FUSE_GETATTR] = {"GETATTR", 0},
  [FUSE_SETATTR] = {"SETATTR", WRITES},
  [FUSE_READLINK] = {"READLINK", 0},
  [FUSE_SYMLINK] = {"SYMLINK", WRITES},
  [FUSE_MKNOD] = {"MKNOD", WRITES},
  [FUSE_MKDIR] = {"MKDIR", WRITES},
  [FUSE_UNLINK] = {"UNLINK", WRITES},
  [FUSE_RMDIR] = {"RMDIR", WRITES},
  [FUSE_RENAME] = {"RENAME", WRITES},
  [FUSE_LINK] = {"LINK", WRITES},
  [FUSE_OPEN] = {"OPEN", 0},
  [FUSE_READ] = {"READ", 0},
  [FUSE_WRITE] = {"WRITE", WRITES},
  [FUSE_STATFS] = {"STATFS", 0},
  [FUSE_RELEASE] = {"RELEASE", QUIET},
  [FUSE_FSYNC] = {"FSYNC", 0},
  [FUSE_SETXATTR] = {"SETXATTR", WRITES},
  [FUSE_GETXATTR] = {"GETXATTR", 0},
  [FUSE_LISTXATTR] = {"LISTXATTR", 0},
  [FUSE_REMOVEXATTR] = {"REMOVEXATTR", WRITES},
  [FUSE_FLUSH] = {"FLUSH", QUIET},
  [FUSE_INIT] = {"INIT", QUIET},
  [FUSE_OPENDIR] = {"OPENDIR", 0},
  [FUSE_READDIR] = {"READDIR", 0},
  [FUSE_RELEASEDIR] = {"RELEASEDIR", QUIET},
  [FUSE_FSYNCDIR] = {"FSYNCDIR", 0},
  [FUSE_CREATE] = {"CREATE", WRITES},
  [FUSE_INTERRUPT] = {"INTERRUPT", QUIET},
  [FUSE_DESTROY] = {"DESTROY", QUIET},
  [FUSE_BATCH_FORGET] = {"BATCH_FORGET", QUIET},
  [FUSE_RENAME2] = {"RENAME2", WRITES},
  [FUSE_LSEEK] = {"LSEEK", 0},
  [FUSE_COPY_FILE_RANGE] = {"COPY_FILE_RANGE", WRITES},
};

static int device; /* /dev/fuse */
static atomic_long counters[OPERATIONS];

static void die(const char *what) {
  perror(what);
  exit(1);
}

/* --- what is wrong at the moment --- */

static struct {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  long delay; /* in microseconds */
  bool readonly;
  int hanging; /* an operation, -1 for all, 0 for none; likewise: */
  int failing;
  int error;
  int held;
} faults = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static bool concerns(int which, int operation) {
  return which == -1 || which == operation;
}

/* Waits as long as the operation has to, and says how it fails: 0 if it does not. */
static int suffer(int operation) {
  int flags = operations[operation].flags;
  if (flags & QUIET) return 0;
  pthread_mutex_lock(&faults.lock);
  faults.held++;
  while (concerns(faults.hanging, operation)) pthread_cond_wait(&faults.changed, &faults.lock);
  faults.held--;
  long delay = faults.delay;
  int error = concerns(faults.failing, operation) ? faults.error : 0;
  if (faults.readonly && flags & WRITES) error = EROFS;
  pthread_mutex_unlock(&faults.lock);
  if (delay > 0) {
    struct timespec pause = {delay / 1000000, delay % 1000000 * 1000};
    nanosleep(&pause, NULL);
  }
  return error;
}

/* --- inodes that the kernel knows, each held by a descriptor --- */

struct node {
  struct node *next;
  dev_t device;
  ino_t inode;
  uint64_t lookups;
  int fd; /* O_PATH */
};

static struct node root;
static struct node *nodes[BUCKETS];
static pthread_mutex_t nodes_lock = PTHREAD_MUTEX_INITIALIZER;

static struct node *node_of(uint64_t id) {
  return id == FUSE_ROOT_ID ? &root : (struct node *)id;
}

static struct node **bucket(dev_t device, ino_t inode) {
  return &nodes[(inode * 31 + device) % BUCKETS];
}

/* Takes over the descriptor. */
static struct node *remember(int fd, const struct stat *st) {
  pthread_mutex_lock(&nodes_lock);
  struct node **head = bucket(st->st_dev, st->st_ino), *node = *head;
  while (node && (node->device != st->st_dev || node->inode != st->st_ino)) node = node->next;
  if (node) {
    close(fd);
  } else {
    node = malloc(sizeof *node);
    *node = (struct node){*head, st->st_dev, st->st_ino, 0, fd};
    *head = node;
  }
  node->lookups++;
  pthread_mutex_unlock(&nodes_lock);
  return node;
}

static void forget(uint64_t id, uint64_t lookups) {
  struct node *node = node_of(id);
  if (node == &root) return;
  pthread_mutex_lock(&nodes_lock);
  node->lookups -= lookups;
  bool gone = node->lookups == 0;
  if (gone) {
    struct node **at = bucket(node->device, node->inode);
    while (*at != node) at = &(*at)->next;
    *at = node->next;
  }
  pthread_mutex_unlock(&nodes_lock);
  if (gone) {
    close(node->fd);
    free(node);
  }
}

/* A path that leads to the inode itself, for calls that take no O_PATH descriptor. */
static const char *path_of(uint64_t id, char path[32]) {
  snprintf(path, 32, "/proc/self/fd/%d", node_of(id)->fd);
  return path;
}

/* --- answers --- */

static void answer(const struct fuse_in_header *in, int error, const void *data, size_t size) {
  struct fuse_out_header out = {sizeof out + size, -error, in->unique};
  struct iovec parts[] = {{&out, sizeof out}, {(void *)data, size}};
  if (error) out.len = sizeof out;
  writev(device, parts, error ? 1 : 2); /* one that was given up by the kernel is refused */
}

static void answer_result(const struct fuse_in_header *in, int result) {
  answer(in, result < 0 ? errno : 0, NULL, 0);
}

static struct fuse_attr attributes(const struct stat *st) {
  return (struct fuse_attr){
    .ino = st->st_ino, .size = st->st_size, .blocks = st->st_blocks,
    .atime = st->st_atim.tv_sec, .mtime = st->st_mtim.tv_sec, .ctime = st->st_ctim.tv_sec,
    .atimensec = st->st_atim.tv_nsec, .mtimensec = st->st_mtim.tv_nsec,
    .ctimensec = st->st_ctim.tv_nsec,
    .mode = st->st_mode, .nlink = st->st_nlink, .uid = st->st_uid, .gid = st->st_gid,
    .rdev = st->st_rdev, .blksize = st->st_blksize,
  };
}

static void answer_attributes(const struct fuse_in_header *in) {
  struct stat st;
  if (fstatat(node_of(in->nodeid)->fd, "", &st, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) < 0) {
    answer(in, errno, NULL, 0);
    return;
  }
  struct fuse_attr_out out = {.attr_valid = CACHED_SECONDS, .attr = attributes(&st)};
  answer(in, 0, &out, sizeof out);
}

/* Finds an entry, and has the kernel know its inode. */
static int find(const struct fuse_in_header *in, const char *name, struct fuse_entry_out *out) {
  struct stat st;
  int fd = openat(node_of(in->nodeid)->fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return -1;
  if (fstatat(fd, "", &st, AT_EMPTY_PATH) < 0) {
    close(fd);
    return -1;
  }
  *out = (struct fuse_entry_out){
    .nodeid = (uint64_t)remember(fd, &st), .entry_valid = CACHED_SECONDS,
    .attr_valid = CACHED_SECONDS, .attr = attributes(&st),
  };
  return 0;
}

static void answer_entry(const struct fuse_in_header *in, int result, const char *name) {
  struct fuse_entry_out out = {.entry_valid = CACHED_SECONDS};
  if (result < 0 || find(in, name, &out) < 0) {
    bool absent = in->opcode == FUSE_LOOKUP && errno == ENOENT; /* is cached as well */
    answer(in, absent ? 0 : errno, &out, sizeof out);
  } else {
    answer(in, 0, &out, sizeof out);
  }
}

/* Gives what was just made to whoever asked for it. */
static int own(const struct fuse_in_header *in, int result, const char *name) {
  if (result < 0 || (in->uid == 0 && in->gid == 0)) return result;
  return fchownat(node_of(in->nodeid)->fd, name, in->uid, in->gid, AT_SYMLINK_NOFOLLOW);
}

/* --- operations --- */

static void do_init(const struct fuse_in_header *in, const struct fuse_init_in *init) {
  struct fuse_init_out out = {
    .major = FUSE_KERNEL_VERSION, .minor = FUSE_KERNEL_MINOR_VERSION,
    .max_readahead = init->max_readahead,
    .flags = init->flags & (FUSE_ASYNC_READ | FUSE_BIG_WRITES | FUSE_PARALLEL_DIROPS
                            | FUSE_ATOMIC_O_TRUNC | FUSE_HANDLE_KILLPRIV | FUSE_MAX_PAGES),
    .max_background = WORKERS, .congestion_threshold = WORKERS,
    .max_write = MOST_DATA, .max_pages = MOST_DATA / 4096, .time_gran = 1,
  };
  answer(in, 0, &out, sizeof out);
}

static struct timespec moment(bool set, bool now, uint64_t seconds, uint32_t nanoseconds) {
  return (struct timespec){seconds, !set ? UTIME_OMIT : now ? UTIME_NOW : nanoseconds};
}

static int set_attributes(const struct fuse_in_header *in, const struct fuse_setattr_in *set) {
  char path[32];
  int fd = node_of(in->nodeid)->fd;
  path_of(in->nodeid, path);
  if (set->valid & (FATTR_UID | FATTR_GID)) {
    uid_t uid = set->valid & FATTR_UID ? set->uid : (uid_t)-1;
    gid_t gid = set->valid & FATTR_GID ? set->gid : (gid_t)-1;
    if (fchownat(fd, "", uid, gid, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) < 0) return -1;
  }
  if (set->valid & FATTR_MODE && chmod(path, set->mode & 07777) < 0) return -1;
  if (set->valid & FATTR_SIZE && truncate(path, set->size) < 0) return -1;
  if (set->valid & (FATTR_ATIME | FATTR_MTIME)) {
    struct timespec times[] = {
      moment(set->valid & FATTR_ATIME, set->valid & FATTR_ATIME_NOW, set->atime, set->atimensec),
      moment(set->valid & FATTR_MTIME, set->valid & FATTR_MTIME_NOW, set->mtime, set->mtimensec),
    };
    if (utimensat(fd, "", times, AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW) < 0) return -1;
  }
  return 0;
}

static void do_create(const struct fuse_in_header *in, const struct fuse_create_in *create) {
  const char *name = (const char *)(create + 1);
  struct { struct fuse_entry_out entry; struct fuse_open_out open; } out = {0};
  int flags = (create->flags & ~O_NOFOLLOW & ~O_DIRECT) | O_CREAT | O_CLOEXEC;
  int fd = openat(node_of(in->nodeid)->fd, name, flags, create->mode);
  if (own(in, fd, name) < 0 || find(in, name, &out.entry) < 0) {
    int error = errno;
    if (fd >= 0) close(fd);
    answer(in, error, NULL, 0);
    return;
  }
  out.open.fh = fd;
  answer(in, 0, &out, sizeof out);
}

static void do_open(const struct fuse_in_header *in, const struct fuse_open_in *open_in) {
  char path[32];
  struct fuse_open_out out = {.open_flags = FOPEN_KEEP_CACHE};
  int fd = open(path_of(in->nodeid, path), (open_in->flags & ~O_NOFOLLOW & ~O_DIRECT) | O_CLOEXEC);
  out.fh = fd;
  answer(in, fd < 0 ? errno : 0, &out, sizeof out);
}

static void do_opendir(const struct fuse_in_header *in) {
  struct fuse_open_out out = {0};
  int fd = openat(node_of(in->nodeid)->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *directory = fd < 0 ? NULL : fdopendir(fd);
  out.fh = (uint64_t)directory;
  answer(in, directory ? 0 : errno, &out, sizeof out);
}

static void do_readdir(const struct fuse_in_header *in, const struct fuse_read_in *read_in) {
  DIR *directory = (DIR *)read_in->fh;
  static _Thread_local char entries[MOST_DATA];
  size_t most = read_in->size < sizeof entries ? read_in->size : sizeof entries, size = 0;
  seekdir(directory, read_in->offset);
  for (struct dirent *found = readdir(directory); found; found = readdir(directory)) {
    struct fuse_dirent entry = {found->d_ino, found->d_off, strlen(found->d_name), found->d_type};
    size_t whole = FUSE_DIRENT_ALIGN(FUSE_NAME_OFFSET + entry.namelen);
    if (size + whole > most) break;
    memset(entries + size, 0, whole);
    memcpy(entries + size, &entry, FUSE_NAME_OFFSET);
    memcpy(entries + size + FUSE_NAME_OFFSET, found->d_name, entry.namelen);
    size += whole;
  }
  answer(in, 0, entries, size);
}

static void do_read(const struct fuse_in_header *in, const struct fuse_read_in *read_in) {
  static _Thread_local char data[MOST_DATA];
  size_t most = read_in->size < sizeof data ? read_in->size : sizeof data;
  ssize_t size = pread(read_in->fh, data, most, read_in->offset);
  answer(in, size < 0 ? errno : 0, data, size < 0 ? 0 : size);
}

static void do_write(const struct fuse_in_header *in, const struct fuse_write_in *write_in) {
  ssize_t size = pwrite(write_in->fh, write_in + 1, write_in->size, write_in->offset);
  struct fuse_write_out out = {.size = size < 0 ? 0 : size};
  answer(in, size < 0 ? errno : 0, &out, sizeof out);
}

static void do_rename(const struct fuse_in_header *in, uint64_t to, unsigned flags, const char *name) {
  const char *new_name = name + strlen(name) + 1;
  answer_result(in, renameat2(node_of(in->nodeid)->fd, name, node_of(to)->fd, new_name, flags));
}

static void do_readlink(const struct fuse_in_header *in) {
  char text[4096];
  ssize_t size = readlinkat(node_of(in->nodeid)->fd, "", text, sizeof text);
  answer(in, size < 0 ? errno : 0, text, size < 0 ? 0 : size);
}

static void do_link(const struct fuse_in_header *in, const struct fuse_link_in *link_in) {
  const char *name = (const char *)(link_in + 1);
  char path[32];
  path_of(link_in->oldnodeid, path);
  int to = node_of(in->nodeid)->fd;
  answer_entry(in, linkat(AT_FDCWD, path, to, name, AT_SYMLINK_FOLLOW), name);
}

static void do_statfs(const struct fuse_in_header *in) {
  struct statvfs st;
  struct fuse_statfs_out out = {0};
  int result = fstatvfs(root.fd, &st);
  out.st = (struct fuse_kstatfs){
    .blocks = st.f_blocks, .bfree = st.f_bfree, .bavail = st.f_bavail, .files = st.f_files,
    .ffree = st.f_ffree, .bsize = st.f_bsize, .namelen = st.f_namemax, .frsize = st.f_frsize,
  };
  answer(in, result < 0 ? errno : 0, &out, sizeof out);
}

/* The answer to GETXATTR and LISTXATTR: a size where size 0 was asked for, else the value. */
static void answer_value(const struct fuse_in_header *in, ssize_t size, uint32_t asked, void *value) {
  struct fuse_getxattr_out out = {.size = size < 0 ? 0 : size};
  if (size < 0) answer(in, errno, NULL, 0);
  else if (asked == 0) answer(in, 0, &out, sizeof out);
  else answer(in, 0, value, size);
}

static void do_xattr(const struct fuse_in_header *in, void *body) {
  char path[32], value[64 * 1024];
  path_of(in->nodeid, path);
  if (in->opcode == FUSE_SETXATTR) {
    const struct fuse_setxattr_in *set = body;
    const char *name = (char *)body + FUSE_COMPAT_SETXATTR_IN_SIZE;
    answer_result(in, setxattr(path, name, name + strlen(name) + 1, set->size, set->flags));
  } else if (in->opcode == FUSE_REMOVEXATTR) {
    answer_result(in, removexattr(path, body));
  } else {
    const struct fuse_getxattr_in *get = body;
    bool list = in->opcode == FUSE_LISTXATTR;
    size_t most = get->size < sizeof value ? get->size : sizeof value;
    answer_value(in,
                 list ? listxattr(path, value, most) : getxattr(path, (char *)(get + 1), value, most),
                 get->size, value);
  }
}

static void do_batch_forget(const struct fuse_batch_forget_in *batch) {
  const struct fuse_forget_one *each = (const struct fuse_forget_one *)(batch + 1);
  for (uint32_t i = 0; i < batch->count; i++) forget(each[i].nodeid, each[i].nlookup);
}

static void serve(const struct fuse_in_header *in, void *body) {
  int here = in->nodeid == 0 ? -1 : node_of(in->nodeid)->fd;
  switch (in->opcode) {
    case FUSE_INIT: do_init(in, body); break;
    case FUSE_DESTROY: answer(in, 0, NULL, 0); break;
    case FUSE_INTERRUPT: break; /* it will be answered all the same */
    case FUSE_FORGET: forget(in->nodeid, ((struct fuse_forget_in *)body)->nlookup); break;
    case FUSE_BATCH_FORGET: do_batch_forget(body); break;
    case FUSE_LOOKUP: answer_entry(in, 0, body); break;
    case FUSE_GETATTR: answer_attributes(in); break;
    case FUSE_SETATTR:
      if (set_attributes(in, body) < 0) answer(in, errno, NULL, 0);
      else answer_attributes(in);
      break;
    case FUSE_READLINK: do_readlink(in); break;
    case FUSE_SYMLINK: {
      const char *name = body, *text = name + strlen(name) + 1;
      answer_entry(in, own(in, symlinkat(text, here, name), name), name);
      break;
    }
    case FUSE_MKNOD: {
      const struct fuse_mknod_in *make = body;
      const char *name = (const char *)(make + 1);
      answer_entry(in, own(in, mknodat(here, name, make->mode, make->rdev), name), name);
      break;
    }
    case FUSE_MKDIR: {
      const struct fuse_mkdir_in *make = body;
      const char *name = (const char *)(make + 1);
      answer_entry(in, own(in, mkdirat(here, name, make->mode), name), name);
      break;
    }
    case FUSE_UNLINK: answer_result(in, unlinkat(here, body, 0)); break;
    case FUSE_RMDIR: answer_result(in, unlinkat(here, body, AT_REMOVEDIR)); break;
    case FUSE_RENAME: {
      const struct fuse_rename_in *move = body;
      do_rename(in, move->newdir, 0, (const char *)(move + 1));
      break;
    }
    case FUSE_RENAME2: {
      const struct fuse_rename2_in *move = body;
      do_rename(in, move->newdir, move->flags, (const char *)(move + 1));
      break;
    }
    case FUSE_LINK: do_link(in, body); break;
    case FUSE_OPEN: do_open(in, body); break;
    case FUSE_CREATE: do_create(in, body); break;
    case FUSE_READ: do_read(in, body); break;
    case FUSE_WRITE: do_write(in, body); break;
    case FUSE_FSYNC: answer_result(in, fsync(((struct fuse_fsync_in *)body)->fh)); break;
    case FUSE_RELEASE:
      close(((struct fuse_release_in *)body)->fh);
      answer(in, 0, NULL, 0);
      break;
    case FUSE_OPENDIR: do_opendir(in); break;
    case FUSE_READDIR: do_readdir(in, body); break;
    case FUSE_FSYNCDIR: answer_result(in, fsync(dirfd((DIR *)((struct fuse_fsync_in *)body)->fh))); break;
    case FUSE_RELEASEDIR:
      closedir((DIR *)((struct fuse_release_in *)body)->fh);
      answer(in, 0, NULL, 0);
      break;
    case FUSE_STATFS: do_statfs(in); break;
    case FUSE_SETXATTR:
    case FUSE_GETXATTR:
    case FUSE_LISTXATTR:
    case FUSE_REMOVEXATTR: do_xattr(in, body); break;
    default: answer(in, ENOSYS, NULL, 0); /* FLUSH too: nothing is held back */
  }
}

/* The kernel asks for a file's capabilities before each write; no client of a network file system
 * passes that on. */
static bool is_in_passing(const struct fuse_in_header *in) {
  const char *name = (const char *)(in + 1) + sizeof(struct fuse_getxattr_in);
  return in->opcode == FUSE_GETXATTR && strcmp(name, "security.capability") == 0;
}

static void *work(void *unused) {
  char *request = malloc(REQUEST);
  for (;;) {
    ssize_t size = read(device, request, REQUEST);
    if (size < 0 && (errno == EINTR || errno == ENOENT || errno == EAGAIN)) continue;
    if (size < 0) exit(0); /* unmounted */
    struct fuse_in_header *in = (struct fuse_in_header *)request;
    int operation = in->opcode < OPERATIONS && !is_in_passing(in) ? in->opcode : 0;
    atomic_fetch_add(&counters[operation], 1);
    int error = suffer(operation);
    if (error) answer(in, error, NULL, 0);
    else serve(in, in + 1);
  }
  return unused;
}

/* --- control --- */

static int operation_named(const char *name) {
  if (!*name) return -1;
  for (int i = 1; i < OPERATIONS; i++) {
    if (operations[i].name && strcmp(operations[i].name, name) == 0) return i;
  }
  fprintf(stderr, "slowfs: no such operation: %s\n", name);
  return 0;
}

static void obey(const char *command) {
  char word[16] = "", first[24] = "", second[24] = "";
  sscanf(command, "%15s %23s %23s", word, first, second);
  pthread_mutex_lock(&faults.lock);
  if (strcmp(word, "delay") == 0) {
    faults.delay = atol(first);
  } else if (strcmp(word, "hang") == 0) {
    faults.hanging = operation_named(first);
  } else if (strcmp(word, "fail") == 0) {
    faults.error = atoi(first);
    faults.failing = operation_named(second);
  } else if (strcmp(word, "readonly") == 0) {
    faults.readonly = true;
  } else if (strcmp(word, "release") == 0) {
    faults.hanging = faults.failing = faults.error = 0;
    faults.readonly = false;
  } else if (strcmp(word, "reset") == 0) {
    for (int i = 0; i < OPERATIONS; i++) counters[i] = 0;
  }
  pthread_cond_broadcast(&faults.changed);
  pthread_mutex_unlock(&faults.lock);
}

static void report(const char *control, long commands) {
  char made[4096], place[4096];
  snprintf(made, sizeof made, "%s.new", control);
  snprintf(place, sizeof place, "%s.report", control);
  FILE *file = fopen(made, "w");
  if (!file) die(made);
  pthread_mutex_lock(&faults.lock);
  fprintf(file, "%ld %d\n", commands, faults.held);
  pthread_mutex_unlock(&faults.lock);
  for (int i = 0; i < OPERATIONS; i++) {
    if (operations[i].name) fprintf(file, "%s %ld\n", operations[i].name, counters[i]);
  }
  if (fclose(file) != 0 || rename(made, place) != 0) die(place);
}

static void *listen_to(void *control) {
  char line[256];
  long commands = 0;
  FILE *file = fopen(control, "r+"); /* held open for writing too: there is no end of it */
  if (!file) die(control);
  report(control, commands);
  while (fgets(line, sizeof line, file)) {
    obey(line);
    report(control, ++commands);
  }
  return NULL;
}

static void start(void *(*run)(void *), void *argument) {
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 1 << 20);
  if (pthread_create(&thread, &attributes, run, argument) != 0) die("pthread_create");
}

int main(int count, char **words) {
  if (count != 4) {
    fprintf(stderr, "usage: slowfs DIRECTORY MOUNTPOINT CONTROL\n");
    return 2;
  }
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  umask(0); /* the kernel has applied the caller's */
  root.fd = open(words[1], O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (root.fd < 0) die(words[1]);
  device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  if (device < 0) die("/dev/fuse");
  if (mkfifo(words[3], 0600) != 0 && errno != EEXIST) die(words[3]);
  char options[128];
  snprintf(options, sizeof options,
           "fd=%d,rootmode=40000,user_id=0,group_id=0,allow_other", device);
  if (mount("slowfs", words[2], "fuse.slowfs", MS_NOSUID | MS_NODEV, options) != 0) die(words[2]);
  pid_t child = fork(); /* the mount is there when the parent ends */
  if (child < 0) die("fork");
  if (child > 0) return 0;
  for (int i = 0; i < WORKERS; i++) start(work, NULL);
  listen_to(words[3]);
  return 1;
}
