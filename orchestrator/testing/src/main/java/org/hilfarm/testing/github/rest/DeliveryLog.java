package org.hilfarm.testing.github.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of the webhooks that were sent. */
public interface DeliveryLog {
  /** The newest first; each as the API lists it. */
  List<Map<String, @Nullable Object>> listed();

  /** One with what was said both ways. */
  Optional<Map<String, @Nullable Object>> shown(long id);

  /** Sends it again, with the same delivery id; whether there is such a delivery. */
  boolean again(long id);
}
