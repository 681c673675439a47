package io.finalnvr.examples.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Configures logback, which finds this class as a service: warnings of ours to standard error,
 * nothing of what is embedded. In code, because a jar of Pravega's brings a {@code logback.xml} of
 * its own, and only one of several is used.
 */
public final class Logging extends ContextAwareBase implements Configurator {

  /** What it warns of, {@link Announcer} tells people. */
  private static final String ENGINE = "io.finalnvr.core";

  /** For logback. */
  public Logging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    levels(context, Level.OFF, Level.WARN, Level.ERROR);
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    root.addAppender(
        started(appender, context, "%d{HH:mm:ss.SSS} %-5level %logger{20}: %msg%n%ex{short}"));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  static void configure(boolean verbose, @Nullable Path file) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (verbose) {
      levels(context, Level.WARN, Level.DEBUG, Level.DEBUG);
    } else if (file != null) {
      levels(context, Level.WARN, Level.INFO, Level.INFO);
    } else {
      levels(context, Level.OFF, Level.WARN, Level.ERROR);
    }
    if (file != null) {
      root.detachAndStopAllAppenders();
      FileAppender<ILoggingEvent> appender = new FileAppender<>();
      appender.setFile(file.toString());
      root.addAppender(
          started(
              appender,
              context,
              "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{36}: %msg%n"));
    }
  }

  private static void levels(LoggerContext context, Level others, Level ours, Level engine) {
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(others);
    context.getLogger("io.finalnvr").setLevel(ours);
    context.getLogger(ENGINE).setLevel(engine);
  }

  private static OutputStreamAppender<ILoggingEvent> started(
      OutputStreamAppender<ILoggingEvent> appender, LoggerContext context, String pattern) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(pattern);
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
