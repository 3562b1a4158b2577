package org.hilfarm.wire.github;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;

/**
 * An attempt of GitHub's to deliver a webhook.
 *
 * @param id of the attempt
 * @param guid of the delivery, which stays when it is sent again
 * @param delivered when
 * @param status {@code OK} where it was taken
 * @param statusCode of HTTP
 */
public record HookDelivery(
    long id,
    String guid,
    @JsonProperty("delivered_at") Instant delivered,
    boolean redelivery,
    String status,
    @JsonProperty("status_code") int statusCode,
    String event,
    Optional<String> action,
    @JsonProperty("repository_id") Optional<Long> repositoryId) {
  /** Whether it was taken. */
  public boolean taken() {
    return statusCode / 100 == 2;
  }
}
