package org.hilfarm.server.enrol;

import java.util.List;
import java.util.Optional;
import org.hilfarm.model.board.RackId;
import org.hilfarm.server.audit.Deed;
import org.hilfarm.server.audit.Who;
import org.hilfarm.server.postgres.Channel;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.wire.runapi.RackDrain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has racks end what they do and take no more, so that they can be touched. What was decided about
 * a single board stays as it is. Any thread may use it.
 */
public final class Drains {
  private static final Logger LOG = LoggerFactory.getLogger(Drains.class);

  private final Database database;

  public Drains(Database database) {
    this.database = database;
  }

  /** The rack gets nothing more; said again, how far it is. */
  public Enrolments.Result<RackDrain> drain(RackId rack, String reason, Who who) {
    String why = reason.isBlank() ? "no reason given" : reason;
    return database.inTransaction(
        tx -> {
          boolean already = tx.drains().of(rack).isPresent();
          if (!tx.drains().drain(rack, why)) {
            return new Enrolments.Result.Refused<>(
                404, "no rack %s was ever heard of: see ./farm boards".formatted(rack));
          }
          if (!already) {
            tx.audit().add(who, Deed.RACK_DRAINED, rack.value(), why);
            LOG.info("rack {} is given nothing more: {}", rack, why);
          }
          return new Enrolments.Result.Done<>(tx.drains().of(rack).orElseThrow());
        });
  }

  /** The rack may work again; why it did not. */
  public Enrolments.Result<RackDrain> undrain(RackId rack, Who who) {
    return database.inTransaction(
        tx -> {
          Optional<RackDrain> was = tx.drains().of(rack);
          if (was.isEmpty() || !tx.drains().undrain(rack)) {
            return new Enrolments.Result.Refused<>(
                409, "rack %s is not drained: it may work already".formatted(rack));
          }
          tx.ring(Channel.WORK, rack.value());
          tx.audit().add(who, Deed.RACK_UNDRAINED, rack.value(), was.get().reason());
          LOG.info("rack {} may work again", rack);
          return new Enrolments.Result.Done<>(was.get());
        });
  }

  /** All racks that are given nothing more. */
  public List<RackDrain> all() {
    return database.inTransaction(tx -> tx.drains().all());
  }
}
