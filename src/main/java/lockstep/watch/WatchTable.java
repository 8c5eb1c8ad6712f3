package lockstep.watch;

import java.util.Arrays;
import java.util.function.IntConsumer;
import lockstep.event.RelativePath;
import org.jspecify.annotations.Nullable;

/// The watched directories as a tree, by watch descriptor and by name.
///
/// A directory is a node, a number above 0; [#NONE] is no node. It knows its parent and its name
/// only, so a renamed directory is one change, whatever lies below it. A node is in the tree below
/// the root, or it (and all below it) is detached: there is a watch but, for now, no path.
///
/// Some 60 bytes a directory with names of ten bytes, in pages of ints and bytes. Not thread-safe.
final class WatchTable {
  static final int NONE = 0;

  // The ints of a node. NEXT of a free node is the next free one.
  private static final int SHIFT = 3;
  private static final int PARENT = 0;
  private static final int WD = 1;
  private static final int NAME = 2;
  private static final int FIRST = 3;
  private static final int NEXT = 4;
  private static final int PREVIOUS = 5;
  private static final int STAMP = 6;

  private final Ints nodes = new Ints();
  private final NamePool names = new NamePool();
  private final Chains byWd = new Chains(this::wd);
  private final Chains byName = new Chains(this::nameHash);
  private int root;
  private int end = 1;
  private int free;
  private int size;

  int size() {
    return size;
  }

  /// The root, or [#NONE] until [#addRoot].
  int root() {
    return root;
  }

  int wd(int node) {
    return get(node, WD);
  }

  /// The number that was last given to the node, for whoever keeps the table.
  int stamp(int node) {
    return get(node, STAMP);
  }

  void stamp(int node, int stamp) {
    set(node, STAMP, stamp);
  }

  int byWd(int wd) {
    int node = byWd.first(wd);
    while (node != NONE && wd(node) != wd) {
      node = byWd.next(node);
    }
    return node;
  }

  /// The node called by the first `length` bytes of `name` in the directory `parent`.
  int child(int parent, byte[] name, int length) {
    int node = byName.first(nameHash(parent, NamePool.hash(name, 0, length)));
    while (node != NONE && !isChild(node, parent, name, length)) {
      node = byName.next(node);
    }
    return node;
  }

  private boolean isChild(int node, int parent, byte[] name, int length) {
    return get(node, PARENT) == parent && names.equals(get(node, NAME), name, length);
  }

  /// The node at `path`, or [#NONE].
  int find(RelativePath path) {
    byte[] bytes = path.bytes();
    int node = root;
    int start = 0;
    while (start < bytes.length && node != NONE) {
      int stop = start;
      while (stop < bytes.length && bytes[stop] != '/') {
        stop++;
      }
      byte[] name = Arrays.copyOfRange(bytes, start, stop);
      node = child(node, name, name.length);
      start = stop + 1;
    }
    return node;
  }

  void addRoot(int wd, int stamp) {
    root = make(wd, stamp);
  }

  /// Adds a directory; there must be none of that name or descriptor.
  void add(int parent, byte[] name, int length, int wd, int stamp) {
    attach(make(wd, stamp), parent, name, length);
  }

  private int make(int wd, int stamp) {
    int node = free;
    if (node == NONE) {
      node = end++;
      nodes.reach(end << SHIFT);
    } else {
      free = get(node, NEXT);
    }
    set(node, PARENT, NONE);
    set(node, WD, wd);
    set(node, FIRST, NONE);
    set(node, STAMP, stamp);
    byWd.add(node);
    size++;
    return node;
  }

  /// Puts a detached node, with all below it, into the directory `parent`, which is not below it.
  void attach(int node, int parent, byte[] name, int length) {
    set(node, PARENT, parent);
    set(node, NAME, names.add(name, length));
    int first = get(parent, FIRST);
    set(node, NEXT, first);
    set(node, PREVIOUS, NONE);
    if (first != NONE) {
      set(first, PREVIOUS, node);
    }
    set(parent, FIRST, node);
    byName.add(node);
  }

  /// Takes a node, with all below it, out of its directory and forgets its name.
  void detach(int node) {
    int parent = get(node, PARENT);
    if (parent == NONE) {
      return;
    }
    byName.remove(node);
    names.remove(get(node, NAME));
    int next = get(node, NEXT);
    int previous = get(node, PREVIOUS);
    if (previous == NONE) {
      set(parent, FIRST, next);
    } else {
      set(previous, NEXT, next);
    }
    if (next != NONE) {
      set(next, PREVIOUS, previous);
    }
    set(node, PARENT, NONE);
  }

  /// Removes a node and all below it, and hands over their watch descriptors.
  void remove(int node, IntConsumer wds) {
    detach(node);
    int at = node;
    while (at != NONE) {
      int child = get(at, FIRST);
      if (child != NONE) {
        at = child;
      } else {
        int parent = at == node ? NONE : get(at, PARENT);
        detach(at);
        wds.accept(wd(at));
        release(at);
        at = parent;
      }
    }
  }

  private void release(int node) {
    byWd.remove(node);
    set(node, NEXT, free);
    free = node;
    size--;
    if (node == root) {
      root = NONE;
    }
  }

  /// Whether the node was detached itself (not something above it).
  boolean isDetached(int node) {
    return node != root && get(node, PARENT) == NONE;
  }

  /// The uppermost node above `node`, or itself: the root, or a detached one.
  int top(int node) {
    int at = node;
    while (get(at, PARENT) != NONE) {
      at = get(at, PARENT);
    }
    return at;
  }

  boolean isAtOrBelow(int node, int ancestor) {
    int at = node;
    while (at != NONE && at != ancestor) {
      at = get(at, PARENT);
    }
    return at == ancestor;
  }

  /// The path of a node; null if it is detached, or something above it is.
  @Nullable RelativePath path(int node) {
    int length = length(node);
    if (length <= 0) {
      return length == 0 ? RelativePath.ROOT : null;
    }
    var path = new byte[length - 1];
    spell(node, path, path.length);
    return RelativePath.of(path);
  }

  /// The path of the entry of a node called by the first `length` bytes of `name`; null as above.
  @Nullable RelativePath path(int node, byte[] name, int length) {
    int start = length(node);
    if (start < 0) {
      return null;
    }
    var path = new byte[start + length];
    System.arraycopy(name, 0, path, start, length);
    if (start > 0) {
      path[start - 1] = '/';
      spell(node, path, start - 1);
    }
    return RelativePath.of(path);
  }

  /// The length of the path of a node with a slash after it, 0 for the root, -1 without a path.
  private int length(int node) {
    int length = 0;
    int at = node;
    int parent = get(at, PARENT);
    while (parent != NONE) {
      length += names.length(get(at, NAME)) + 1;
      at = parent;
      parent = get(at, PARENT);
    }
    return at == root ? length : -1;
  }

  private void spell(int node, byte[] path, int length) {
    int stop = length;
    for (int at = node; at != root; at = get(at, PARENT)) {
      int name = get(at, NAME);
      int start = stop - names.length(name);
      names.copy(name, path, start);
      if (start > 0) {
        path[start - 1] = '/';
      }
      stop = start - 1;
    }
  }

  /// The descriptors of all nodes, detached ones too, in their order.
  int[] wds() {
    var wds = new int[size];
    int count = 0;
    for (int node = 1; node < end && count < size; node++) {
      if (byWd(wd(node)) == node) {
        wds[count++] = wd(node);
      }
    }
    Arrays.sort(wds);
    return wds;
  }

  private int nameHash(int node) {
    return nameHash(get(node, PARENT), names.hash(get(node, NAME)));
  }

  private static int nameHash(int parent, int hash) {
    return parent * 0x85ebca6b + hash;
  }

  private int get(int node, int field) {
    return nodes.get((node << SHIFT) + field);
  }

  private void set(int node, int field, int value) {
    nodes.set((node << SHIFT) + field, value);
  }
}
