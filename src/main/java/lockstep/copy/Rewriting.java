package lockstep.copy;

/// How a file that the target has already gets its new content; the words are those of rsync's
/// manual.
///
/// Otherwise a new file takes the old one's place, as soon as it is whole.
///
/// @param wholeFile what the old content could save is not looked for
/// @param inplace the old file itself is written, and is neither old nor new for as long as that
///   takes. One with several names is not: its other names may stand for other source files
/// @param append only what a longer source has beyond the old file's end is written, in place; a
///   file that is not shorter than its source stays as it is
/// @param appendVerify likewise, but what comes before is compared, and put right where it differs
public record Rewriting(boolean wholeFile, boolean inplace, boolean append, boolean appendVerify) {
  public static final Rewriting DEFAULT = new Rewriting(false, false, false, false);

  public Rewriting {
    append |= appendVerify;
    inplace |= append;
    wholeFile &= !append;
  }
}
