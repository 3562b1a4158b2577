package org.hilfarm.server.github.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.server.github.event.Reaction.BuildBegan;
import org.hilfarm.server.github.event.Reaction.BuildEnded;
import org.hilfarm.server.github.event.Reaction.Nothing;
import org.hilfarm.server.postgres.GateRow;
import org.hilfarm.wire.config.GitHubRules;
import org.hilfarm.wire.github.event.GitHubEvents;
import org.junit.jupiter.api.Test;

/** What follows from an event, as a pure function. */
class ReactionsTest {
  private static final String SHA = "0123456789abcdef0123456789abcdef01234567";
  private static final String PLACE =
      "\"repository\":{\"id\":7,\"full_name\":\"Adafruit/circuitpython\"},\"installation\":{\"id\":9},"
          + "\"sender\":{\"id\":3,\"login\":\"tannewt\"}";

  private static GitHubRules rules(Optional<Long> id, Optional<Long> workflow) {
    return GitHubRules.usual()
        .with(List.of(new GitHubRules.Repository("adafruit/circuitpython", id, workflow)));
  }

  private static Reaction of(GitHubRules rules, String event, String body) {
    try {
      return new Reactions(rules, 42).of(GitHubEvents.read(event, body.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Reaction of(String event, String body) {
    return of(rules(Optional.empty(), Optional.empty()), event, body);
  }

  private static String run(String action, String path, String name, String event, long head) {
    return """
    {"action":"%s","workflow_run":{"id":5,"name":"%s","path":"%s","workflow_id":6,"event":"%s",
    "status":"completed","conclusion":"success","head_sha":"%s","head_branch":"main",
    "head_repository":{"id":%d,"full_name":"newcomer/circuitpython"},"run_attempt":2,
    "repository":{"id":7,"full_name":"adafruit/circuitpython"},"pull_requests":[]},%s}\
    """
        .formatted(action, name, path, event, SHA, head, PLACE);
  }

  private static final String BUILD = ".github/workflows/build.yml";

  @Test
  void a_build_is_known_by_its_file_and_never_by_its_name() {
    Reaction forged =
        of(
            "workflow_run",
            run("completed", ".github/workflows/evil.yml", "Build CI", "pull_request", 8));
    assertThat(forged)
        .isEqualTo(
            new Nothing(
                "the workflow .github/workflows/evil.yml is not .github/workflows/build.yml"));
    Reaction real = of("workflow_run", run("completed", BUILD, "whatever", "pull_request", 8));
    Reaction.Build build =
        new Reaction.Build(
            new Reaction.Project(7, "Adafruit/circuitpython", 9),
            GateRow.Kind.PULL_REQUEST,
            SHA,
            8,
            "newcomer",
            "main",
            new GateRow.Attempt(5, 2));
    assertThat(real).isEqualTo(new BuildEnded(build, "success"));
    assertThat(of("workflow_run", run("requested", BUILD, "", "pull_request", 8)))
        .isEqualTo(new BuildBegan(build));
    assertThat(of("workflow_run", run("in_progress", BUILD, "", "pull_request", 8)))
        .isEqualTo(new BuildBegan(build));
  }

  @Test
  void a_file_whose_name_begins_like_it_is_another() {
    for (String path : new String[] {BUILD + "@x.yml", BUILD + "@refs/heads/main", "x/" + BUILD}) {
      assertThat(of("workflow_run", run("completed", path, "", "pull_request", 8)))
          .isInstanceOf(Nothing.class);
    }
  }

  @Test
  void where_the_workflow_s_number_is_said_it_must_be_that_one() {
    String event = run("completed", BUILD, "", "pull_request", 8);
    assertThat(of(rules(Optional.of(7L), Optional.of(6L)), "workflow_run", event))
        .isInstanceOf(BuildEnded.class);
    assertThat(of(rules(Optional.of(7L), Optional.of(66L)), "workflow_run", event))
        .isEqualTo(
            new Nothing(
                "the workflow .github/workflows/build.yml has the number 6, and 66 is the one that"
                    + " builds"));
  }

  @Test
  void another_repository_is_none_of_the_farm_s_business_also_under_the_same_name() {
    String event = run("completed", BUILD, "", "pull_request", 8);
    assertThat(of(rules(Optional.of(77L), Optional.empty()), "workflow_run", event))
        .isEqualTo(
            new Nothing(
                "Adafruit/circuitpython (7) is not among the repositories of"
                    + " board-configs/github.yaml"));
    assertThat(of(GitHubRules.usual(), "workflow_run", event)).isInstanceOf(Nothing.class);
    String foreign =
        event.replaceFirst(
            "\"repository\":\\{\"id\":7,\"full_name\":\"adafruit",
            "\"repository\":{\"id\":70,\"full_name\":\"adafruit");
    assertThat(of("workflow_run", foreign))
        .isEqualTo(new Nothing("the run belongs to another repository than the event"));
  }

  @Test
  void a_fork_s_push_or_merge_group_is_not_the_repository_s_own() {
    GitHubRules pushes =
        new GitHubRules(
            rules(Optional.empty(), Optional.empty()).repositories(),
            BUILD,
            GitHubRules.usual().suite(),
            Set.of("main"),
            GitHubRules.usual().approval(),
            20,
            false);
    assertThat(of(pushes, "workflow_run", run("completed", BUILD, "", "push", 8)))
        .isEqualTo(new Nothing("builds of a push are not tested"));
    assertThat(of(pushes, "workflow_run", run("completed", BUILD, "", "push", 7)))
        .isInstanceOfSatisfying(
            BuildEnded.class, e -> assertThat(e.build().kind()).isEqualTo(GateRow.Kind.PUSH));
    assertThat(of(pushes, "workflow_run", run("completed", BUILD, "", "merge_group", 8)))
        .isInstanceOf(Nothing.class);
    assertThat(of(pushes, "workflow_run", run("completed", BUILD, "", "pull_request_target", 8)))
        .isEqualTo(new Nothing("builds of a pull_request_target are not tested"));
  }

  private static String check(String action, long app, String button) {
    return """
    {"action":"%s","check_run":{"head_sha":"%s","app":{"id":%d}},
    "requested_action":{"identifier":"%s"},%s}\
    """
        .formatted(action, SHA, app, button, PLACE);
  }

  @Test
  void only_buttons_of_the_farm_s_own_checks_count() {
    assertThat(of("check_run", check("requested_action", 41, "approve")))
        .isEqualTo(new Nothing("the check is another App's"));
    assertThat(of("check_run", check("requested_action", 42, "approve")))
        .isInstanceOfSatisfying(
            Reaction.ApprovePressed.class, p -> assertThat(p.by().login()).isEqualTo("tannewt"));
    assertThat(of("check_run", check("requested_action", 42, "rm -rf")))
        .isEqualTo(new Nothing("there is no button rm -rf"));
    assertThat(of("check_run", check("rerequested", 42, "")))
        .isInstanceOf(Reaction.AgainPressed.class);
    assertThat(of("check_run", check("created", 42, ""))).isInstanceOf(Nothing.class);
    String suite =
        "{\"action\":\"rerequested\",\"check_suite\":{\"head_sha\":\"%s\",\"app\":{\"id\":%d}},%s}";
    assertThat(of("check_suite", suite.formatted(SHA, 42, PLACE)))
        .isInstanceOf(Reaction.AgainPressed.class);
    assertThat(of("check_suite", suite.formatted(SHA, 1, PLACE))).isInstanceOf(Nothing.class);
  }

  @Test
  void what_was_sent_to_no_installation_does_nothing() {
    String event =
        run("completed", BUILD, "", "pull_request", 8).replace("\"installation\":{\"id\":9},", "");
    assertThat(of("workflow_run", event))
        .isEqualTo(new Nothing("it was sent to no installation of the App"));
    assertThat(of("gollum", "{}")).isEqualTo(new Nothing("the farm does not look at gollum"));
  }
}
