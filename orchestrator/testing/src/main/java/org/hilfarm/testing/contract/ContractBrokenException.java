package org.hilfarm.testing.contract;

import java.util.List;

/** Something was said that GitHub's own descriptions do not have. */
public final class ContractBrokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContractBrokenException(List<String> violations) {
    super(
        "%d breach(es) of GitHub's own description:%n%s"
            .formatted(violations.size(), String.join(System.lineSeparator(), violations)));
  }
}
