package org.hilfarm.model.reset;

/** {@code supervisor.RunReason}. Over the raw REPL it always reads REPL_RELOAD. */
public enum RunReason {
  STARTUP,
  AUTO_RELOAD,
  SUPERVISOR_RELOAD,
  REPL_RELOAD
}
