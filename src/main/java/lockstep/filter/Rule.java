package lockstep.filter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import lockstep.event.Printable;
import lockstep.event.RelativePath;

/// One line of a rule list: a pattern, and what is done with the paths that it matches.
///
/// @param include whether they are kept; otherwise they are left out
/// @param negated the modifier `!`: the rule is about the paths that the pattern does not match
/// @param absolute the modifier `/`: the pattern is compared with the path from the root of the
///   file system
/// @param perishable the modifier `p`: the rule protects nothing in a directory that is being
///   deleted
record Rule(
    boolean include,
    Side side,
    Pattern pattern,
    boolean negated,
    boolean absolute,
    boolean perishable) {
  /// Whose list of files a rule changes: the sender's (what is copied) or the receiver's (what is
  /// safe from deletion).
  enum Side {
    /// Both, unless excluded entries are to be deleted; then the sender's.
    DEFAULT,
    BOTH,
    SENDER,
    RECEIVER
  }

  static Rule exclude(byte[] pattern) {
    return new Rule(false, Side.DEFAULT, new Pattern(pattern), false, false, false);
  }

  static Rule include(byte[] pattern) {
    return new Rule(true, Side.DEFAULT, new Pattern(pattern), false, false, false);
  }

  boolean decides(Candidate candidate) {
    return pattern.matches(candidate, absolute ? 1 : candidate.start()) != negated;
  }

  /// Whether what it says of entries below a directory may depend on the path of that.
  boolean mayDependOn(RelativePath directory) {
    return negated || absolute || pattern.mayDependOn(directory);
  }

  boolean sends() {
    return side != Side.RECEIVER;
  }

  boolean receives() {
    return side != Side.SENDER;
  }

  Rule withSide(Side other) {
    return new Rule(include, other, pattern, negated, absolute, perishable);
  }

  /// The rule as rsync reads it in a merge file.
  byte[] line() {
    var line = new ByteArrayOutputStream();
    line.writeBytes((kind() + modifiers() + " ").getBytes(StandardCharsets.US_ASCII));
    line.writeBytes(pattern.text());
    return line.toByteArray();
  }

  private String kind() {
    return switch (side) {
      case DEFAULT -> include ? "+" : "-";
      case BOTH -> include ? "+sr" : "-sr";
      case SENDER -> include ? "S" : "H";
      case RECEIVER -> include ? "R" : "P";
    };
  }

  private String modifiers() {
    return (absolute ? "/" : "") + (negated ? "!" : "") + (perishable ? "p" : "");
  }

  @Override
  public String toString() {
    return Printable.of(line());
  }
}
