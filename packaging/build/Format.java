import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Checks (`check`) or rewrites (`fix`) the layout of all Java sources below some directories with
/// google-java-format.
///
/// Started by Maven as `java Format.java TASK JAR DIRECTORY...`, on the JDK of the build: the
/// formatter parses with the compiler of the JVM it runs in. In a JVM of its own because only
/// `-jar` opens that compiler to it.
class Format {
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean fix = args[0].equals("fix");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", args[1]));
    command.addAll(fix ? List.of("--replace") : List.of("--dry-run", "--set-exit-if-changed"));
    for (String directory : Arrays.asList(args).subList(2, args.length)) {
      command.addAll(sources(Path.of(directory)));
    }
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0 && !fix) {
      System.err.println(
          "The files above are not formatted; `mvn -q process-sources exec:exec@format"
              + " -Dformat.task=fix` formats them.");
    }
    System.exit(exit);
  }

  private static List<String> sources(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".java")).sorted().toList();
    }
  }
}
