package org.hilfarm.server.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.github.hook.HookApi;
import org.hilfarm.server.postgres.DeliveryRow;
import org.hilfarm.testing.github.FakeGitHub;
import org.hilfarm.testing.github.hook.Signature;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The webhooks' door, and who is not let in. */
@Timeout(180)
@ExtendWith(TestPostgres.Shared.class)
class HookApiTest {
  private static final byte[] PING = "{\"zen\":\"Speak like a human.\"}".getBytes(UTF_8);

  private final HookRig rig;
  private final HttpClient client = HttpClient.newHttpClient();

  HookApiTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    rig = new HookRig(folder, postgres.fresh());
  }

  @AfterEach
  void close() {
    client.close();
    rig.close();
  }

  private Map<String, String> headers(byte[] body) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("X-GitHub-Event", "ping");
    headers.put("X-GitHub-Delivery", UUID.randomUUID().toString());
    headers.put("X-GitHub-Hook-Installation-Target-Type", "integration");
    headers.put("X-GitHub-Hook-Installation-Target-ID", Long.toString(rig.gitHub.app().id()));
    headers.put("X-Hub-Signature-256", Signature.of(FakeGitHub.SECRET, body));
    return headers;
  }

  private HttpResponse<String> send(Map<String, String> headers, BodyPublisher body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(rig.farm.url() + HookApi.PATH)).POST(body);
    headers.forEach(request::header);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> ping(String header, String value) throws Exception {
    Map<String, String> headers = headers(PING);
    headers.put(header, value);
    return send(headers, BodyPublishers.ofByteArray(PING));
  }

  private void refused(HttpResponse<String> answer, int status, String why) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(why);
    assertThat(rig.deliveries()).isEmpty();
    assertThat(rig.heard.lines())
        .anyMatch(
            line ->
                line.startsWith("WARN a webhook from 127.0.0.1 was refused: ")
                    && line.contains(why));
  }

  @Test
  void what_is_signed_is_taken_and_the_same_once_more_does_nothing() throws Exception {
    Map<String, String> headers = headers(PING);
    HttpResponse<String> first = send(headers, BodyPublishers.ofByteArray(PING));
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(first.body()).contains("\"known\":false");
    HttpResponse<String> again = send(headers, BodyPublishers.ofByteArray(PING));
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).contains("\"known\":true");
    assertThat(rig.settled())
        .singleElement()
        .extracting(DeliveryRow::state, DeliveryRow::said, DeliveryRow::tries)
        .containsExactly("done", "the farm does not look at ping", 1);
  }

  @Test
  void a_wrong_or_missing_signature_is_refused() throws Exception {
    String other = Signature.of("another secret of the same", PING);
    refused(ping("X-Hub-Signature-256", other), 401, "does not sign this body");
    refused(ping("X-Hub-Signature-256", "sha256=zz"), 401, "does not sign this body");
    refused(ping("X-Hub-Signature-256", "sha1=" + "0".repeat(40)), 401, "does not sign this body");
    Map<String, String> unsigned = headers(PING);
    unsigned.remove("X-Hub-Signature-256");
    refused(send(unsigned, BodyPublishers.ofByteArray(PING)), 401, "is missing: set a secret");
    byte[] changed = "{\"zen\":\"Speak like a robot.\"}".getBytes(UTF_8);
    refused(
        send(headers(PING), BodyPublishers.ofByteArray(changed)), 401, "does not sign this body");
    try (Http reader = Http.submitter(rig.farm)) {
      assertThat(new String(reader.get("/metrics").body(), UTF_8))
          .contains("hil_github_webhooks_total{answer=\"refused\",event=\"unverified\"} 5.0");
    }
  }

  @Test
  void another_app_a_form_and_what_is_no_webhook_are_refused() throws Exception {
    refused(
        ping("X-GitHub-Hook-Installation-Target-ID", "1"),
        403,
        "this webhook is not the one of App");
    refused(
        ping("X-GitHub-Hook-Installation-Target-Type", "repository"),
        403,
        "none of a repository or an organisation");
    refused(
        ping("Content-Type", "application/x-www-form-urlencoded"),
        415,
        "choose application/json in the App's webhook settings");
    refused(ping("Content-Type", "text/plain"), 415, "only application/json is taken");
    refused(ping("X-GitHub-Event", "<script>"), 400, "X-GitHub-Event: is missing, or is none");
    refused(ping("X-GitHub-Delivery", "'; drop"), 400, "X-GitHub-Delivery: is missing");
  }

  @Test
  void a_body_beyond_25_MiB_is_refused_however_it_comes() throws Exception {
    byte[] long1 = new byte[(25 << 20) + 1];
    refused(
        send(headers(PING), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(long1))),
        413,
        "the body has more than 26214400 bytes");
    byte[] just = new byte[25 << 20];
    Arrays.fill(just, (byte) ' ');
    just[0] = '1';
    assertThat(send(headers(just), BodyPublishers.ofByteArray(just)).statusCode()).isEqualTo(202);
  }

  @Test
  void strangers_who_say_much_and_send_little_keep_nobody_out() throws Exception {
    URI farm = URI.create(rig.farm.url());
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 6; i++) {
        Socket stranger = new Socket(farm.getHost(), farm.getPort());
        strangers.add(stranger);
        stranger
            .getOutputStream()
            .write(
                """
                POST %s HTTP/1.1\r
                Host: farm\r
                Content-Type: application/json\r
                X-GitHub-Event: ping\r
                X-GitHub-Delivery: 00000000-%d\r
                Content-Length: %d\r
                \r
                {\
                """
                    .formatted(HookApi.PATH, i, 25 << 20)
                    .getBytes(UTF_8));
      }
      assertThat(ping("X-GitHub-Event", "ping").statusCode()).isEqualTo(202);
    } finally {
      for (Socket stranger : strangers) {
        stranger.close();
      }
    }
  }

  @Test
  void what_cannot_be_read_is_put_aside_with_the_reason_and_holds_up_nothing() throws Exception {
    byte[] body = "{\"action\":\"completed\",\"workflow_run\":{\"id\":0}}".getBytes(UTF_8);
    Map<String, String> headers = headers(body);
    headers.put("X-GitHub-Event", "workflow_run");
    assertThat(send(headers, BodyPublishers.ofByteArray(body)).statusCode()).isEqualTo(202);
    assertThat(ping("X-GitHub-Event", "ping").statusCode()).isEqualTo(202);
    assertThat(rig.settled()).extracting(DeliveryRow::state).containsExactly("done", "aside");
    try (Http operator = Http.operator(rig.farm)) {
      String shown =
          new String(operator.get("/api/v1/github/deliveries?state=aside").body(), UTF_8);
      assertThat(shown).contains("the body is no workflow_run event").contains("\"tries\":1");
      assertThat(new String(operator.get("/metrics").body(), UTF_8))
          .contains("hil_github_deliveries_open{state=\"aside\"} 1.0");
      String id = headers.get("X-GitHub-Delivery");
      assertThat(operator.post("/api/v1/github/deliveries/" + id + "/retry", "").statusCode())
          .isEqualTo(204);
      assertThat(rig.settled()).anyMatch(d -> d.state().equals("aside") && d.tries() == 2);
      assertThat(operator.post("/api/v1/github/deliveries/none/retry", "").statusCode())
          .isEqualTo(404);
    }
    try (Http stranger = Http.stranger(rig.farm)) {
      assertThat(stranger.post("/api/v1/github/deliveries/x/retry", "").statusCode())
          .isEqualTo(401);
    }
  }
}
