package lockstep.copy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import lockstep.tree.Directory;
import lockstep.tree.TreeException;
import org.jspecify.annotations.Nullable;

/// The extended attributes in which a target inode differs from its source; access control lists
/// are among them.
///
/// @param changes each name, in ISO 8859-1, with the value to set, or null where it is to be
///   removed
record ExtendedDifference(Map<String, byte @Nullable []> changes) {
  static final ExtendedDifference NONE = new ExtendedDifference(Map.of());

  private static final String ACL = "system.posix_acl_";

  static ExtendedDifference between(Inode source, Inode target, CopyOptions options)
      throws TreeException {
    if (!options.extended()) {
      return NONE;
    }
    Map<String, byte[]> wanted = read(source, options);
    Map<String, byte[]> present = read(target, options);
    Map<String, byte @Nullable []> changes = new LinkedHashMap<>();
    for (String name : present.keySet()) {
      if (!wanted.containsKey(name)) {
        changes.put(name, null);
      }
    }
    wanted.forEach(
        (name, value) -> {
          if (!Arrays.equals(value, present.get(name))) {
            changes.put(name, value);
          }
        });
    return new ExtendedDifference(changes);
  }

  boolean isNone() {
    return changes.isEmpty();
  }

  /// Whether access control lists are among them.
  boolean hasLists() {
    return changes.keySet().stream().anyMatch(name -> name.startsWith(ACL));
  }

  /// Whether who may do what is told by a list from now on.
  boolean setsList() {
    return changes.get(ACL + "access") != null;
  }

  /// Whether anything else is among them.
  boolean hasOthers() {
    return !changes.keySet().stream().allMatch(name -> name.startsWith(ACL));
  }

  /// Removes what the source lacks. Comes before the mode is set: without its list, a file's group
  /// bits mean something else.
  void remove(Directory.Attributes target) throws TreeException {
    for (var change : changes.entrySet()) {
      if (change.getValue() == null) {
        target.remove(bytes(change.getKey()));
      }
    }
  }

  /// Sets what the target lacks. Comes after the owner was set, which clears capabilities, and
  /// after the mode, which changes a list's mask.
  void set(Directory.Attributes target) throws TreeException {
    for (var change : changes.entrySet()) {
      byte[] value = change.getValue();
      if (value != null) {
        target.set(bytes(change.getKey()), value);
      }
    }
  }

  private static Map<String, byte[]> read(Inode inode, CopyOptions options) throws TreeException {
    var values = new TreeMap<String, byte[]>();
    try (Directory.Attributes attributes = inode.attributes()) {
      for (byte[] name : attributes.names()) {
        var text = new String(name, StandardCharsets.ISO_8859_1);
        byte[] value = isCarried(text, options) ? attributes.get(name) : null;
        if (value != null) {
          values.put(text, value);
        }
      }
    } catch (TreeException e) {
      if (e.reason() != TreeException.Reason.UNSUPPORTED) {
        throw e;
      }
      // An inode that cannot have extended attributes has none.
    }
    return values;
  }

  private static boolean isCarried(String name, CopyOptions options) {
    if (name.startsWith(ACL)) {
      return options.acls();
    }
    return options.xattrs()
        && !name.startsWith("system.")
        && (options.superUser() || name.startsWith("user."));
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
