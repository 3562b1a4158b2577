package org.hilfarm.farm.commission;

/** A person's word, asked for before a board loses its power. */
@FunctionalInterface
public interface Consent {
  /** Whether the person says yes. */
  boolean given(String question);
}
