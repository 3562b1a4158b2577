package org.hilfarm.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.hilfarm.server.fixture.TestPostgres;
import org.hilfarm.time.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(TestPostgres.Shared.class)
class BellsTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void an_orchestrator_hears_itself_once_and_at_once_and_the_others_hear_it_too(
      TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database one = Database.open(url);
        Database other = Database.open(url);
        Bells ours = new Bells(one);
        Bells theirs = new Bells(other)) {
      one.useTransaction(
          tx -> {
            tx.ring(Channel.WORK, "r1");
            tx.ring(Channel.WORK, "r1");
            assertThat(ours.work().rung()).isZero();
          });
      assertThat(ours.work().rung()).isEqualTo(1);
      assertThat(theirs.work().awaitAfter(0, Deadline.after(SOON))).isTrue();
      // PostgreSQL keeps the order: when the other's ring is heard, our own has come back, too.
      other.useTransaction(tx -> tx.ring(Channel.RUN, "r2"));
      assertThat(ours.run().awaitAfter(0, Deadline.after(SOON))).isTrue();
      assertThat(ours.work().rung()).isEqualTo(1);
    }
  }

  @Test
  void what_is_taken_back_is_heard_by_nobody_else(TestPostgres postgres) throws Exception {
    String url = postgres.fresh();
    try (Database one = Database.open(url);
        Database other = Database.open(url);
        Bells theirs = new Bells(other)) {
      assertThatThrownBy(
              () ->
                  one.useTransaction(
                      tx -> {
                        tx.ring(Channel.WORK, "r1");
                        throw new IllegalStateException("taken back");
                      }))
          .hasMessage("taken back");
      one.rehearse(tx -> tx.ring(Channel.WORK, "r2"));
      one.useTransaction(tx -> tx.ring(Channel.RUN, "r3"));
      assertThat(theirs.run().awaitAfter(0, Deadline.after(SOON))).isTrue();
      assertThat(theirs.work().rung()).isZero();
    }
  }
}
