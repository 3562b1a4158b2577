package org.hilfarm.server;

import java.util.List;
import org.hilfarm.server.again.Again;
import org.hilfarm.server.dashboard.RunActs;
import org.hilfarm.server.report.Cancellation;
import org.hilfarm.server.runapi.AgainApi;
import org.hilfarm.server.runapi.RunApi;
import org.hilfarm.server.web.Routes;

/** What can be asked and done about runs, by programs and by buttons. */
final class RunDoors {
  private RunDoors() {}

  static List<Routes> of(OrchestratorSettings settings, Orchestrator.Core core) {
    Cancellation cancellation =
        new Cancellation(core.database(), settings.patience(), core.afterRun());
    Again again = new Again(core.database(), core.runs(), settings.dispatch());
    return List.of(
        new RunApi(new RunApi.Parts(core.access(), core.runs(), cancellation, core.bells().run())),
        new AgainApi(core.access(), again),
        new RunActs(new RunActs.Parts(core.access(), core.runs(), cancellation, again)));
  }
}
