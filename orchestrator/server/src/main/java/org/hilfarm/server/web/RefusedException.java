package org.hilfarm.server.web;

import java.util.List;

/** A request is refused; the answer says why. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final transient List<String> problems;

  public RefusedException(int status, List<String> problems) {
    super(String.join("\n", problems));
    this.status = status;
    this.problems = List.copyOf(problems);
  }

  public RefusedException(int status, String problem) {
    this(status, List.of(problem));
  }

  int status() {
    return status;
  }

  List<String> problems() {
    return problems;
  }
}
