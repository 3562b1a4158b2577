package org.hilfarm.server.github.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.hilfarm.model.report.Blame;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.verdict.Reason;
import org.hilfarm.model.verdict.Verdict;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.server.postgres.CheckRow;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.server.postgres.RepositoryRows;
import org.hilfarm.server.verdict.PairEnding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** GitHub takes fifty annotations with a request, and adds those of the next. */
@Timeout(120)
@ExtendWith(TestPostgres.Shared.class)
class FiftyAtATimeTest {
  private static final Pace AT_ONCE =
      new Pace(
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ofSeconds(60),
          Duration.ZERO,
          Duration.ZERO);

  private static CheckText seventy() {
    List<PairEnding> pairs = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      ScriptId script = new ScriptId("many/script%d".formatted(i));
      pairs.add(Views.ended(Views.pair(Views.PICO, script), Blame.FIRMWARE, "it is wrong"));
    }
    List<Reason> reasons = pairs.stream().flatMap(p -> p.against().stream()).toList();
    return CheckWriter.of(Views.ended(new Verdict.Blocked(reasons), pairs));
  }

  @Test
  void more_than_fifty_come_with_several_requests_each_once(TestPostgres postgres)
      throws Exception {
    CheckText text = seventy();
    assertThat(text.annotations()).hasSize(70);
    MemoryDoor door = new MemoryDoor();
    try (Database database = Database.open(postgres.fresh())) {
      database.useTransaction(
          tx -> {
            tx.repositories().put(new RepositoryRows.Known(7, "adafruit/circuitpython", 99));
            GateRow.Commit commit = new GateRow.Commit(7, "0".repeat(40));
            GateRow unused =
                tx.gates().open(commit, GateRow.Kind.PUSH, OptionalInt.empty(), "a build began");
          });
      Optional<CheckRow> row = claim(database);
      while (row.isPresent()) {
        new Delivery(database, door, AT_ONCE, row.get()).tell(text);
        row = claim(database);
      }
    }
    assertThat(door.remarks()).containsExactly(50, 20);
    assertThat(door.all())
        .singleElement()
        .satisfies(made -> assertThat(made.annotations()).isEqualTo(70))
        .satisfies(made -> assertThat(made.request().conclusion()).hasValue("failure"));
  }

  private static Optional<CheckRow> claim(Database database) {
    return database.inTransaction(tx -> tx.checkOutbox().claim("test", Duration.ofMinutes(1)));
  }
}
