package lockstep.copy;

/// How content gets into target files.
///
/// @param rewriting how files that the target has already get their new content
/// @param sparse holes stay holes, and long runs of zeros become holes
/// @param fsync whether a file is on the disk before it takes its place
/// @param rate how many bytes are written in a second; 0 for no limit
public record Writing(Rewriting rewriting, boolean sparse, boolean fsync, long rate) {
  public static final Writing DEFAULT = new Writing(Rewriting.DEFAULT, false, false, 0);

  public Writing with(Rewriting other) {
    return new Writing(other, sparse, fsync, rate);
  }

  public Writing withHoles() {
    return new Writing(rewriting, true, fsync, rate);
  }
}
