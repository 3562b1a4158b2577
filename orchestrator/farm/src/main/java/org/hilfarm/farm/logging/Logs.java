package org.hilfarm.farm.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * Sets how this process logs, on standard error: standard output is a command's result. Set once,
 * before anything else runs.
 */
public final class Logs {
  private static final String OURS = "org.hilfarm";

  private Logs() {}

  /** In which form. */
  public enum Format {
    /** Lines for people, as logback.xml has them. */
    TEXT,
    /** One JSON object on each line, as Logback's own encoder makes them. */
    JSON
  }

  /** From which weight on. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG
  }

  /** From now on this process logs so; without a level from the same as before. */
  public static void set(Format format, Optional<Level> level) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    level.ifPresent(
        l -> context.getLogger(OURS).setLevel(ch.qos.logback.classic.Level.toLevel(l.name())));
    switch (format) {
      case TEXT -> {}
      case JSON -> writeJson(context);
    }
  }

  private static void writeJson(LoggerContext context) {
    JsonEncoder lines = new JsonEncoder();
    lines.setContext(context);
    lines.setWithSequenceNumber(false);
    lines.setWithNanoseconds(false);
    lines.setWithContext(false);
    lines.setWithMessage(false);
    lines.setWithArguments(false);
    lines.setWithFormattedMessage(true);
    lines.start();
    ConsoleAppender<ILoggingEvent> error = new ConsoleAppender<>();
    error.setContext(context);
    error.setTarget("System.err");
    error.setEncoder(lines);
    error.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(error);
  }
}
