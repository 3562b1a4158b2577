package org.hilfarm.agent.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Delivery;
import org.jspecify.annotations.Nullable;

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

  /** The report; throws where the disk lost some of it. */
  public Delivery delivery() throws IOException {
    byte[] bytes = bytes(DELIVERY);
    @Nullable Delivery read;
    try {
      read = Json.read(bytes, Delivery.class);
    } catch (IOException e) {
      throw new TornException(
          "its %s of %d bytes cannot be read: %s"
              .formatted(
                  DELIVERY,
                  bytes.length,
                  String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
    if (read == null || !name().equals(Outbox.name(read.token()))) {
      throw new TornException("its %s is of another lease".formatted(DELIVERY));
    }
    return read;
  }

  /** The digests of the attachments; throws where there is something else. */
  public List<Sha256> attachments() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString())
          .filter(n -> !n.equals(DELIVERY))
          .sorted()
          .map(Sha256::new)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new TornException("it holds a file that is no attachment: " + e.getMessage());
    }
  }

  /** An attachment's bytes; throws where they are not those of its digest. */
  public byte[] attachment(Sha256 digest) throws IOException {
    byte[] bytes = bytes(digest.value());
    if (!Sha256.of(bytes).equals(digest)) {
      throw new TornException(
          "its attachment %s is damaged, or cut off at %d bytes"
              .formatted(digest.brief(), bytes.length));
    }
    return bytes;
  }

  private byte[] bytes(String file) throws IOException {
    try {
      return Files.readAllBytes(folder.resolve(file));
    } catch (NoSuchFileException e) {
      throw new TornException("its " + file + " is missing");
    }
  }

  /** How much it takes on the disk. */
  long size() throws IOException {
    long size = 0;
    try (Stream<Path> all = Files.list(folder)) {
      for (Path each : all.toList()) {
        size += Files.size(each);
      }
    } catch (NoSuchFileException deliveredMeanwhile) {
      return 0;
    }
    return size;
  }
}
