package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.rackapi.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** By hand, for a client of ours may read the answer before it has sent everything. */
@Timeout(60)
@ExtendWith(TestPostgres.Shared.class)
class UnreadBodyTest {
  /** More than the kernel keeps for who does not read. */
  private static final int LONG = 40 << 20;

  @Test
  void who_sends_too_much_can_send_it_all_and_reads_the_refusal(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, postgres.fresh()))) {
      String rack = Files.readString(farm.rackTokenFile()).strip();
      assertThat(answer(farm, rack)).startsWith("HTTP/1.1 413 ").contains("bytes\"");
    }
  }

  @Test
  void who_may_not_send_it_too(@TempDir Path folder, TestPostgres postgres) throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, postgres.fresh()))) {
      assertThat(answer(farm, "nobody")).startsWith("HTTP/1.1 401 ").contains("token");
    }
  }

  private static String answer(Orchestrator farm, String token) throws IOException {
    URI address = URI.create(farm.url());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      String head =
          """
          POST /api/v1/racks/hello HTTP/1.1\r
          Host: localhost\r
          Authorization: Bearer %s\r
          Hil-Protocol: %d\r
          Content-Length: %d\r
          Connection: close\r
          \r
          """
              .formatted(token, Protocol.CURRENT, LONG);
      out.write(head.getBytes(US_ASCII));
      byte[] body = new byte[LONG];
      Arrays.fill(body, (byte) '[');
      out.write(body);
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }
}
