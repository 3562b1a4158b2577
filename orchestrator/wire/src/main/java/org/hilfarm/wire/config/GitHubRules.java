package org.hilfarm.wire.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hilfarm.model.script.SuiteId;

/**
 * For whom on GitHub the farm works, and whose builds wait for somebody's approval; read from
 * {@code board-configs/github.yaml}, where that is there.
 *
 * @param repositories whose builds are tested; none: nobody's
 * @param workflow the file of the workflow that builds, as GitHub spells its path
 * @param suite what is run
 * @param push branches whose own builds are tested too
 * @param approval whose builds wait
 * @param runsPerDay of one pull request, after which each further one needs an approval
 * @param boardChecks whether each type of board has a check of its own beside the gate
 * @param quota how much of the farm each repository may have
 */
public record GitHubRules(
    List<Repository> repositories,
    String workflow,
    SuiteId suite,
    Set<String> push,
    Approval approval,
    int runsPerDay,
    boolean boardChecks,
    RunQuota quota) {
  static final String FILE = "board-configs/github.yaml";

  private static final int MOST = 100;
  private static final int LONGEST = 200;

  public GitHubRules {
    repositories = List.copyOf(repositories);
    push = Set.copyOf(push);
    if (!workflow.matches("\\.github/workflows/[A-Za-z0-9._-]{1,100}\\.ya?ml")) {
      throw new IllegalArgumentException(
          "workflow: must be a file's path such as .github/workflows/build.yml");
    }
    if (runsPerDay < 1 || runsPerDay > 1000) {
      throw new IllegalArgumentException("runs_per_day: must be 1 to 1000");
    }
  }

  /** With no check but the gate. */
  public GitHubRules(
      List<Repository> repositories,
      String workflow,
      SuiteId suite,
      Set<String> push,
      Approval approval,
      int runsPerDay) {
    this(repositories, workflow, suite, push, approval, runsPerDay, false);
  }

  /** With the usual quota. */
  public GitHubRules(
      List<Repository> repositories,
      String workflow,
      SuiteId suite,
      Set<String> push,
      Approval approval,
      int runsPerDay,
      boolean boardChecks) {
    this(repositories, workflow, suite, push, approval, runsPerDay, boardChecks, RunQuota.usual());
  }

  /**
   * A repository the farm works for.
   *
   * @param name {@code owner/name}, in small letters
   * @param id its number; where it is not said, the first that comes under the name is it for good
   * @param workflowId the workflow's number, where it is said too
   */
  public record Repository(String name, Optional<Long> id, Optional<Long> workflowId) {
    public Repository {
      name = name.toLowerCase(Locale.ROOT);
      if (!name.matches("[a-z0-9][a-z0-9-]{0,38}/[a-z0-9._-]{1,100}")) {
        throw new IllegalArgumentException(
            "name: must be OWNER/NAME, such as adafruit/circuitpython");
      }
    }
  }

  /**
   * Whose builds wait.
   *
   * @param tiers authors of these
   * @param paths a pull request of anybody that touches one of these waits too
   * @param label put on by somebody who may, it approves; empty: none does
   * @param least the least permission that approves
   */
  public record Approval(
      Set<Tier> tiers, List<PathPattern> paths, Optional<String> label, Permission least) {
    public Approval {
      tiers = Set.copyOf(tiers);
      paths = List.copyOf(paths);
    }
  }

  /** How far an author is trusted. */
  public enum Tier {
    /** The repository's own branches and merge queue. */
    T0,
    /** Its owner, members and collaborators. */
    T1,
    /** Who had something merged before. */
    T2,
    /** Everybody else. */
    T3
  }

  /** What somebody may do in a repository, the least first. */
  public enum Permission {
    WRITE,
    MAINTAIN,
    ADMIN
  }

  /** What holds where nobody says otherwise: for nobody, and newcomers wait. */
  public static GitHubRules usual() {
    return new GitHubRules(
        List.of(),
        ".github/workflows/build.yml",
        new SuiteId("pr"),
        Set.of(),
        new Approval(
            Set.of(Tier.T3),
            List.of(
                new PathPattern(".github/**"),
                new PathPattern("tools/ci_*"),
                new PathPattern("tools/build_release_files.py"),
                new PathPattern("ports/*/supervisor/port.c"),
                new PathPattern("**/*.ld")),
            Optional.of("hil-ok"),
            Permission.WRITE),
        20,
        false);
  }

  /** The same, for these repositories. */
  public GitHubRules with(List<Repository> others) {
    return new GitHubRules(others, workflow, suite, push, approval, runsPerDay, boardChecks, quota);
  }

  /** The same with other approvals. */
  public GitHubRules with(Approval other) {
    return new GitHubRules(
        repositories, workflow, suite, push, other, runsPerDay, boardChecks, quota);
  }

  /** The same with another quota. */
  public GitHubRules with(RunQuota other) {
    return new GitHubRules(
        repositories, workflow, suite, push, approval, runsPerDay, boardChecks, other);
  }

  /** Reads it below a repository's root; throws with every problem there is. */
  public static GitHubRules load(Path repository) throws ConfigProblems {
    Problems problems = new Problems();
    GitHubRules read = read(repository, problems);
    if (!problems.all().isEmpty()) {
      throw new ConfigProblems(problems.all());
    }
    return read;
  }

  /** Everything that is wrong with it; empty where all is well. */
  public static List<ConfigProblem> check(Path repository) {
    Problems problems = new Problems();
    GitHubRules unused = read(repository, problems);
    return problems.all();
  }

  private static GitHubRules read(Path repository, Problems problems) {
    ConfigFolder folder = new ConfigFolder(repository, problems);
    return folder.has(FILE)
        ? folder.section(FILE).flatMap(GitHubRules::read).orElse(usual())
        : usual();
  }

  private static Optional<GitHubRules> read(Section file) {
    GitHubRules usual = usual();
    List<Repository> repositories = repositories(file);
    Optional<String> workflow = file.optional("workflow", Function.identity());
    Optional<SuiteId> suite = file.optional("suite", SuiteId::new);
    Set<String> push = new LinkedHashSet<>(file.values("push", GitHubRules::branch));
    Optional<Approval> approval =
        file.optionalSection("approval").flatMap(a -> approval(a, usual.approval()));
    int runs = file.optional("runs_per_day", GitHubRules::count).orElse(usual.runsPerDay());
    boolean boardChecks = file.optional("board_checks", Readers::yesOrNo).orElse(false);
    RunQuota quota = RunQuota.in(file);
    boolean unused = file.has("oidc"); // read by who answers the action
    return file.build(
        () ->
            new GitHubRules(
                repositories,
                workflow.orElse(usual.workflow()),
                suite.orElse(usual.suite()),
                push,
                approval.orElse(usual.approval()),
                runs,
                boardChecks,
                quota));
  }

  private static List<Repository> repositories(Section file) {
    List<Section> sections = file.sections("repositories");
    if (sections.size() > MOST) {
      file.problem("repositories", "more than %d".formatted(MOST));
    }
    Set<String> names = new LinkedHashSet<>();
    return sections.stream()
        .limit(MOST)
        .flatMap(
            section -> {
              Optional<String> name = section.text("name");
              Optional<Long> id = section.optional("id", Readers::whole);
              Optional<Long> workflow = section.optional("workflow_id", Readers::whole);
              if (name.isPresent() && !names.add(name.get().toLowerCase(Locale.ROOT))) {
                section.problem("name", "is listed already");
              }
              return section.build(() -> new Repository(name.orElseThrow(), id, workflow)).stream();
            })
        .toList();
  }

  private static Optional<Approval> approval(Section section, Approval usual) {
    boolean tiersSaid = section.has("tiers");
    boolean pathsSaid = section.has("paths");
    Set<Tier> tiers =
        new LinkedHashSet<>(section.values("tiers", Readers.oneOf(Tier.class, Enum::name)));
    if (tiers.contains(Tier.T0)) {
      section.problem("tiers", "T0 is nobody's pull request, so nobody could approve it");
    }
    List<PathPattern> paths = section.values("paths", PathPattern::new);
    Optional<String> label = section.optional("label", Readers::line);
    Optional<Permission> least =
        section.optional("least", Readers.oneOf(Permission.class, Readers::dashed));
    return section.build(
        () ->
            new Approval(
                tiersSaid ? tiers : usual.tiers(),
                pathsSaid ? paths : usual.paths(),
                label.or(usual::label),
                least.orElse(usual.least())));
  }

  private static String branch(String text) {
    if (!text.matches("[A-Za-z0-9._/-]{1," + LONGEST + "}")) {
      throw new IllegalArgumentException("must be a branch's name, such as main");
    }
    return text;
  }

  private static int count(String text) {
    return (int) Math.min(Integer.MAX_VALUE, Readers.whole(text));
  }
}
