package org.hilfarm.agent.enrol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.wire.rackapi.Credential;

/**
 * A host's key in its agent's data folder, readable by its owner only. A key that the farm has not
 * confirmed yet lies beside the one that is good, so that an invitation that turns out to be stale
 * costs nothing. One thread uses it.
 */
public final class KeyFile {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path good;
  private final Path pending;

  public KeyFile(Path dataFolder) {
    good = dataFolder.resolve("agent.key");
    pending = dataFolder.resolve("agent.key.new");
  }

  /**
   * A key and what it was made with.
   *
   * @param invitation the digest of the invitation
   * @param key the secret
   */
  public record Kept(Sha256 invitation, Credential key) {}

  /** The key that the farm confirmed. */
  public Optional<Kept> good() throws IOException {
    Optional<Kept> kept = read(good);
    if (kept.isEmpty() && Files.exists(good)) {
      throw new IOException(
          "%s holds no key any more: delete it, and start the agent with a new invitation (./farm agents invite RACK)"
              .formatted(good));
    }
    return kept;
  }

  /** The key made for this invitation before; else a new one, safe on the disk. */
  public Kept pending(Credential invitation) throws IOException {
    Optional<Kept> before = read(pending).filter(k -> k.invitation().equals(invitation.digest()));
    if (before.isPresent()) {
      return before.get();
    }
    Kept made = new Kept(invitation.digest(), Credential.fresh(Credential.Kind.HOST_KEY));
    Files.deleteIfExists(pending); // of another invitation, or cut off while it was written
    String text = made.invitation().value() + "\n" + made.key().value() + "\n";
    try (FileChannel out =
        FileChannel.open(
            pending,
            NEW,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer left = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (left.hasRemaining()) {
        out.write(left);
      }
      out.force(true);
    }
    return made;
  }

  /** The farm has confirmed the pending key. */
  public void confirmed() throws IOException {
    Files.move(pending, good, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Optional<Kept> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readString(file).lines().toList();
    if (lines.size() != 2 || !lines.getFirst().matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    return Credential.of(lines.get(1))
        .filter(c -> c.kind() == Credential.Kind.HOST_KEY)
        .map(key -> new Kept(new Sha256(lines.getFirst()), key));
  }
}
