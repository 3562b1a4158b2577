package org.hilfarm.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hilfarm.server.fixture.TestData.PICO;
import static org.hilfarm.server.fixture.TestData.board;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.hilfarm.server.fixture.FakeAgent;
import org.hilfarm.server.fixture.Firmware;
import org.hilfarm.server.fixture.Http;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.Accepted;
import org.hilfarm.wire.runapi.AuditView;
import org.hilfarm.wire.runapi.BoardOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Who did what: written with the deed, and never changed. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class AuditTest {
  private final String database;
  private final Orchestrator farm;
  private final FakeAgent agent;
  private final Http submitter;
  private final Http operator;

  AuditTest(@TempDir Path folder, TestPostgres postgres) throws Exception {
    database = postgres.fresh();
    farm = Orchestrator.start(Farms.settings(folder, database));
    agent = new FakeAgent(farm);
    submitter = Http.submitter(farm);
    operator = Http.operator(farm);
    agent.hello(board(PICO, "P1"));
  }

  @AfterEach
  void close() {
    operator.close();
    submitter.close();
    agent.close();
    farm.close();
  }

  private List<AuditView> entries(String query) throws Exception {
    return List.of(operator.get("/api/v1/audit" + query, AuditView[].class));
  }

  private HttpResponse<byte[]> submit(Map<String, byte[]> files) throws Exception {
    return submitter.submit(files, "");
  }

  @Test
  void what_people_order_is_kept_with_who_and_from_where() throws Exception {
    HttpResponse<byte[]> accepted = submit(Map.of(Firmware.fileName(PICO), Firmware.image(PICO)));
    String run = Json.read(accepted.body(), Accepted.class).run().value();
    submitter.post("/api/v1/runs/" + run + "/cancel", "");
    operator.post("/api/v1/boards/demo/P1/quarantine", new BoardOrder("smells burnt"));
    operator.post("/api/v1/agents/bench/invite", "");
    operator.post("/api/v1/agents/bench/revoke", "");

    assertThat(entries(""))
        .extracting(e -> "%s %s %s: %s".formatted(e.actor(), e.deed(), e.subject(), e.said()))
        .startsWith("operator agent.revoked bench: an invitation")
        .contains(
            "operator board.quarantine demo/P1: smells burnt",
            "submitter run.cancelled " + run + ": cancelled by a submitter",
            "farm token.made operator: of the data folder "
                + entries("").getLast().said().substring(19));
    assertThat(entries(""))
        .anyMatch(e -> e.deed().equals("run.submitted") && e.subject().equals(run));
    assertThat(entries(""))
        .anyMatch(e -> e.deed().equals("agent.invited") && e.said().startsWith("until 2"));
    assertThat(entries(""))
        .filteredOn(e -> !e.actor().equals("farm"))
        .allSatisfy(e -> assertThat(e.address()).isEqualTo("127.0.0.1"));
  }

  @Test
  void what_was_refused_was_not_done() throws Exception {
    int before = entries("").size();
    assertThat(submit(Map.of("nonsense.uf2", new byte[] {1, 2, 3})).statusCode()).isEqualTo(400);
    operator.post("/api/v1/boards/demo/P1/release", new BoardOrder("it is ready already"));
    operator.post("/api/v1/agents/nobody/revoke", "");
    assertThat(entries("")).hasSize(before);
  }

  @Test
  void only_operators_read_it_page_by_page() throws Exception {
    assertThat(submitter.get("/api/v1/audit").statusCode()).isEqualTo(401);
    assertThat(operator.get("/api/v1/audit?before=soon").statusCode()).isEqualTo(400);
    List<AuditView> all = entries("");
    assertThat(entries("?before=" + all.getFirst().number()))
        .isEqualTo(all.subList(1, all.size()))
        .isNotEmpty();
  }

  @Test
  void the_database_refuses_to_change_or_forget_any_of_it() throws Exception {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      for (String change :
          List.of(
              "update audit set actor = 'nobody'",
              "delete from audit",
              "truncate audit",
              "update audit set actor = 'nobody' where false")) {
        assertThatThrownBy(() -> statement.execute(change))
            .as(change)
            .hasMessageContaining("the audit log is only ever added to");
      }
    }
  }
}
