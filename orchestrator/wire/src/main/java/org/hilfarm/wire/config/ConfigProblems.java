package org.hilfarm.wire.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration breaks rules; every broken one is listed. */
public final class ConfigProblems extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  ConfigProblems(List<ConfigProblem> problems) {
    super(
        (problems.size() == 1 ? "1 problem" : problems.size() + " problems")
            + " in the configuration:"
            + problems.stream().map(p -> "\n  " + p).collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  /** All of them, in the order of files. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
