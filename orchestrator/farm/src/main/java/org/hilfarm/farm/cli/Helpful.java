package org.hilfarm.farm.cli;

import picocli.CommandLine.Option;

/** A command with {@code --help}. */
class Helpful {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  private boolean help;

  /** Whether help was asked for. */
  final boolean help() {
    return help;
  }
}
