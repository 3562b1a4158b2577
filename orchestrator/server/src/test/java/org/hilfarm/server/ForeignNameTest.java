package org.hilfarm.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import org.hilfarm.server.fixture.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Whoever comes over loopback under another name is led here: by a foreign page, or a proxy. */
@ExtendWith(TestPostgres.Shared.class)
class ForeignNameTest {
  @Test
  void only_who_calls_this_machine_by_its_own_name_reads_without_a_token(
      @TempDir Path folder, TestPostgres postgres) throws Exception {
    try (Orchestrator farm = Orchestrator.start(Farms.settings(folder, postgres.fresh()))) {
      URI address = URI.create(farm.url());
      for (String own : new String[] {"127.0.0.1", "localhost", "LOCALHOST:80", "[::1]:8080"}) {
        assertThat(status(address, own)).as(own).isEqualTo(200);
      }
      for (String foreign :
          new String[] {
            "rebound.example", "127.0.0.1.rebound.example", "localhost.:80", "localhost@a", "127.1"
          }) {
        assertThat(status(address, foreign)).as(foreign).isIn(400, 401);
      }
    }
  }

  /** By hand, for no client of ours says another name than the one it calls. */
  private static int status(URI address, String host) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      String question =
          "GET /api/v1/runs HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(question.getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
