package org.hilfarm.engine;

import java.util.Map;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.report.BoardReport;

/**
 * What came of a job.
 *
 * @param report always complete: every script of the offer is in it
 * @param attachments the bytes of the report's attachments by digest
 */
public record JobResult(BoardReport report, Map<Sha256, byte[]> attachments) {
  public JobResult {
    attachments = Map.copyOf(attachments);
  }
}
