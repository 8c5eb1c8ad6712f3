package lockstep.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import lockstep.event.AbsolutePath;
import lockstep.event.RelativePath;
import lockstep.linux.Files;
import org.jspecify.annotations.Nullable;

/// The places at which this machine is configured to have something mounted, whether it has or not:
/// those of `fstab(5)`, and of the administrator's and the generated `systemd.mount(5)` units.
///
/// The units that a distribution brings along are not read: many of them are never mounted.
public final class ConfiguredMounts {
  private static final String FSTAB = "/etc/fstab";
  private static final List<String> UNITS =
      List.of("/etc/systemd/system", "/run/systemd/system", "/run/systemd/generator");
  private static final String SUFFIX = ".mount";

  private ConfiguredMounts() {}

  /// @param where the file, and line if it has several
  public record Expected(AbsolutePath point, String where) {}

  /// As it is configured now; what cannot be read configures nothing.
  public static List<Expected> read() {
    var all = new ArrayList<>(fstab(lines(FSTAB)));
    for (String directory : UNITS) {
      for (String name : units(directory)) {
        String file = directory + "/" + name;
        AbsolutePath point = unit(lines(file));
        if (point != null) {
          all.add(new Expected(point, file));
        }
      }
    }
    return all;
  }

  /// Those that are not mounted at once (`noauto`, `nofail`) count too: whoever names such a place
  /// as a source or target means what is mounted there.
  static List<Expected> fstab(List<String> lines) {
    var all = new ArrayList<Expected>();
    int number = 0;
    for (String line : lines) {
      number++;
      String[] words = line.strip().split("[ \t]+", -1);
      boolean entry = words.length >= 2 && !words[0].startsWith("#") && words[1].startsWith("/");
      boolean swap = words.length > 2 && words[2].equals("swap");
      if (entry && !swap) {
        add(LinuxMounts.path(words[1]), FSTAB + ":" + number, all);
      }
    }
    return all;
  }

  private static void add(AbsolutePath point, String where, List<Expected> all) {
    if (!point.isRoot()) {
      all.add(new Expected(point, where));
    }
  }

  /// Where a unit mounts; null if it does not say so plainly.
  static @Nullable AbsolutePath unit(List<String> lines) {
    String section = "";
    String where = "";
    for (String line : lines) {
      String text = line.strip();
      if (text.startsWith("[")) {
        section = text;
      } else if (section.equals("[Mount]") && text.matches("Where\\s*=.*")) {
        where = text.substring(text.indexOf('=') + 1).strip();
      }
    }
    boolean plain = where.startsWith("/") && where.indexOf('%') < 0 && where.indexOf('"') < 0;
    AbsolutePath point =
        plain ? AbsolutePath.of(where.getBytes(StandardCharsets.ISO_8859_1)) : null;
    return point == null || point.isRoot() ? null : point;
  }

  private static List<String> lines(String path) {
    int fd = LinuxProc.open(path);
    if (fd < 0) {
      return List.of();
    }
    try {
      return LinuxProc.lines(fd);
    } finally {
      Files.close(fd);
    }
  }

  private static List<String> units(String path) {
    try (LinuxTree tree = LinuxTree.open(AbsolutePath.of(path));
        Directory directory = tree.open(RelativePath.ROOT)) {
      return directory.list().stream()
          .map(entry -> new String(entry.name(), StandardCharsets.ISO_8859_1))
          .filter(name -> name.endsWith(SUFFIX))
          .sorted()
          .toList();
    } catch (TreeException _) {
      return List.of(); // as where there is no systemd
    }
  }
}
