package org.hilfarm.agent.enrol;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hilfarm.agent.ScriptedOrchestrator.answer;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hilfarm.agent.AgentSettings;
import org.hilfarm.agent.RackAgent;
import org.hilfarm.agent.Samples;
import org.hilfarm.agent.ScriptedOrchestrator;
import org.hilfarm.agent.link.BearerToken;
import org.hilfarm.agent.link.RefusedException;
import org.hilfarm.wire.json.Json;
import org.hilfarm.wire.rackapi.Credential;
import org.hilfarm.wire.rackapi.Enrolment;
import org.hilfarm.wire.rackapi.Hello;
import org.hilfarm.wire.rackapi.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("try") // an agent works by being there; nothing is asked of it
class SignInTest {
  private final Path folder;
  private final ScriptedOrchestrator orchestrator;
  private final Credential invitation = Credential.fresh(Credential.Kind.INVITATION);
  private final BlockingQueue<Enrolment> enrolments = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bearers = new LinkedBlockingQueue<>();

  SignInTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    orchestrator = new ScriptedOrchestrator(0);
  }

  @BeforeEach
  void enrols() {
    orchestrator.twist = this::enrol;
  }

  @AfterEach
  void close() {
    orchestrator.close();
  }

  private boolean enrol(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    bearers.add(exchange.getRequestHeaders().getFirst("Authorization").substring(7));
    assertThat(exchange.getRequestHeaders().getFirst(Protocol.HEADER))
        .isEqualTo(Integer.toString(Protocol.CURRENT));
    if (path.endsWith("/enrol")) {
      Enrolment wish = Json.read(exchange.getRequestBody().readAllBytes(), Enrolment.class);
      enrolments.add(wish);
      answer(exchange, 200, Json.write(new Enrolment.Enrolled(wish.rack(), Instant.EPOCH)));
    } else if (path.endsWith("/hello")) {
      answer(exchange, 200, Json.write(new Hello.Welcome(12_000, 3_000)));
    } else {
      answer(exchange, 503, "");
    }
    return true;
  }

  private RackAgent start(Credential said) throws IOException {
    return RackAgent.start(
        new AgentSettings(
            orchestrator.url(),
            new BearerToken(said.value()),
            Samples.rack(),
            Samples.types(),
            folder.resolve("rack"),
            folder.resolve("data"),
            "test",
            InstantSource.system()),
        (work, progress, unwanted) -> Samples.passed(work.offer()));
  }

  private String bearer() throws InterruptedException {
    String bearer = bearers.poll(20, SECONDS);
    assertThat(bearer).isNotNull();
    return bearer;
  }

  @Test
  void an_invitation_becomes_a_key_that_only_the_owner_reads_and_every_later_start_uses()
      throws Exception {
    String key;
    try (RackAgent agent = start(invitation)) {
      assertThat(bearer()).isEqualTo(invitation.value());
      key = bearer();
    }
    Credential kept = Credential.of(key).orElseThrow();
    assertThat(kept.kind()).isEqualTo(Credential.Kind.HOST_KEY);
    assertThat(enrolments.take().key()).isEqualTo(kept.digest());
    Path file = folder.resolve("data/agent.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    bearers.clear();
    try (RackAgent again = start(invitation)) {
      assertThat(bearer()).isEqualTo(key);
    }
    assertThat(enrolments).isEmpty();
    assertThat(SignIn.kept(folder.resolve("data"))).contains(new BearerToken(key));
  }

  @Test
  void an_answer_that_got_lost_is_asked_for_again_with_the_same_key() throws Exception {
    orchestrator.twist =
        exchange -> {
          if (exchange.getRequestURI().getPath().endsWith("/enrol")) {
            enrolments.add(Json.read(exchange.getRequestBody().readAllBytes(), Enrolment.class));
          }
          return true; // and hangs up without a word
        };
    Enrolment first;
    try (RackAgent agent = start(invitation)) {
      first = enrolments.poll(20, SECONDS);
    }
    enrolments.clear();
    orchestrator.twist = this::enrol;
    try (RackAgent again = start(invitation)) {
      assertThat(enrolments.poll(20, SECONDS)).isEqualTo(first);
    }
  }

  @Test
  void a_new_invitation_makes_a_new_key_and_a_stale_one_leaves_the_old_key_alone()
      throws Exception {
    try (RackAgent agent = start(invitation)) {
      assertThat(bearer()).isEqualTo(invitation.value());
      bearer();
    }
    String before = Files.readString(folder.resolve("data/agent.key"));
    orchestrator.twist =
        exchange -> {
          answer(exchange, 403, "{\"problems\":[\"this invitation was good until then only\"]}");
          return true;
        };
    Credential newer = Credential.fresh(Credential.Kind.INVITATION);
    try (RackAgent agent = start(newer)) {
      assertThat(agent.awaitRefusal())
          .hasMessage(
              "enrolling this host for rack test: refused with 403: this invitation was good"
                  + " until then only");
    }
    assertThat(folder.resolve("data/agent.key")).hasContent(before);
    orchestrator.twist = this::enrol;
    bearers.clear();
    try (RackAgent agent = start(newer)) {
      assertThat(bearer()).isEqualTo(newer.value());
      assertThat(before).doesNotContain(bearer());
      Enrolment first = enrolments.take();
      assertThat(enrolments.poll(20, SECONDS)).isNotNull().isNotEqualTo(first);
    }
    assertThat(Files.readString(folder.resolve("data/agent.key"))).isNotEqualTo(before);
  }

  @Test
  void a_version_that_is_not_spoken_ends_the_agent_with_the_farms_words() throws Exception {
    orchestrator.twist =
        exchange -> {
          bearers.add(exchange.getRequestURI().getPath());
          answer(exchange, 426, "{\"problems\":[\"update HIL Farm on the rack's host\"]}");
          return true;
        };
    try (RackAgent agent = start(invitation)) {
      RefusedException refused = agent.awaitRefusal();
      assertThat(refused.status()).isEqualTo(Protocol.NOT_SPOKEN);
      assertThat(refused).hasMessageEndingWith("update HIL Farm on the rack's host");
    }
    assertThat(bearers).hasSize(1);
  }

  @Test
  void a_key_that_was_cut_off_before_it_was_used_is_made_anew() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/agent.key.new"), invitation.digest().value() + "\nhil");
    try (RackAgent agent = start(invitation)) {
      assertThat(enrolments.poll(20, SECONDS)).isNotNull();
    }
  }
}
