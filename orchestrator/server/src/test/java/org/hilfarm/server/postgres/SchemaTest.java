package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.hilfarm.server.fixture.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.Shared.class)
class SchemaTest {
  private static final String WORDS =
      "the database was made for a newer farm \\(its tables are at version 9000, this farm knows"
          + " \\d+\\): update this farm to that release and start it again; nothing that was"
          + " accepted is lost";

  /** As a farm of a later release does it. */
  private static void changedByANewerFarm(String url) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(
          "insert into flyway_schema_history (installed_rank, version, description, type, script,"
              + " installed_by, execution_time, success) select max(installed_rank) + 1, '9000',"
              + " 'later', 'SQL', 'V9000__later.sql', 'farm', 1, true from flyway_schema_history");
    }
  }

  @Test
  void a_farm_that_is_older_than_the_tables_does_not_start(TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    Database.open(url).close();
    changedByANewerFarm(url);
    assertThatThrownBy(() -> Database.open(url))
        .isInstanceOf(OutdatedException.class)
        .message()
        .matches(WORDS);
  }

  @Test
  void a_farm_whose_tables_a_newer_one_has_changed_touches_them_no_more(TestPostgres postgres)
      throws Exception {
    String url = postgres.fresh();
    try (Database running = Database.open(url)) {
      running.requireSchema();
      assertThat(running.unable()).isEmpty();
      changedByANewerFarm(url);
      assertThatThrownBy(running::requireSchema).isInstanceOf(OutdatedException.class);
      assertThat(running.unable()).contains("the database was made for a newer farm");
      assertThatThrownBy(() -> running.inTransaction(tx -> tx.runs().nextId()))
          .isInstanceOf(OutdatedException.class)
          .message()
          .matches(WORDS);
    }
  }

  @Test
  void two_that_start_at_once_make_the_tables_once(TestPostgres postgres) {
    String url = postgres.fresh();
    CompletableFuture<Database> other = CompletableFuture.supplyAsync(() -> Database.open(url));
    try (Database one = Database.open(url);
        Database two = other.join()) {
      assertThat(one.answers()).isTrue();
      assertThat(two.answers()).isTrue();
    }
  }

  @Test
  void a_server_that_is_too_old_is_refused() {
    assertThatThrownBy(() -> Schema.requireServer(140_012))
        .hasMessage(
            "PostgreSQL 14 is too old: the farm needs 15 or newer; give it another with --db");
    Schema.requireServer(150_000);
  }

  @Test
  void a_database_that_is_not_there_is_named_without_its_password() {
    assertThatThrownBy(
            () -> Database.open("jdbc:postgresql://127.0.0.1:1/farm?user=farm&password=secret"))
        .message()
        .startsWith("PostgreSQL at jdbc:postgresql://127.0.0.1:1/farm does not let the farm in: ")
        .endsWith("; is it running, and is --db right?")
        .doesNotContain("secret");
  }
}
