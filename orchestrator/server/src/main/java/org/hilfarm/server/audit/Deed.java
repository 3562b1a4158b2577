package org.hilfarm.server.audit;

import java.util.Locale;

/** What the audit log keeps: whatever changes who may do what, what is held good, or what runs. */
public enum Deed {
  TOKEN_MADE,
  TOKEN_REVOKED,
  TICKET_GIVEN,
  PERSON_SIGNED_IN,
  PERSON_REFUSED,
  PERSON_SIGNED_OUT,
  AGENT_INVITED,
  AGENT_ENROLLED,
  AGENT_REVOKED,
  RACK_DRAINED,
  RACK_UNDRAINED,
  BOARD_HEAL,
  BOARD_QUARANTINE,
  BOARD_RELEASE,
  BOARD_RETIRE,
  BOARD_RESERVED,
  BOARD_LET_GO,
  BOARD_POWER_CYCLED,
  BOARD_FLASHED,
  RUN_SUBMITTED,
  BASELINE_SUBMITTED,
  RUN_CANCELLED,
  COMMIT_APPROVED,
  APPROVAL_REFUSED,
  APPROVAL_VOIDED,
  RERUN_ASKED,
  DELIVERY_RETRIED,
  SCHEDULE_RUN,
  SCHEDULE_PAUSED,
  SCHEDULE_RESUMED,
  SWEPT;

  /** Its name for people and programs: agent.invited. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
