package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.server.fixture.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPostgres.Shared.class)
class OwnPostgresTest {
  private final Path folder;

  OwnPostgresTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void what_was_committed_survives_a_kill_and_the_next_start() {
    byte[] bytes = {1, 2, 3};
    try (OwnPostgres first = OwnPostgres.start(folder, TestPostgres.program())) {
      try (Database database = Database.open(first.jdbcUrl())) {
        database.useTransaction(tx -> tx.artifacts().put(Sha256.of(bytes), bytes));
      }
      ProcessHandle server = new LeftBehind(folder.resolve("data")).find().orElseThrow();
      assertThat(server.destroyForcibly()).isTrue();
      server.onExit().join();
    }
    try (OwnPostgres second = OwnPostgres.start(folder, TestPostgres.program());
        Database database = Database.open(second.jdbcUrl())) {
      byte[] found =
          database.inTransaction(tx -> tx.artifacts().get(Sha256.of(bytes)).orElseThrow());
      assertThat(found).isEqualTo(bytes);
      assertThat(database.show("shared_buffers")).isEqualTo("32MB");
      assertThat(database.show("listen_addresses")).isEqualTo("127.0.0.1");
    }
    assertThat(new LeftBehind(folder.resolve("data")).find()).isEmpty();
  }

  @Test
  void files_to_write_ahead_into_are_there_before_anybody_waits_for_them() throws Exception {
    try (OwnPostgres own = OwnPostgres.start(folder, TestPostgres.program());
        Database database = Database.open(own.jdbcUrl());
        Connection connection = DriverManager.getConnection(own.jdbcUrl())) {
      database.wearIn();
      String now = one(connection, "select pg_current_wal_lsn()::text");
      assertThat(one(connection, "select count(*)::text from pg_ls_waldir()")).isEqualTo("5");
      database.wearIn();
      assertThat(one(connection, "select pg_walfile_name(pg_current_wal_lsn())"))
          .isEqualTo(one(connection, "select pg_walfile_name('" + now + "')"));
    }
  }

  private static String one(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }

  @Test
  void a_stranger_and_another_farm_are_refused() {
    try (OwnPostgres owner = OwnPostgres.start(folder, TestPostgres.program())) {
      assertThat(owner.jdbcUrl()).contains("jdbc:postgresql");
      String noPassword = owner.jdbcUrl().replaceFirst("&password=.*", "");
      assertThatThrownBy(() -> DriverManager.getConnection(noPassword))
          .hasMessageContaining("password");
      assertThatThrownBy(() -> OwnPostgres.start(folder, TestPostgres.program()))
          .hasMessage(
              "another farm uses the data folder %s: stop it, or name another folder"
                  .formatted(folder));
    }
  }

  @Test
  void a_database_that_could_forget_a_commit_is_refused(TestPostgres postgres) {
    String url = postgres.fresh() + "&options=-c%20synchronous_commit=off";
    assertThatThrownBy(() -> Database.open(url))
        .hasMessage(
            "PostgreSQL runs with synchronous_commit=off: an accepted run could be lost; set it to"
                + " on");
  }
}
