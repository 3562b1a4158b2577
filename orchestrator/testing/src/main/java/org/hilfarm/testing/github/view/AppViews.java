package org.hilfarm.testing.github.view;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hilfarm.testing.github.world.App;
import org.hilfarm.testing.github.world.User;
import org.jspecify.annotations.Nullable;

/** The app and its installation as GitHub shows them. */
public record AppViews(Views views, App app) {
  private static final Instant LONG_AGO = Instant.parse("2026-01-05T09:00:00Z");

  public Map<String, @Nullable Object> integration() {
    return new Fields()
        .id("A_", app.id())
        .and("slug", app.slug())
        .and("owner", views.user(app.owner()))
        .and("name", app.slug())
        .and("description", null)
        .and("external_url", views.web() + "/apps/" + app.slug())
        .and("html_url", views.web() + "/apps/" + app.slug())
        .and("created_at", LONG_AGO)
        .and("updated_at", LONG_AGO)
        .and("permissions", app.permissions())
        .and("events", App.EVENTS)
        .map();
  }

  public Map<String, @Nullable Object> installation(User account) {
    String url = views.api() + "/app/installations/" + app.installation();
    return new Fields()
        .and("id", app.installation())
        .and("account", views.user(account))
        .and("repository_selection", "selected")
        .and("access_tokens_url", url + "/access_tokens")
        .and("repositories_url", views.api() + "/installation/repositories")
        .and("html_url", views.web() + "/settings/installations/" + app.installation())
        .and("app_id", app.id())
        .and("app_slug", app.slug())
        .and("target_id", account.id())
        .and("target_type", account.organization() ? "Organization" : "User")
        .and("permissions", app.permissions())
        .and("events", App.EVENTS)
        .and("created_at", LONG_AGO)
        .and("updated_at", LONG_AGO)
        .all(null, "single_file_name", "suspended_by", "suspended_at")
        .map();
  }

  /** As webhooks name it. */
  public Map<String, @Nullable Object> lite() {
    return new Fields().id("MDI_", app.installation()).map();
  }

  /** Somebody's role in a repository; the coarse permission knows no {@code maintain}. */
  public Map<String, @Nullable Object> collaborator(User user, String role) {
    String coarse =
        switch (role) {
          case "maintain" -> "write";
          case "triage" -> "read";
          default -> role;
        };
    boolean writes = List.of("write", "maintain", "admin").contains(role);
    Map<String, @Nullable Object> known = new LinkedHashMap<>(views.user(user));
    known.put("role_name", role);
    known.put(
        "permissions",
        new Fields()
            .and("pull", !role.equals("none"))
            .and("triage", writes || role.equals("triage"))
            .and("push", writes)
            .and("maintain", role.equals("maintain") || role.equals("admin"))
            .and("admin", role.equals("admin"))
            .map());
    return new Fields().and("permission", coarse).and("role_name", role).and("user", known).map();
  }
}
