package lockstep.copy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import lockstep.event.RelativePath;
import lockstep.tree.Directory;
import lockstep.tree.FileType;
import lockstep.tree.LinuxTree;
import lockstep.tree.OpenFile;
import lockstep.tree.Timestamp;
import lockstep.tree.TreeException;

/// A tree with entries of all types, names of all bytes, and all attributes, at random.
final class RandomTree {
  static final int ENTRIES = 250;

  private final List<RelativePath> directories = new ArrayList<>();
  private final List<RelativePath> files = new ArrayList<>();

  /// What rsync's letters mean.
  static CopyOptions options(String flags) {
    var carried = EnumSet.of(Carried.LINKS);
    for (char letter : flags.replace("a", "ptogD").toCharArray()) {
      switch (letter) {
        case 'p' -> carried.add(Carried.PERMS);
        case 't' -> carried.add(Carried.TIMES);
        case 'o' -> carried.add(Carried.OWNER);
        case 'g' -> carried.add(Carried.GROUP);
        case 'D' -> carried.addAll(EnumSet.of(Carried.DEVICES, Carried.SPECIALS));
        case 'H' -> carried.add(Carried.HARD_LINKS);
        case 'X' -> carried.add(Carried.XATTRS);
        case 'A' -> carried.add(Carried.ACLS);
        default -> {}
      }
    }
    CopyOptions options =
        CopyOptions.ARCHIVE.without(Carried.values()).with(carried.toArray(Carried[]::new));
    return flags.contains("S") ? options.with(Writing.DEFAULT.withHoles()) : options;
  }

  void grow(LinuxTree tree, Random random) throws TreeException {
    directories.add(RelativePath.ROOT);
    for (int i = 0; i < ENTRIES; i++) {
      RelativePath parent = directories.get(random.nextInt(directories.size()));
      try (Directory at = tree.open(parent)) {
        byte[] name = name(random, i);
        make(tree, at, parent.resolve(name), name, random);
        dress(at, name, random);
      }
    }
    for (RelativePath path : directories.reversed()) {
      try (Directory at = tree.open(path)) {
        at.setTime(time(random));
      }
    }
  }

  private static byte[] name(Random random, int number) {
    var name = new byte[random.nextInt(40) == 0 ? 250 : 1 + random.nextInt(3)];
    Arrays.fill(name, (byte) 'x');
    for (int i = 0; i < Math.min(name.length, 4); i++) {
      byte b = (byte) random.nextInt(256);
      name[i] = b == 0 || b == '/' || b == '.' ? (byte) ' ' : b;
    }
    byte[] unique = Arrays.copyOf(name, name.length + 4);
    byte[] digits = "%04d".formatted(number).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, unique, name.length, 4);
    return unique;
  }

  private void make(LinuxTree tree, Directory at, RelativePath path, byte[] name, Random random)
      throws TreeException {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        at.makeDirectory(name, 0755);
        directories.add(path);
      }
      case 3 -> at.makeSymlink(name, name(random, 0));
      case 4 -> at.makeNode(name, random.nextBoolean() ? FileType.FIFO : FileType.SOCKET, 0644, 0);
      case 5 -> at.makeNode(name, FileType.CHARACTER_DEVICE, 0600, 0x103);
      case 6 -> {
        if (files.isEmpty()) {
          at.makeSymlink(name, name);
        } else {
          RelativePath other = files.get(random.nextInt(files.size()));
          try (Directory from = tree.open(other.parent())) {
            from.link(other.name(), at, name);
          }
        }
      }
      default -> {
        files.add(path);
        try (OpenFile file = at.create(name, 0644)) {
          var content = new byte[random.nextInt(random.nextInt(8) == 0 ? 300_000 : 300)];
          random.nextBytes(content);
          file.write(ByteBuffer.wrap(content), random.nextInt(20) == 0 ? 500_000 : 0);
        }
      }
    }
  }

  private static void dress(Directory at, byte[] name, Random random) throws TreeException {
    var stat = at.stat(name);
    if (stat == null || stat.links() > 1 && !stat.isDirectory()) {
      return;
    }
    at.setOwner(name, random.nextInt(3), random.nextInt(3));
    if (stat.type() != FileType.SYMLINK) {
      at.setMode(name, random.nextInt(4) == 0 ? random.nextInt(010000) : 0644 | random.nextInt(64));
    }
    if (stat.isRegular() && random.nextInt(5) == 0) {
      try (Directory.Attributes attributes = at.attributes(name)) {
        attributes.set("user.x".getBytes(StandardCharsets.US_ASCII), new byte[random.nextInt(9)]);
      }
    }
    at.setTime(name, time(random));
  }

  private static Timestamp time(Random random) {
    return new Timestamp(random.nextInt(), random.nextInt(1_000_000_000));
  }

  /// Changes a part of a target: contents, attributes, missing entries.
  void spoil(LinuxTree tree, Random random) throws TreeException {
    for (RelativePath file : files) {
      try (Directory at = tree.open(file.parent())) {
        byte[] name = file.name();
        var stat = at.stat(name);
        if (stat == null || stat.links() > 1) {
          continue;
        }
        switch (random.nextInt(6)) {
          case 0 -> at.unlink(name);
          case 1 -> at.setOwner(name, 3, 3);
          case 2 -> at.setMode(name, 0751);
          case 3 -> at.setTime(name, new Timestamp(9, 9));
          case 4 -> {
            at.unlink(name);
            at.makeSymlink(name, name);
          }
          default -> {}
        }
      }
    }
  }
}
