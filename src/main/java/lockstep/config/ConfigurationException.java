package lockstep.config;

/// A configuration that cannot be used. The message is for the operator: it names file and line, or
/// the option, and says what would be right.
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1;

  public ConfigurationException(String message) {
    super(message);
  }
}
