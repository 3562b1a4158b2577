package org.hilfarm.server.postgres;

import java.time.Duration;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.script.SuiteId;

/** What a transaction did, told to who counts it once it is committed. */
public sealed interface Happening {
  /** A run was accepted. */
  record Submitted(SuiteId suite) implements Happening {}

  /** A job got a board. */
  record Leased() implements Happening {}

  /** A lease ended without an attempt, lapsed or returned; its job goes to another. */
  record LeaseUnused(LeaseEnd how) implements Happening {}

  /** An agent was not heard of in time; its job goes to another. */
  record LeaseExpired() implements Happening {}

  /**
   * An attempt at a job ended.
   *
   * @param ending passed, or in one word of a few who must act
   */
  record AttemptEnded(BoardTypeId type, String ending) implements Happening {}

  /**
   * A run has its verdict.
   *
   * @param verdict its word
   * @param took since it was submitted
   */
  record RunEnded(SuiteId suite, String verdict, Duration took) implements Happening {}

  /**
   * GitHub was told of a check.
   *
   * @param answer taken, later, refused or unknown
   */
  record CheckTold(String answer) implements Happening {}

  /**
   * The recovery of a board ended.
   *
   * @param ending recovered, quarantined, lost, lapsed, returned or left
   */
  record RecoveryEnded(String ending) implements Happening {}

  /**
   * GitHub, or somebody who says so, sent a webhook.
   *
   * @param event one of those the farm understands, or other; unverified where nobody signed it
   * @param answer kept, known or refused
   */
  record WebhookCame(String event, String answer) implements Happening {}

  /**
   * A webhook was looked at.
   *
   * @param event one of those the farm understands, or other
   * @param ending done, aside or again
   */
  record WebhookRead(String event, String ending) implements Happening {}

  /**
   * Somebody wanted to let a commit's firmware onto the boards.
   *
   * @param answer approved or refused
   */
  record ApprovalAsked(String answer) implements Happening {}
}
