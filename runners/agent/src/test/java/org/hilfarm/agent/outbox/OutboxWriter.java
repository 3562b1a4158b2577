package org.hilfarm.agent.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.hilfarm.agent.Samples;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.wire.rackapi.Delivery;

/** A process of its own that puts reports into an outbox, and says which were kept. */
final class OutboxWriter {
  private OutboxWriter() {}

  /** The folder, then the size of the attachment of each report. */
  public static void main(String... args) throws IOException {
    Outbox outbox = Outbox.open(Path.of(args[0]), new Limits(100_000, Long.MAX_VALUE, 0));
    for (int token = 1; token < args.length; token++) {
      byte[] attachment = new byte[Integer.parseInt(args[token])];
      try {
        put(outbox, token, attachment);
        System.out.println(token);
      } catch (IOException e) {
        System.out.println(token + ": " + e.getMessage());
      }
    }
  }

  private static void put(Outbox outbox, int token, byte[] attachment) throws IOException {
    JobRunner.Done done = Samples.passed(Samples.offer(7, Samples.FIRST));
    outbox.put(
        new Delivery(new LeaseToken(token), done.report()),
        Map.of(Sha256.of(attachment), attachment));
  }
}
