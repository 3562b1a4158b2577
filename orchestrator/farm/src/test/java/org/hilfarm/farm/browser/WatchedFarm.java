package org.hilfarm.farm.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hilfarm.agent.lease.JobRunner;
import org.hilfarm.agent.link.Answer;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.Call;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.demo.BoardsReady;
import org.hilfarm.farm.wiring.LocalFarm;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.board.BoardType;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.board.Slot;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.model.script.Script;
import org.hilfarm.model.script.ScriptId;
import org.hilfarm.model.script.Suite;
import org.hilfarm.model.script.SuiteId;
import org.hilfarm.time.Deadline;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.config.ScriptHeader;
import org.hilfarm.wire.runapi.RunView;
import org.hilfarm.wire.runapi.TokenMade;
import org.hilfarm.wire.runapi.TokenWish;

/** A farm on virtual boards, and a Chromium for its pages. */
final class WatchedFarm implements AutoCloseable {
  static final ScriptId HEAP = new ScriptId("heap/reload_keeps_heap");
  static final ScriptId HOSTILE_OUTPUT = new ScriptId("hostile/output");
  static final SuiteId USUAL = new SuiteId("usual");
  static final SuiteId HOSTILE = new SuiteId("hostile");

  private static final RackId RACK = new RackId("demo");
  private static final String PICO = "raspberry_pi_pico";
  private static final Set<String> SLOTS = Set.of("pico", "magtag");

  private final Path data;
  private final Configs configs;
  private final LocalFarm farm;
  private final Chromium chromium;
  private volatile CountDownLatch held = new CountDownLatch(0);

  WatchedFarm(Path data, Parts parts) throws Exception {
    this(data, parts, List.of());
  }

  /** With a Chromium that is started with these arguments. */
  WatchedFarm(Path data, Parts parts, List<String> chromiumArguments) throws Exception {
    this.data = data;
    this.configs = configs();
    farm =
        LocalFarm.start(
            new LocalFarm.Settings(
                data.resolve("farm"), RACK, VirtualRackOptions.real().withRate(10), 1),
            configs,
            this::watched);
    try {
      BoardsReady.await(farm.client(), configs.racks().get(RACK));
      chromium = new Chromium(parts, chromiumArguments);
    } catch (Exception e) {
      farm.close();
      throw e;
    }
  }

  private static Configs configs() throws Exception {
    Configs all = Configs.load(Path.of(System.getProperty("repository.root", "../..")));
    Rack demo = Objects.requireNonNull(all.racks().get(RACK));
    List<Slot> slots =
        demo.slots().stream()
            .filter(s -> Pictures.wanted() || SLOTS.contains(s.id().value()))
            .toList();
    Map<BoardTypeId, BoardType> types =
        slots.stream().collect(Collectors.toMap(Slot::boardType, s -> all.type(s.boardType())));
    Map<ScriptId, Script> scripts = new HashMap<>(all.scripts());
    scripts.put(
        HOSTILE_OUTPUT,
        ScriptHeader.parse(HOSTILE_OUTPUT, "output.py", HostileBoard.SCRIPT.getBytes(UTF_8)));
    Suite usual =
        Pictures.wanted()
            ? new Suite(USUAL, smoke(all))
            : new Suite(USUAL, List.of(HEAP, new ScriptId("i2c/target_answers")));
    return new Configs(
        types,
        Map.of(RACK, new Rack(RACK, slots)),
        Map.of(USUAL, usual, HOSTILE, new Suite(HOSTILE, List.of(HOSTILE_OUTPUT))),
        scripts,
        all.library());
  }

  private static List<ScriptId> smoke(Configs all) {
    return all.scriptsOf(new SuiteId("smoke")).stream().map(Script::id).toList();
  }

  /** Boards that are about to run scripts wait as long as somebody wants to look. */
  private JobRunner watched(JobRunner inner) {
    return (work, progress, unwanted) ->
        inner.run(
            work,
            now -> {
              progress.accept(now);
              if (now.stage() == Progress.Stage.TESTING) {
                waitWhileHeld();
              }
            },
            unwanted);
  }

  private void waitWhileHeld() {
    try {
      boolean unused = held.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From here on boards wait where they are. */
  void hold() {
    held = new CountDownLatch(1);
  }

  void letGo() {
    held.countDown();
  }

  /** The page of a script on the board that all builds here are for. */
  String page(RunId run, ScriptId script) {
    BoardSerial pico =
        Objects.requireNonNull(configs.racks().get(RACK)).slots().stream()
            .filter(s -> s.boardType().value().equals(PICO))
            .map(Slot::serial)
            .findFirst()
            .orElseThrow();
    return "/runs/%s/%s/%s".formatted(run, pico, script);
  }

  /** Hands a build for the Pico in; for pictures, one for all boards. */
  RunId submit(String name, Variant variant, SuiteId suite) throws Exception {
    Path build = Files.createDirectories(data.resolve("builds").resolve(suite.value()));
    DemonstrationBuilds.write(build, configs.types().values(), "10.1.0", variant, 1);
    List<String> boards = Pictures.wanted() && suite.equals(USUAL) ? List.of() : List.of(PICO);
    return farm.client()
        .submit(
            new RunClient.Submission(name, BuildFiles.in(List.of(build)), suite.value(), boards))
        .run();
  }

  /** Its Pico's serial. */
  String pico() {
    return configs.racks().values().iterator().next().slots().stream()
        .filter(s -> s.boardType().value().equals(PICO))
        .map(s -> s.serial().value())
        .findFirst()
        .orElseThrow();
  }

  /** The run once it has its verdict and its report. */
  RunView reported(RunId run) throws Exception {
    return farm.client()
        .follow(
            run, r -> r.reportUrl().isPresent(), r -> {}, Deadline.after(Duration.ofMinutes(4)));
  }

  String url() {
    return farm.url();
  }

  Visit visit(String path, Look look) {
    return visit(farm.url(), path, look);
  }

  /** At another of its addresses. */
  Visit visit(String url, String path, Look look) {
    return chromium.visit(url, path, look);
  }

  /** What signs somebody in as an operator. */
  String submitToken() throws IOException {
    return token("submit");
  }

  /** What signs somebody in as an administrator. */
  String operatorToken() throws IOException {
    return token("operator");
  }

  private String token(String name) throws IOException {
    return Files.readString(data.resolve("farm/tokens").resolve(name)).strip();
  }

  /** A new token that signs somebody in who may look and no more. */
  String viewerToken() throws Exception {
    TokenWish wish = new TokenWish("who looks", List.of("runs:read"), 1);
    BearerToken operator = new BearerToken(operatorToken());
    try (HttpLink link = new HttpLink(URI.create(url()), Optional.of(operator), "tokens")) {
      Answer answer = link.exchange(Call.post("/api/v1/tokens", wish));
      return switch (answer) {
        case Answer.Ok ok -> ok.as(TokenMade.class).token();
        case Answer.Refusal refusal -> throw new IllegalStateException(refusal.toString());
      };
    }
  }

  /** An image for its Pico that is of this version. */
  Path image(String version) throws IOException {
    Path build = Files.createDirectories(data.resolve("images").resolve(version));
    DemonstrationBuilds.write(build, configs.types().values(), version, Variant.GOOD, 2);
    return build
        .resolve(PICO)
        .resolve("en_US")
        .resolve("adafruit-circuitpython-%s-en_US-%s.uf2".formatted(PICO, version));
  }

  @Override
  public void close() {
    letGo();
    try {
      chromium.close();
    } finally {
      farm.close();
    }
  }
}
