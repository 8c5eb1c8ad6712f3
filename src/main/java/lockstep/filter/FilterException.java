package lockstep.filter;

/// A rule that cannot be used. The message is for whoever wrote it and quotes the rule.
public final class FilterException extends Exception {
  private static final long serialVersionUID = 1;

  FilterException(String message) {
    super(message);
  }
}
