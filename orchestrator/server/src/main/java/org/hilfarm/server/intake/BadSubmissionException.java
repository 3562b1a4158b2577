package org.hilfarm.server.intake;

import java.util.List;

/** A submission breaks rules, or nothing comes of it; every problem names the file and the rule. */
public class BadSubmissionException extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<String> problems;

  public BadSubmissionException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public BadSubmissionException(String problem) {
    this(List.of(problem));
  }

  /** All of them, each a sentence. */
  public List<String> problems() {
    return problems;
  }
}
