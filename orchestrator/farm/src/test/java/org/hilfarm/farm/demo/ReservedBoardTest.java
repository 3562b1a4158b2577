package org.hilfarm.farm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hilfarm.agent.RackAgent;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.HttpLink;
import org.hilfarm.farm.Main;
import org.hilfarm.farm.client.BuildFiles;
import org.hilfarm.farm.client.RunClient;
import org.hilfarm.farm.wiring.Agent;
import org.hilfarm.farm.wiring.Boards;
import org.hilfarm.farm.wiring.Opened;
import org.hilfarm.farm.wiring.Server;
import org.hilfarm.model.board.BoardState;
import org.hilfarm.model.board.BoardStatus;
import org.hilfarm.model.board.BoardTypeId;
import org.hilfarm.model.board.Rack;
import org.hilfarm.model.board.RackId;
import org.hilfarm.model.plan.RunId;
import org.hilfarm.server.Orchestrator;
import org.hilfarm.server.plan.Patience;
import org.hilfarm.time.Deadline;
import org.hilfarm.time.Pause;
import org.hilfarm.virtual.demo.DemonstrationBuilds;
import org.hilfarm.virtual.demo.Variant;
import org.hilfarm.virtual.rack.VirtualRack;
import org.hilfarm.virtual.rack.VirtualRackOptions;
import org.hilfarm.wire.config.Configs;
import org.hilfarm.wire.config.Dispatch;
import org.hilfarm.wire.config.Retention;
import org.hilfarm.wire.runapi.RunView;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Persons at boards: the real agent, its drivers and a virtual rack, over HTTP. */
@Timeout(600)
class ReservedBoardTest {
  private static final String TYPE = "raspberry_pi_pico";
  private static final String RAW = "raw REPL; CTRL-B to exit";

  private final Configs all = Configs.load(Path.of(System.getProperty("repository.root", "../..")));
  private final Rack rack;
  private final Configs configs;
  private final Opened opened = new Opened();
  private final Path data;
  private final String serial;
  private URI url = URI.create("http://127.0.0.1:9");
  private BearerToken operator = new BearerToken("none-so-far");
  private BearerToken submitter = new BearerToken("none-so-far");
  private Path rackToken = Path.of("none");
  private Path portsRoot = Path.of("none");

  ReservedBoardTest(@TempDir Path data) throws Exception {
    this.data = data;
    Rack demo = Agent.rack(all, new RackId("demo"));
    this.rack =
        new Rack(
            demo.id(), demo.slots().stream().filter(s -> s.id().value().equals("pico")).toList());
    this.serial = rack.slots().getFirst().serial().value();
    this.configs =
        new Configs(
            all.types(), Map.of(rack.id(), rack), all.suites(), all.scripts(), all.library());
  }

  @AfterEach
  void close() {
    opened.close();
  }

  private BearerToken start() throws Exception {
    VirtualRack boards =
        opened.add(
            Boards.start(
                data.resolve("rack"), rack, configs, VirtualRackOptions.real().withRate(10)));
    portsRoot = boards.root();
    Orchestrator server =
        opened.add(
            Server.start(
                new Server.Settings(data, "127.0.0.1", 0, Optional.empty(), 1),
                configs,
                new Server.Rules(
                    Retention.usual(), Dispatch.usual(), Patience.of(Duration.ofSeconds(6)))));
    url = URI.create(server.url());
    operator = BearerToken.read(server.operatorTokenFile());
    submitter = BearerToken.read(server.submitTokenFile());
    rackToken = server.rackTokenFile();
    return BearerToken.read(rackToken);
  }

  private RackAgent agent(BearerToken token) throws Exception {
    return Agent.start(
        new Agent.Settings(url, token, rack.id(), portsRoot, data.resolve("agent")), configs);
  }

  private RunClient client() {
    return new RunClient(opened.add(new HttpLink(url, Optional.of(operator), "test")));
  }

  private RunClient submitting() throws Exception {
    return new RunClient(opened.add(new HttpLink(url, Optional.of(submitter), "submitter")));
  }

  private PersonAtBoard person() {
    return opened.add(new PersonAtBoard(url.toString(), serial, operator));
  }

  private static void await(RunClient client, Predicate<BoardStatus> state) throws Exception {
    Deadline deadline = Deadline.after(Duration.ofMinutes(2));
    while (client.boards().stream().noneMatch(state)) {
      assertThat(deadline.passed()).as(client.boards().toString()).isFalse();
      Pause.until(deadline.within(Duration.ofMillis(100)));
    }
  }

  private static void awaitReady(RunClient client) throws Exception {
    await(client, b -> b.state() == BoardState.READY);
  }

  private RunId submit(RunClient client) throws Exception {
    Path build = Files.createDirectories(data.resolve("build"));
    DemonstrationBuilds.write(
        build, List.of(configs.type(new BoardTypeId(TYPE))), "10.1.0", Variant.GOOD, 1);
    return client
        .submit(
            new RunClient.Submission("good", BuildFiles.in(List.of(build)), "smoke", List.of(TYPE)))
        .run();
  }

  private static RunView followed(RunClient client, RunId run) throws Exception {
    return client.follow(
        run, r -> r.verdict().isPresent(), r -> {}, Deadline.after(Duration.ofMinutes(4)));
  }

  private static int prompt(PersonAtBoard person) throws Exception {
    person.type("\003\r");
    return person.await(">>> ", 0);
  }

  @Test
  void a_person_types_cuts_power_and_is_gone_and_the_board_does_jobs_again() throws Exception {
    opened.add(agent(start()));
    RunClient client = client();
    awaitReady(client);
    PersonAtBoard person = person();
    person.reserve();
    await(client, b -> b.reason().startsWith("reserved by operator until 20"));
    int at = prompt(person);
    person.type("1+1\r");
    at = person.await("\r\n2\r\n", at);
    person.type("print(chr(27) + ']52;c;aGk=' + chr(7) + '<script>')\r");
    at = person.await("\u001b]52;c;aGk=\u0007<script>", at);
    HttpResponse<String> power = person.ask("POST", "/power", "");
    assertThat(power.statusCode()).as(power.body()).isEqualTo(200);
    assertThat(power.body()).contains("port 1-1.5 was switched off and on again");
    assertThat(person.status("POST", "/reservation/heartbeat", "")).isEqualTo(200);
    person.type("\003\r");
    at = person.await(">>> ", at);
    person.type("2+3\r");
    person.await("\r\n5\r\n", at);

    RunId run = submit(submitting());
    awaitReady(client); // nothing is said any more, as by a tab that is gone
    assertThat(person.ask("POST", "/console/keys", "x").body())
        .contains("over: its tab was not heard of for 36 s");
    assertThat(followed(client, run).verdict()).contains("mergeable");
  }

  @Test
  void a_job_that_is_watched_ends_as_one_that_is_not() throws Exception {
    opened.add(agent(start()));
    RunClient client = client();
    awaitReady(client);
    RunId alone = submit(submitting());
    assertThat(followed(client, alone).verdict()).contains("mergeable");
    PersonAtBoard person = person();
    int at = person.await(RAW, 0); // of the job before: its rack sends what it says
    RunId watched = submit(submitting());
    assertThat(followed(client, watched).verdict()).contains("mergeable");
    person.await(RAW, Math.max(at, person.seen().lastIndexOf(RAW) - 1));
    assertThat(person.ask("POST", "/console/keys", "x").statusCode()).isEqualTo(403);
  }

  @Test
  void what_a_person_left_behind_is_gone_also_when_the_agent_went_first() throws Exception {
    Path left = data.resolve("rack/run/hil/boards/pico/circuitpy/left.py");
    Files.createDirectories(left.getParent());
    Files.writeString(data.resolve("rack/.virtual-rack"), ""); // as an earlier one would leave it
    Files.writeString(left, "print('left')\n");
    BearerToken token = start();
    RackAgent first = agent(token);
    RunClient client = client();
    awaitReady(client);
    PersonAtBoard person = person();
    person.reserve();
    int at = prompt(person);
    person.type("import left\r");
    person.await("\r\nleft\r\n", at);
    first.close();
    opened.add(agent(token));
    awaitReady(client);
    assertThat(left).doesNotExist();
  }

  @Test
  void a_killed_agent_and_its_person_hold_the_board_no_longer_than_their_leases() throws Exception {
    BearerToken token = start();
    RunClient client = client();
    Process killed = process();
    try {
      awaitReady(client);
      PersonAtBoard person = person();
      person.reserve();
      int at = prompt(person);
      person.type("1+1\r");
      person.await("\r\n2\r\n", at);
    } finally {
      killed.destroyForcibly().waitFor();
    }
    opened.add(agent(token));
    awaitReady(client);
    assertThat(followed(client, submit(submitting())).verdict()).contains("mergeable");
  }

  /** The rack's agent in a process of its own. */
  private Process process() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "agent",
            "--rack",
            "demo",
            "--root",
            portsRoot.toString(),
            "--data",
            data.resolve("agent").toString(),
            "--server",
            url.toString(),
            "--token-file",
            rackToken.toString());
    return new ProcessBuilder(command)
        .directory(Path.of(System.getProperty("repository.root", "../..")).toFile())
        .redirectErrorStream(true)
        .redirectOutput(data.resolve("agent.log").toFile())
        .start();
  }
}
