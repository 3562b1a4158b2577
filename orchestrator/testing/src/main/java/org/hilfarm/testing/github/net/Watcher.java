package org.hilfarm.testing.github.net;

/** Sees everything that is said, such as a contract that holds it against a description. */
public interface Watcher {
  /** A request to the API, and its answer, also where both were refused or made up by a storm. */
  void asked(Asked asked, Answer answer);

  /** A webhook that is about to be sent. */
  void sends(String event, String payload);

  /** All is said; throws where something of it was wrong. */
  default void ended() {}

  /** Sees nothing. */
  static Watcher none() {
    return new Watcher() {
      @Override
      public void asked(Asked asked, Answer answer) {}

      @Override
      public void sends(String event, String payload) {}
    };
  }
}
