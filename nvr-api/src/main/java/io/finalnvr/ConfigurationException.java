package io.finalnvr;

/** Something was asked for that can't be right; the message says how to mend it. */
public final class ConfigurationException extends NvrException {

  private static final long serialVersionUID = 1L;

  /** With a message that says what is wrong and how to mend it. */
  public ConfigurationException(String message) {
    super(message, null);
  }

  /** With what caused it. */
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public boolean retryable() {
    return false;
  }
}
