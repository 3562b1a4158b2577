package org.hilfarm.testing.github.hook;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.testing.github.view.ActionsViews;
import org.hilfarm.testing.github.view.AppViews;
import org.hilfarm.testing.github.view.CheckViews;
import org.hilfarm.testing.github.view.PullViews;
import org.hilfarm.testing.github.view.Views;
import org.hilfarm.testing.github.world.App;
import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.MergeGroup;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.User;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.testing.github.world.World;
import org.hilfarm.wire.json.Json;
import org.jspecify.annotations.Nullable;

/** What webhooks say. Any thread may use it. */
public final class Payloads {
  private final Views views;
  private final AppViews apps;
  private final PullViews pulls;
  private final ActionsViews actions;
  private final CheckViews checks;

  public Payloads(Views views, App app, World world) {
    this.views = views;
    apps = new AppViews(views, app);
    pulls = new PullViews(views);
    actions = new ActionsViews(views, world);
    checks = new CheckViews(views, apps, world);
  }

  /** With further fields of the action's own, such as {@code before} and {@code after}. */
  public Delivery.Message pullRequest(
      String action, Pull pull, User sender, Map<String, ?> further) {
    Map<String, @Nullable Object> payload = start(action, pull.base(), sender);
    payload.put("number", pull.number());
    payload.put("pull_request", pulls.full(pull));
    payload.putAll(further);
    return message("pull_request", action, pull.base(), payload);
  }

  /** A label as its action has it. */
  public Map<String, ?> label(Pull pull, String name) {
    return Map.of("label", pulls.label(pull.base(), name));
  }

  public Delivery.Message workflowRun(String action, WorkflowRun run) {
    Map<String, @Nullable Object> payload = start(action, run.repository(), run.source().actor());
    payload.put("workflow", actions.workflow(run));
    payload.put("workflow_run", actions.run(run));
    return message("workflow_run", action, run.repository(), payload);
  }

  /** With {@code requested_action} where that is the action. */
  public Delivery.Message checkRun(
      String action, Check check, User sender, Map<String, ?> further) {
    Map<String, @Nullable Object> payload = start(action, check.repository(), sender);
    payload.put("check_run", checks.heard(check));
    payload.putAll(further);
    return message("check_run", action, check.repository(), payload);
  }

  /** Re-run all: GitHub knows no commit's message here but the pull request's. */
  public Delivery.Message checkSuite(String action, Check check, Pull pull, User sender) {
    Map<String, @Nullable Object> payload = start(action, check.repository(), sender);
    payload.put("check_suite", checks.suite(check, pull.headCommit()));
    return message("check_suite", action, check.repository(), payload);
  }

  /** With a {@code reason} where the group is destroyed. */
  public Delivery.Message mergeGroup(
      String action, MergeGroup group, User sender, Map<String, ?> further) {
    Map<String, @Nullable Object> payload = start(action, group.repository(), sender);
    payload.put("merge_group", pulls.mergeGroup(group));
    payload.putAll(further);
    return message("merge_group", action, group.repository(), payload);
  }

  /** The app is put on a repository's owner, or taken off. */
  public Delivery.Message installation(String action, Repository repository, User sender) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("action", action);
    Map<String, @Nullable Object> installation =
        new LinkedHashMap<>(apps.installation(repository.owner()));
    if (action.equals("suspend")) {
      installation.put("suspended_by", views.user(sender));
      installation.put("suspended_at", installation.get("updated_at"));
    }
    payload.put("installation", installation);
    payload.put("repositories", List.of(views.brief(repository)));
    payload.put("sender", views.user(sender));
    return message("installation", action, repository, payload);
  }

  /** The app is given a repository, or loses it. */
  public Delivery.Message installationRepositories(
      String action, Repository repository, User sender) {
    boolean added = action.equals("added");
    List<?> one = List.of(views.brief(repository));
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("action", action);
    payload.put("installation", apps.installation(repository.owner()));
    payload.put("repository_selection", "selected");
    payload.put("repositories_added", added ? one : List.of());
    payload.put("repositories_removed", added ? List.of() : one);
    payload.put("requester", null);
    payload.put("sender", views.user(sender));
    return message("installation_repositories", action, repository, payload);
  }

  private Map<String, @Nullable Object> start(String action, Repository repository, User sender) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("action", action);
    payload.put("repository", views.repository(repository));
    payload.put("sender", views.user(sender));
    payload.put("installation", apps.lite());
    return payload;
  }

  private static Delivery.Message message(
      String event, String action, Repository repository, Map<String, ?> payload) {
    return new Delivery.Message(event, action, Json.write(payload), repository.id());
  }
}
