package org.hilfarm.model.reset;

/** What the oracle says of one start of a board. */
public enum Judgement {
  /** The witnesses say what this family says after this stimulus. */
  EXPECTED,
  /** They agree with each other, but not with the stimulus; fails the script it fell into. */
  UNEXPECTED,
  /** They disagree with each other beyond the family's known lies; a finding of its own. */
  CONTRADICTION
}
