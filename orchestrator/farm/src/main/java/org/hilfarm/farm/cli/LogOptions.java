package org.hilfarm.farm.cli;

import java.util.Optional;
import org.hilfarm.farm.logging.Logs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command that runs for long says on standard error what it does. */
final class LogOptions {
  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      description = "text for people, json for machines (default: ${DEFAULT-VALUE}).")
  private Logs.Format format = Logs.Format.TEXT;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "error, warn, info or debug (default: info).")
  private Logs.@Nullable Level level;

  /** From now on. */
  void apply() {
    Logs.set(format, Optional.ofNullable(level));
  }
}
