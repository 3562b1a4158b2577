package org.hilfarm.agent.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Delivery;

/**
 * One report with its attachments on the disk.
 *
 * @param folder where
 */
public record Entry(Path folder) {
  static final String DELIVERY = "delivery.json";

  /** The lease's token, with leading zeros. */
  public String name() {
    return folder.getFileName().toString();
  }

  /** The report. */
  public Delivery delivery() throws IOException {
    return Json.read(Files.readAllBytes(folder.resolve(DELIVERY)), Delivery.class);
  }

  /** The digests of the attachments. */
  public List<Sha256> attachments() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString())
          .filter(n -> !n.equals(DELIVERY))
          .sorted()
          .map(Sha256::new)
          .toList();
    }
  }

  /** An attachment's bytes. */
  public byte[] attachment(Sha256 digest) throws IOException {
    return Files.readAllBytes(folder.resolve(digest.value()));
  }
}
