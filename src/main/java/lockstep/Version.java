package lockstep;

/// Which Lockstep this is.
final class Version {
  private Version() {}

  /// The version that the build wrote into the archive.
  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }
}
