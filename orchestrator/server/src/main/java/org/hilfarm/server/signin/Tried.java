package org.hilfarm.server.signin;

import java.time.Duration;

/** How an attempt to sign in ended. */
public sealed interface Tried {
  /**
   * Somebody is signed in.
   *
   * @param secret for the browser, told this once
   */
  record Done(SignIn signIn, SignInSecret secret) implements Tried {}

  /** The token was none that is good here. */
  record Refused(String why) implements Tried {}

  /**
   * There were too many attempts: this one was not looked at.
   *
   * @param rest when to try again, at the latest
   */
  record TooMany(Duration rest) implements Tried {}
}
