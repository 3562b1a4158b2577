package org.hilfarm.server.report;

import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.ScriptId;

/** One script on one board in one run: what a page is about, in however many attempts. */
public record CaseId(RunId run, BoardSerial board, ScriptId script) {
  /** Where its page is, which shows the newest attempt. */
  public String address() {
    return "/runs/%s/%s/%s".formatted(run, BoardAddress.part(board), script);
  }

  /** Where the page of one attempt is; they count from 1 in the order of their leases. */
  public String address(int attempt) {
    return address() + "?attempt=" + attempt;
  }
}
