package org.hilfarm.testing.github.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.testing.github.world.Artifact;
import org.hilfarm.testing.github.world.Commit;
import org.hilfarm.testing.github.world.Pull;
import org.hilfarm.testing.github.world.Repository;
import org.hilfarm.testing.github.world.WorkflowRun;
import org.hilfarm.testing.github.world.World;
import org.jspecify.annotations.Nullable;

/** Workflow runs and artifacts as GitHub shows them. */
public record ActionsViews(Views views, World world) {
  private static final Duration KEPT = Duration.ofDays(90);

  public Map<String, @Nullable Object> run(WorkflowRun run) {
    Repository repository = run.repository();
    String url = views.url(repository, "/actions/runs/" + run.id());
    long suite = run.id() + 1_000_000;
    return new Fields()
        .id("WFR_", run.id())
        .and("name", run.workflow().name())
        .and("head_branch", run.source().branch())
        .and("head_sha", run.source().sha())
        .and("path", run.workflow().path())
        .and("display_title", commit(run).message())
        .and("run_number", run.number())
        .and("run_attempt", run.progress().attempt())
        .and("event", run.source().event())
        .and("status", run.progress().status())
        .and("conclusion", run.progress().conclusion())
        .and("workflow_id", run.workflow().id())
        .and("check_suite_id", suite)
        .and("check_suite_node_id", Fields.node("CS_", suite))
        .and("check_suite_url", views.url(repository, "/check-suites/" + suite))
        .and("url", url)
        .and("html_url", views.page(repository, "/actions/runs/" + run.id()))
        .and("jobs_url", url + "/jobs")
        .and("logs_url", url + "/logs")
        .and("artifacts_url", url + "/artifacts")
        .and("cancel_url", url + "/cancel")
        .and("rerun_url", url + "/rerun")
        .and("previous_attempt_url", null)
        .and("workflow_url", views.url(repository, "/actions/workflows/" + run.workflow().id()))
        .and("pull_requests", pulls(run))
        .and("created_at", run.created())
        .and("updated_at", run.created())
        .and("run_started_at", run.created())
        .and("actor", views.user(run.source().actor()))
        .and("triggering_actor", views.user(run.source().actor()))
        .and("referenced_workflows", List.of())
        .and("head_commit", new PullViews(views).commit(commit(run)))
        .and("repository", views.minimal(repository))
        .and("head_repository", views.minimal(run.source().head()))
        .map();
  }

  /** Of a fork's branch none is named: that is how GitHub is. */
  private List<Map<String, @Nullable Object>> pulls(WorkflowRun run) {
    return world.pulls(run.repository()).stream()
        .filter(p -> p.head().id() == run.repository().id())
        .filter(p -> p.headSha().equals(run.source().sha()))
        .filter(p -> p.standing().state() == Pull.State.OPEN)
        .map(new PullViews(views)::minimal)
        .toList();
  }

  private Commit commit(WorkflowRun run) {
    return world.pulls(run.repository()).stream()
        .flatMap(p -> p.commits().stream())
        .filter(c -> c.sha().equals(run.source().sha()))
        .findFirst()
        .orElse(new Commit(run.source().sha(), "A commit", run.source().actor(), run.created()));
  }

  public Map<String, @Nullable Object> workflow(WorkflowRun run) {
    long id = run.workflow().id();
    String page = views.page(run.repository(), "/blob/main/" + run.workflow().path());
    return new Fields()
        .id("W_", id)
        .and("name", run.workflow().name())
        .and("path", run.workflow().path())
        .and("state", "active")
        .and("created_at", run.created())
        .and("updated_at", run.created())
        .and("url", views.url(run.repository(), "/actions/workflows/" + id))
        .and("html_url", page)
        .and("badge_url", page + "/badge.svg")
        .map();
  }

  public Map<String, @Nullable Object> artifact(WorkflowRun run, Artifact artifact) {
    String url = views.url(run.repository(), "/actions/artifacts/" + artifact.id());
    Fields fields =
        new Fields()
            .id("A_", artifact.id())
            .and("name", artifact.name())
            .and("size_in_bytes", artifact.content().length)
            .and("url", url)
            .and("archive_download_url", url + "/zip")
            .and("expired", artifact.lies().expired())
            .and("created_at", artifact.created())
            .and("updated_at", artifact.created())
            .and("expires_at", artifact.created().plus(KEPT))
            .and("workflow_run", runOf(run));
    Optional<String> said = artifact.lies().digest();
    String digest = said.orElse("sha256:" + Sha256.of(artifact.content()).value());
    return (digest.isEmpty() ? fields : fields.and("digest", digest)).map();
  }

  private static Map<String, @Nullable Object> runOf(WorkflowRun run) {
    return new Fields()
        .and("id", run.id())
        .and("repository_id", run.repository().id())
        .and("head_repository_id", run.source().head().id())
        .and("head_branch", run.source().branch())
        .and("head_sha", run.source().sha())
        .map();
  }
}
