package org.hilfarm.server.allure;

import java.util.Optional;
import org.hilfarm.model.build.Sha256;

/** Where an attachment's bytes are. Any thread may ask. */
@FunctionalInterface
public interface ArtifactSource {
  /** The bytes of this digest, or nothing when they were never stored. */
  Optional<byte[]> bytes(Sha256 digest);
}
