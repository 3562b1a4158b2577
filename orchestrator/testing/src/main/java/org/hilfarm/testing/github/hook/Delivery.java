package org.hilfarm.testing.github.hook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a webhook.
 *
 * @param id of the attempt
 * @param guid of what is delivered: a redelivery keeps it
 * @param status of HTTP; 0 where nobody answered
 * @param said what was answered, or why nobody did
 */
public record Delivery(
    long id, String guid, Message message, boolean again, int status, String said, Instant at) {
  /**
   * What is delivered.
   *
   * @param event such as {@code workflow_run}
   * @param action such as {@code completed}
   * @param payload JSON
   */
  public record Message(String event, String action, String payload, long repository) {}

  /** Whether it was taken. */
  public boolean taken() {
    return status / 100 == 2;
  }

  /** As the API lists it. */
  Map<String, @Nullable Object> listed(long installation) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", id);
    shown.put("guid", guid);
    shown.put("delivered_at", at.toString());
    shown.put("redelivery", again);
    shown.put("duration", 0.05);
    shown.put("status", words());
    shown.put("status_code", status);
    shown.put("event", message.event());
    shown.put("action", message.action());
    shown.put("installation_id", installation);
    shown.put("repository_id", message.repository());
    return shown;
  }

  private String words() {
    if (status == 0) {
      return "failed to connect to host";
    }
    return taken() ? "OK" : "Invalid HTTP Response: " + status;
  }
}
