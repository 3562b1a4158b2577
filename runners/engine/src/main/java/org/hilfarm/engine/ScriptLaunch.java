package org.hilfarm.engine;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.script.Script;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs scripts through the JUnit Platform's Launcher, with nothing registered but our engine. */
public final class ScriptLaunch {
  private ScriptLaunch() {}

  /**
   * Runs them in order on the calling thread.
   *
   * @param cancelled asked before each script
   * @param listeners hear of every script
   */
  public static void run(
      BoardSerial board,
      List<Script> scripts,
      ScriptRunner runner,
      BooleanSupplier cancelled,
      TestExecutionListener... listeners) {
    CancellationToken token = CancellationToken.create();
    ScriptRunner watched =
        script -> {
          var report = runner.run(script);
          cancelIf(cancelled, token);
          return report;
        };
    cancelIf(cancelled, token);
    launcher(new ScriptEngine(board, scripts, watched))
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .forExecution()
                .cancellationToken(token)
                .listeners(listeners)
                .build());
  }

  private static void cancelIf(BooleanSupplier cancelled, CancellationToken token) {
    if (cancelled.getAsBoolean()) {
      token.cancel();
    }
  }

  private static Launcher launcher(ScriptEngine engine) {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .addTestEngines(engine)
            .build());
  }
}
