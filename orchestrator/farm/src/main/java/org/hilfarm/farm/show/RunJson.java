package org.hilfarm.farm.show;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.plan.Round;
import org.hilfarm.model.reset.ResetReason;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.runapi.AgentView;
import org.hilfarm.wire.runapi.BaselineView;
import org.hilfarm.wire.runapi.BoardWear;
import org.hilfarm.wire.runapi.CheckView;
import org.hilfarm.wire.runapi.RackDrain;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.RunView.BoardView;
import org.hilfarm.wire.runapi.RunView.JobView;
import org.hilfarm.wire.runapi.RunView.ScriptView;
import org.hilfarm.wire.runapi.SoakView;

/**
 * What {@code --json} prints: one document with names in snake_case. What has no value is {@code
 * null}, so that a key is always there.
 */
public final class RunJson {
  /** Attempts end in any order; the document is the same however they ended. */
  private static final Comparator<BoardView> PLACES =
      Comparator.comparing(BoardView::boardType)
          .thenComparing(b -> b.round().map(Round::number).orElse(0))
          .thenComparing(BoardView::serial)
          .thenComparing(BoardView::attempt);

  private RunJson() {}

  /** A document with these runs. */
  public static String runs(List<RunView> runs) {
    return Json.pretty(Map.of("runs", runs.stream().map(RunJson::run).toList()));
  }

  /** A document with these boards, and what is held to be good on them. */
  public static String boards(
      List<BoardStatus> boards, List<BaselineView> baselines, List<BoardWear> wear) {
    return Json.pretty(
        Map.of(
            "boards",
            boards.stream().map(b -> board(b, wear)).toList(),
            "baselines",
            baselines.stream().map(RunJson::baseline).toList()));
  }

  /** A document with these hosts and invitations, and the racks that are given nothing more. */
  public static String agents(List<AgentView> agents, List<RackDrain> drains) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("agents", agents.stream().map(RunJson::agent).toList());
    out.put("drains", drains.stream().map(RunJson::drain).toList());
    return Json.pretty(out);
  }

  private static Map<String, Object> drain(RackDrain drain) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("rack", drain.rack().value());
    out.put("since", drain.since());
    out.put("reason", drain.reason());
    out.put("at_work", drain.atWork());
    return out;
  }

  private static Map<String, Object> agent(AgentView agent) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("rack", agent.rack().value());
    out.put("host", agent.host());
    out.put("state", agent.state());
    out.put("since", agent.since());
    out.put("until", agent.until().orElse(null));
    out.put("heard", agent.heard().orElse(null));
    return out;
  }

  private static Map<String, Object> baseline(BaselineView baseline) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("board_type", baseline.boardType());
    out.put("run", baseline.run());
    out.put("version", baseline.version());
    out.put("digest", baseline.digest());
    return out;
  }

  private static Map<String, Object> run(RunView run) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("run", run.run().value());
    out.put("name", run.name());
    out.put("state", run.state());
    out.put("verdict", run.verdict());
    out.put("reasons", run.reasons());
    out.put("suite", run.suite());
    out.put("baseline", run.baseline());
    out.put("change", run.change().map(RunJson::change));
    out.put("checks", run.checks().orElse(List.of()).stream().map(RunJson::check).toList());
    out.put("submitted", run.submitted());
    out.put("finished", run.finished());
    out.put("report_dir", run.reportDir());
    out.put("report_url", run.reportUrl());
    out.put("not_covered", run.notCovered());
    out.put(
        "not_applicable",
        run.notApplicable().stream()
            .map(
                n ->
                    Map.of(
                        "board_type",
                        n.pair().boardType(),
                        "script",
                        n.pair().script(),
                        "reason",
                        n.reason()))
            .toList());
    out.put("soak", run.soak().stream().map(RunJson::soak).toList());
    out.put("waiting", run.jobs().stream().flatMap(j -> waiting(j).stream()).toList());
    out.put("boards", run.boards().stream().sorted(PLACES).map(RunJson::board).toList());
    return out;
  }

  private static Map<String, Object> check(CheckView check) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", check.name());
    out.put("commit", check.commit());
    out.put("state", check.state());
    out.put("conclusion", check.conclusion());
    out.put("check_run", check.checkRun());
    out.put("tries", check.tries());
    out.put("trouble", check.trouble());
    return out;
  }

  private static Map<String, Object> change(RunView.Change change) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("repository", change.repository());
    out.put("pull_request", change.number());
    out.put("commit", change.commit());
    out.put("replaces", change.replaces());
    out.put("replaced_by", change.replacedBy());
    return out;
  }

  private static Optional<Map<String, Object>> waiting(JobView job) {
    return job.outlook()
        .map(
            outlook -> {
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("job", job.job());
              out.put("board_type", job.boardType());
              out.put("position", outlook.position());
              out.put("boards_at_work", outlook.boards());
              out.put("starts", outlook.starts());
              out.put("ends", outlook.ends());
              out.put("words", outlook.words());
              return out;
            });
  }

  private static Map<String, Object> soak(SoakView soak) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("board_type", soak.boardType());
    out.put("rounds", soak.asked());
    out.put("rounds_run", soak.ran());
    out.put("failures", soak.failures());
    out.put("measures", soak.courses());
    return out;
  }

  private static Map<String, Object> board(BoardView board) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("serial", board.serial());
    out.put("board_type", board.boardType());
    out.put("family", board.family());
    out.put("round", board.round().map(Round::number));
    out.put("attempt", board.attempt());
    out.put("flash", board.flash());
    out.put("control", board.control());
    out.put("emulated", board.emulated());
    out.put("scripts", board.scripts().stream().map(RunJson::script).toList());
    return out;
  }

  private static Map<String, Object> script(ScriptView script) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("name", script.name());
    out.put("status", script.status());
    out.put("blame", script.blame());
    out.put("reason", script.reason());
    out.put("reset_reasons", script.resetReasons().stream().map(ResetReason::name).toList());
    return out;
  }

  private static Map<String, Object> board(BoardStatus board, List<BoardWear> wear) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("rack", board.rack());
    out.put("slot", board.slot());
    out.put("serial", board.serial());
    out.put("board_type", board.boardType());
    out.put("state", board.state());
    out.put("reason", board.reason());
    out.put("since", board.since());
    wear.stream()
        .filter(w -> w.rack().equals(board.rack()) && w.serial().equals(board.serial()))
        .findFirst()
        .ifPresent(
            w -> {
              out.put("flashes", w.flashes());
              out.put("rack_faults", w.rackFaults());
            });
    out.put("emulated", board.emulated());
    out.put("abilities", board.abilities().stream().map(a -> a.value()).sorted().toList());
    return out;
  }
}
