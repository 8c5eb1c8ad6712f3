import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;

/// Builds the image, a directory that runs on a machine without Java: launcher, runtime, libraries
/// and their ahead-of-time cache.
///
/// Started by Maven as `java Image.java IMAGE JAR LIBRARIES`, in the project's directory and on the
/// JDK that the runtime is cut from.
class Image {
  /// `java.naming` and `java.xml` are logback's, `jdk.unsupported` holds `sun.misc.Signal`.
  private static final String MODULES = "java.base,java.naming,java.xml,jdk.unsupported";

  private static final String CACHE = "lib/lockstep.aot";

  private final Path image;

  private Image(Path image) {
    this.image = image;
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    var image = new Image(Path.of(args[0]).toAbsolutePath());
    image.runtime();
    image.libraries(Path.of(args[1]), Path.of(args[2]));
    image.rest();
    image.cache();
  }

  /// The runtime takes longest, so one that this JDK already cut is kept. Compressing halves it and
  /// costs a start nothing that can be measured; the JDK's own class archive would add 28 MB, and
  /// the ahead-of-time cache takes its place.
  private void runtime() throws IOException {
    Path runtime = image.resolve("runtime");
    Path stamp = runtime.resolve("cut-from");
    String wanted =
        System.getProperty("java.vendor.version") + " " + Runtime.version() + " " + MODULES + "\n";
    if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
      return;
    }
    delete(runtime);
    Files.createDirectories(image);
    var jlink = ToolProvider.findFirst("jlink").orElseThrow();
    String[] options = {
      "--add-modules",
      MODULES,
      "--output",
      runtime.toString(),
      "--strip-debug",
      "--no-header-files",
      "--no-man-pages",
      "--generate-cds-archive"
    };
    if (jlink.run(System.out, System.err, options) != 0) {
      throw new IOException("jlink failed");
    }
    Files.writeString(stamp, wanted);
  }

  private void libraries(Path jar, Path libraries) throws IOException {
    Path lib = image.resolve("lib");
    delete(lib);
    Files.createDirectories(lib);
    copy(jar, "lib/lockstep.jar");
    for (Path library : list(libraries)) {
      copy(library, "lib/" + library.getFileName());
    }
  }

  private void rest() throws IOException {
    copy(Path.of("packaging/lockstep"), "bin/lockstep");
    Files.setPosixFilePermissions(
        image.resolve("bin/lockstep"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Path lsyncd = image.resolve("bin/lsyncd");
    Files.deleteIfExists(lsyncd);
    Files.createSymbolicLink(lsyncd, Path.of("lockstep"));
    for (Path file : list(Path.of("config"))) {
      copy(file, "config/" + file.getFileName());
    }
    copy(Path.of("packaging/lockstep.service"), "share/systemd/lockstep.service");
    copy(Path.of("packaging/lockstep.1"), "share/man/man1/lockstep.1");
    copy(Path.of("LICENSE"), "LICENSE");
  }

  /// Lets the JVM learn from a run what it will load. The image works without, only it starts
  /// slower; so a failure is told and no more.
  private void cache() throws IOException, InterruptedException {
    Path training = image.resolveSibling("training");
    delete(training);
    Files.createDirectories(training.resolve("source/Maildir/new"));
    Files.createDirectories(training.resolve("target"));
    Files.writeString(training.resolve("source/Maildir/new/1.mail"), "Subject: training\n");
    Path configuration = training.resolve("training.conf.lua");
    Files.writeString(
        configuration,
        """
        settings { nodaemon = true, statusFile = "%1$s/status" }
        sync { source = "%1$s/source", target = "%1$s/target", delay = 0, rsync = { archive = true } }
        """
            .formatted(training));
    String lockstep = image.resolve("bin/lockstep").toString();
    String sandbox = Path.of("src/test/sandbox/sandbox").toAbsolutePath().toString();
    Path made = training.resolve("lockstep.aot");
    boolean trained =
        run(
                made,
                "sh",
                sandbox,
                training.toString(),
                lockstep,
                "-onepass",
                configuration.toString())
            || run(made, lockstep, "check", configuration.toString());
    if (trained) {
      Files.move(made, image.resolve(CACHE), StandardCopyOption.REPLACE_EXISTING);
    } else {
      System.err.println("No ahead-of-time cache: the training runs failed, see above.");
    }
  }

  private static boolean run(Path made, String... command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LOCKSTEP_JAVA_OPTS", "-XX:AOTCacheOutput=" + made);
    Path log = made.resolveSibling("training.log");
    Process process = builder.redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    if (process.exitValue() == 0 && Files.exists(made)) {
      return true;
    }
    System.err.println(String.join(" ", command) + " ended with " + process.exitValue() + ":");
    System.err.print(Files.readString(log));
    return false;
  }

  private void copy(Path from, String to) throws IOException {
    Path target = image.resolve(to);
    Files.createDirectories(target.getParent());
    Files.copy(
        from, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static List<Path> list(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.sorted().toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException error)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
