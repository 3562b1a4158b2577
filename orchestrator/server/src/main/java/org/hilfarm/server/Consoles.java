package org.hilfarm.server;

import java.util.List;
import org.hilfarm.server.console.Attendant;
import org.hilfarm.server.console.Flashing;
import org.hilfarm.server.console.LiveConsoles;
import org.hilfarm.server.console.Reservations;
import org.hilfarm.server.console.Seats;
import org.hilfarm.server.console.Wishes;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.server.postgres.Bell;
import org.hilfarm.server.postgres.Database;
import org.hilfarm.server.rackapi.Callers;
import org.hilfarm.server.rackapi.SeatApi;
import org.hilfarm.server.runapi.ConsoleApi;
import org.hilfarm.server.runapi.ConsoleEvents;
import org.hilfarm.server.runapi.FlashApi;
import org.hilfarm.server.runapi.WishOutcomes;
import org.hilfarm.server.web.Access;
import org.hilfarm.server.web.Routes;

/** What an orchestrator has of boards' consoles, put together. */
record Consoles(
    Seats seats,
    LiveConsoles live,
    Reservations reservations,
    Wishes wishes,
    Flashing flashing,
    Bell seat,
    Patience patience) {

  static Consoles of(Database database, OrchestratorSettings settings, Bell seat) {
    Patience patience = settings.patience();
    Wishes wishes = new Wishes(database, seat);
    return new Consoles(
        new Seats(database, settings.trusted(), patience, seat),
        new LiveConsoles(database, patience),
        new Reservations(database, patience),
        wishes,
        new Flashing(database, settings.trusted(), wishes),
        seat,
        patience);
  }

  /** Who ends what is over; it runs until it is closed. */
  Attendant attendant() {
    return new Attendant(seats, live, patience);
  }

  List<Routes> routes(Access access, Callers callers) {
    return List.of(
        new SeatApi(callers, seats, live, patience),
        new ConsoleApi(access, reservations, wishes),
        new FlashApi(access, flashing, new WishOutcomes(wishes)),
        new ConsoleEvents(access, live, seat));
  }
}
