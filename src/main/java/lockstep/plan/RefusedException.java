package lockstep.plan;

/// What a script asked for cannot be; the message is for its author.
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1;

  public RefusedException(String message) {
    super(message);
  }
}
