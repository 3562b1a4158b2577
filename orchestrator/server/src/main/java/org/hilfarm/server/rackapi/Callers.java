package org.hilfarm.server.rackapi;

import io.javalin.http.Context;
import java.util.Optional;
import org.hilfarm.model.lease.LeaseToken;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.postgres.LeaseRow;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.RackCaller;
import org.hilfarm.server.web.RefusedException;
import org.hilfarm.wire.rackapi.Protocol;

/** Who asks as a rack's agent: first what it speaks, then who it is, then what is its own. */
public final class Callers {
  private final Access access;
  private final Database database;

  public Callers(Access access, Database database) {
    this.access = access;
    this.database = database;
  }

  /** The caller; throws 426 where it speaks another version, 401 or 403 where it may not ask. */
  RackCaller of(Context context) {
    speaks(context);
    return access.rack(context);
  }

  /** Throws 426 with what to do where the request's version is not spoken here. */
  static void speaks(Context context) {
    speaks(Protocol.problem(Optional.ofNullable(context.header(Protocol.HEADER))));
  }

  static void speaks(Optional<String> problem) {
    problem.ifPresent(
        why -> {
          throw new RefusedException(Protocol.NOT_SPOKEN, why);
        });
  }

  /** Throws 403 where the lease is another rack's; one that never was is nobody's. */
  void owns(RackCaller caller, LeaseToken token) {
    Optional<LeaseRow> lease = database.reading(tx -> tx.leases().find(token));
    lease.ifPresent(row -> caller.mayUse(row.lease().rack(), "lease " + token));
  }

  /** The same for a reservation. */
  void ownsReservation(RackCaller caller, LeaseToken token) {
    database
        .reading(tx -> tx.reservations().find(token))
        .ifPresent(row -> caller.mayUse(row.board().rack(), "reservation " + token));
  }

  /** The same for a recovery. */
  void ownsRecovery(RackCaller caller, LeaseToken token) {
    database
        .reading(tx -> tx.recoveries().find(token))
        .ifPresent(row -> caller.mayUse(row.board().rack(), "recovery " + token));
  }
}
