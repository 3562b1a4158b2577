package org.hilfarm.server.github.event;

/** Does what is to be done. Any thread may call. */
@FunctionalInterface
public interface Reacting {
  /** Returns once it is done and durable, or once it is known that it cannot be now. */
  Outcome react(Reaction reaction, Ground ground) throws InterruptedException;
}
