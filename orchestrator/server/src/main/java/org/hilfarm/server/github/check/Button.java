package org.hilfarm.server.github.check;

import java.util.List;
import java.util.Optional;

/**
 * What a person can click beside a check that has concluded. GitHub shows three at most, with a
 * label of at most 20 characters, a description of 40 and an identifier of 20.
 */
public enum Button {
  RERUN_FAILED("rerun_failed", "Re-run failed", "Tests again what is not green"),
  RERUN_ALL("rerun_all", "Re-run all", "Tests this commit again, all of it"),
  APPROVE("approve", "Run on hardware", "For who may write to this repository");

  private final String identifier;
  private final String label;
  private final String description;

  Button(String identifier, String label, String description) {
    this.identifier = identifier;
    this.label = label;
    this.description = description;
  }

  /** By what GitHub says which was clicked. */
  public String identifier() {
    return identifier;
  }

  String label() {
    return label;
  }

  String description() {
    return description;
  }

  /** The one of this identifier; empty where the farm has none such. */
  public static Optional<Button> of(String identifier) {
    return List.of(values()).stream().filter(b -> b.identifier.equals(identifier)).findFirst();
  }

  /** Those beside a check that ended so; none while it goes on. */
  static List<Button> beside(Optional<CheckConclusion> conclusion) {
    return conclusion.map(Button::beside).orElse(List.of());
  }

  private static List<Button> beside(CheckConclusion conclusion) {
    return switch (conclusion) {
      case SUCCESS -> List.of(RERUN_ALL);
      case FAILURE, TIMED_OUT -> List.of(RERUN_FAILED, RERUN_ALL);
      case CANCELLED -> List.of(RERUN_ALL);
      case ACTION_REQUIRED -> List.of(APPROVE);
      case SKIPPED -> List.of();
    };
  }
}
