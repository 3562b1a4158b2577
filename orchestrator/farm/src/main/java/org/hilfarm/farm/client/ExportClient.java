package org.hilfarm.farm.client;

import java.io.OutputStream;
import java.time.Duration;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.agent.link.UnreachableException;
import org.hilfarm.model.plan.RunId;

/** Fetches finished runs in other programs' formats. Any thread may use it. */
public final class ExportClient {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int LIMIT = 1 << 30;

  private final HttpLink http;

  public ExportClient(HttpLink http) {
    this.http = http;
  }

  /** A format. */
  public enum Format {
    JUNIT("junit.xml"),
    CTRF("ctrf.json"),
    ALLURE("allure-results.zip");

    private final String path;

    Format(String path) {
      this.path = path;
    }
  }

  /** Writes a run; the stream is left open, and holds rubbish where this throws. */
  public void write(RunId run, Format format, OutputStream out)
      throws UnreachableException, RefusedException, InterruptedException {
    Call call =
        Call.get("/api/v1/runs/%s/%s".formatted(run, format.path)).within(PATIENCE).atMost(LIMIT);
    if (http.fetch(call, out) instanceof Answer.Refusal refusal) {
      throw new RefusedException("exporting run " + run, refusal);
    }
  }
}
