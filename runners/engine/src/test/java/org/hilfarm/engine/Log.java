package org.hilfarm.engine;

import java.nio.charset.StandardCharsets;
import org.hilfarm.model.report.Attachment;
import org.hilfarm.model.report.ScriptReport;

/** Everything of a job that a person would look at. */
public final class Log {
  private Log() {}

  public static String of(JobResult result) {
    StringBuilder text = new StringBuilder(result.report().flash().toString()).append('\n');
    for (ScriptReport script : result.report().scripts()) {
      text.append(script.script()).append(' ').append(script.outcome());
      text.append(" wall ").append(script.wall()).append(" busy ").append(script.boardBusy());
      text.append('\n');
    }
    for (Attachment attachment : result.report().attachments()) {
      if (attachment.mediaType().equals("text/plain")) {
        text.append(
            new String(result.attachments().get(attachment.digest()), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }
}
