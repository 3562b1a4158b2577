package org.hilfarm.wire.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hilfarm.model.script.SuiteId;

/**
 * Which workflows of GitHub Actions may come with their identity instead of a secret: the section
 * {@code oidc} of {@code board-configs/github.yaml}. Whatever can be renamed counts for nothing;
 * what counts are GitHub's numbers and the workflow's file and branch.
 *
 * @param audience whom an identity must be meant for: the farm's own address
 * @param issuer who signs identities; fixed here, never taken from one
 * @param keys where the issuer's keys are
 * @param lasts how long what an identity is exchanged for is good
 * @param repositories who may come
 * @param quota how many runs each may make, of files it sends itself
 */
public record GitHubOidc(
    String audience,
    String issuer,
    URI keys,
    Duration lasts,
    List<Repository> repositories,
    RunQuota quota) {
  /** GitHub's own issuer (docs.github.com, "OpenID Connect reference"). */
  public static final String GITHUB = "https://token.actions.githubusercontent.com";

  static final String FILE = "board-configs/github.yaml";

  private static final Pattern ADDRESS =
      Pattern.compile("https?://[^\\s/?#@]+(/[^\\s?#]*[^\\s?#/])?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}");
  private static final Pattern WORKFLOW =
      Pattern.compile("\\.github/workflows/[^\\s@/]+\\.ya?ml@refs/(heads|tags)/\\S+");
  private static final Pattern REUSED = Pattern.compile("[^\\s@]+@\\S+");

  /** A job of GitHub's own machines ends after so long. */
  private static final Duration USUAL = Duration.ofHours(6);

  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MOST = 100;

  /**
   * Events whose workflow is the repository's own. A pull request's own workflow is not: GitHub
   * gives one of a fork no identity, and one of the repository's own branches runs what the pull
   * request says.
   */
  private static final List<String> EVENTS =
      List.of("workflow_run", "push", "schedule", "workflow_dispatch", "merge_group");

  /**
   * A repository that may come.
   *
   * @param name {@code owner/name}, for people only
   * @param id GitHub's number of it
   * @param owner GitHub's number of its owner
   * @param workflows files with their branch, such as {@code
   *     .github/workflows/hil.yml@refs/heads/main}
   * @param reused reusable workflows one of which the job must be of; empty: any or none
   * @param events what may have started the workflow
   * @param push whether it may send files itself; who can change its workflow then decides whose
   *     builds reach the boards, without any approval of the farm's
   * @param suites what may be asked for with such files
   */
  public record Repository(
      String name,
      long id,
      long owner,
      List<String> workflows,
      List<String> reused,
      List<String> events,
      boolean push,
      List<SuiteId> suites) {
    public Repository {
      workflows = List.copyOf(workflows);
      reused = List.copyOf(reused);
      events = List.copyOf(events);
      suites = List.copyOf(suites);
      require(NAME.matcher(name).matches(), "repository: must be OWNER/NAME");
      require(id > 0, "repository_id: must be GitHub's number of the repository");
      require(owner > 0, "owner_id: must be GitHub's number of the owner");
      require(!workflows.isEmpty(), "workflows: say at least one");
      require(!suites.isEmpty(), "suites: say at least one");
    }
  }

  /** With the usual quota. */
  public GitHubOidc(
      String audience, String issuer, URI keys, Duration lasts, List<Repository> repositories) {
    this(audience, issuer, keys, lasts, repositories, RunQuota.usual());
  }

  public GitHubOidc {
    repositories = List.copyOf(repositories);
    require(
        lasts.isPositive() && lasts.compareTo(LONGEST) <= 0,
        "ticket_hours: must be more than 0 and at most " + LONGEST.toHours());
    require(!repositories.isEmpty(), "repositories: say at least one");
    require(
        repositories.stream().map(Repository::id).distinct().count() == repositories.size(),
        "repositories: one repository_id is there twice");
  }

  private static void require(boolean kept, String rule) {
    if (!kept) {
      throw new IllegalArgumentException(rule);
    }
  }

  /**
   * Reads it below a repository's root; empty where there is no such section. Throws with every
   * problem of the section.
   */
  public static Optional<GitHubOidc> load(Path repository) throws ConfigProblems {
    Problems problems = new Problems();
    Optional<GitHubOidc> read = read(repository, problems);
    if (!problems.all().isEmpty()) {
      throw new ConfigProblems(problems.all());
    }
    return read;
  }

  /** Everything that is wrong with it; empty where all is well. */
  public static List<ConfigProblem> check(Path repository) {
    Problems problems = new Problems();
    Optional<GitHubOidc> unused = read(repository, problems);
    return problems.all();
  }

  private static Optional<GitHubOidc> read(Path repository, Problems problems) {
    ConfigFolder folder = new ConfigFolder(repository, problems);
    return folder.has(FILE)
        ? folder
            .section(FILE)
            .flatMap(f -> f.optionalSection("oidc").flatMap(GitHubOidc::read).map(o -> o.of(f)))
        : Optional.empty();
  }

  private GitHubOidc of(Section file) {
    return new GitHubOidc(audience, issuer, keys, lasts, repositories, RunQuota.in(file));
  }

  /** Reads the section itself. */
  static Optional<GitHubOidc> read(Section section) {
    Optional<String> audience =
        section.value(
            "audience",
            matching(
                ADDRESS,
                "the farm's address, such as https://farm.example, without a slash at its end"));
    Optional<String> issuer =
        section.optional("issuer", matching(ADDRESS, "an address without a slash at its end"));
    Optional<String> keys = section.optional("keys", matching(ADDRESS, "an address"));
    Optional<Duration> lasts = section.optional("ticket_hours", Readers::hours);
    List<Repository> repositories =
        section.sections("repositories").stream()
            .limit(MOST)
            .flatMap(s -> repository(s).stream())
            .toList();
    String from = issuer.orElse(GITHUB);
    return section.build(
        () ->
            new GitHubOidc(
                audience.orElseThrow(),
                from,
                URI.create(keys.orElse(from + "/.well-known/jwks")),
                lasts.orElse(USUAL),
                repositories));
  }

  private static Optional<Repository> repository(Section section) {
    Optional<String> name = section.text("repository");
    Optional<Long> id = section.value("repository_id", Readers::whole);
    Optional<Long> owner = section.value("owner_id", Readers::whole);
    List<String> workflows =
        section.values(
            "workflows",
            matching(
                WORKFLOW,
                "a file with its branch, such as .github/workflows/hil.yml@refs/heads/main"));
    List<String> reused =
        section.values(
            "reusable_workflows", matching(REUSED, "OWNER/NAME/.github/workflows/FILE.yml@REF"));
    List<String> events = section.values("events", GitHubOidc::event);
    Optional<Boolean> push = section.optional("push", Readers::yesOrNo);
    List<SuiteId> suites = section.values("suites", SuiteId::new);
    return section.build(
        () ->
            new Repository(
                name.orElseThrow(),
                id.orElseThrow(),
                owner.orElseThrow(),
                workflows,
                reused,
                events.isEmpty() ? List.of("workflow_run") : events,
                push.orElse(false),
                suites.isEmpty() ? List.of(new SuiteId("pr")) : suites));
  }

  private static String event(String text) {
    if (EVENTS.contains(text)) {
      return text;
    }
    throw new IllegalArgumentException(
        "must be one of %s, not %s: the workflow of any other event may be a stranger's"
            .formatted(String.join(", ", EVENTS), Readers.quoted(text)));
  }

  private static Function<String, String> matching(Pattern shape, String what) {
    return text -> {
      if (shape.matcher(text).matches()) {
        return text;
      }
      throw new IllegalArgumentException(
          "must be %s, not %s".formatted(what, Readers.quoted(text)));
    };
  }
}
