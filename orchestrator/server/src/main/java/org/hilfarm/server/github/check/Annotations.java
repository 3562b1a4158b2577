package org.hilfarm.server.github.check;

import java.util.List;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;

/** Remarks for what is not green; pure. */
final class Annotations {
  private static final int MOST = 100;
  private static final int TITLE_BYTES = 255;
  private static final int MESSAGE_BYTES = 4_000;

  /**
   * The farm's own scripts are no file of the tested repository, and no line of it is known to be
   * at fault: such a remark is put at this folder, which every repository with workflows has.
   */
  private static final String NOWHERE = ".github";

  private Annotations() {}

  static List<CheckText.Annotation> of(Subject subject) {
    return subject.reasons().stream()
        .filter(r -> r.blame() != Blame.NOBODY)
        .limit(MOST)
        .map(Annotations::of)
        .toList();
  }

  private static CheckText.Annotation of(Reason reason) {
    ScriptId script = reason.pair().script();
    return new CheckText.Annotation(
        NOWHERE,
        reason.blame() == Blame.FIRMWARE ? "failure" : "warning",
        Sheet.cut("%s on %s".formatted(script, reason.pair().boardType()), TITLE_BYTES),
        Sheet.cut(
            "%s%nWho must act: %s."
                .formatted(Markdown.title(reason.text()), reason.blame().whoActs()),
            MESSAGE_BYTES));
  }
}
