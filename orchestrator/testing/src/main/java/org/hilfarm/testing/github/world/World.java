package org.hilfarm.testing.github.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.hilfarm.model.build.Sha256;
import org.hilfarm.testing.github.world.WorkflowRun.Workflow;

/** All that this GitHub knows. Any thread may use it. */
public final class World {
  private final InstantSource clock;
  private final AtomicLong ids = new AtomicLong(1000);
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final Map<String, Repository> repositories = new ConcurrentHashMap<>();
  private final Map<String, Workflow> workflows = new ConcurrentHashMap<>();
  private final Map<String, String> permissions = new ConcurrentHashMap<>();
  private final Map<String, Long> suites = new ConcurrentHashMap<>();
  private final List<MergeGroup> groups = new CopyOnWriteArrayList<>();
  private final NavigableMap<Long, Pull> pulls = new ConcurrentSkipListMap<>();
  private final NavigableMap<Long, WorkflowRun> runs = new ConcurrentSkipListMap<>();
  private final NavigableMap<Long, Artifact> artifacts = new ConcurrentSkipListMap<>();
  private final NavigableMap<Long, Check> checks = new ConcurrentSkipListMap<>();

  public World(InstantSource clock) {
    this.clock = clock;
  }

  /** In whole seconds, as GitHub tells times. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /** A number that nothing else has. */
  public long id() {
    return ids.incrementAndGet();
  }

  /** Forty digits of a commit, always the same for the same words. */
  public static String sha(String words) {
    return Sha256.of(words.getBytes(UTF_8)).value().substring(0, 40);
  }

  public User user(String login) {
    return users.computeIfAbsent(
        key(login), k -> new User(id(), login, login.equalsIgnoreCase("adafruit")));
  }

  /** Somebody who is known. */
  public Optional<User> knownUser(String login) {
    return Optional.ofNullable(users.get(key(login)));
  }

  /** A repository that is there, or is there from now on. */
  public Repository repository(String fullName, boolean fork) {
    String[] parts = fullName.split("/", 2);
    return repositories.computeIfAbsent(
        key(fullName), k -> new Repository(id(), user(parts[0]), parts[1], fork));
  }

  /** A repository, where there is one; names are not told apart by capitals. */
  public Optional<Repository> repository(String fullName) {
    return Optional.ofNullable(repositories.get(key(fullName)));
  }

  public List<Repository> repositories() {
    return List.copyOf(repositories.values());
  }

  /** Gives somebody a role in a repository: read, write, maintain, admin or none. */
  public void permit(Repository repository, String login, String role) {
    User known = user(login);
    permissions.put(repository.id() + " " + known.id(), role);
  }

  /** Everybody who was given a role there, by name. */
  public List<User> people(Repository repository) {
    return users.values().stream()
        .filter(u -> permissions.containsKey(repository.id() + " " + u.id()))
        .sorted(Comparator.comparing(User::login))
        .toList();
  }

  /** Everybody may read a public repository. */
  public String permission(Repository repository, User user) {
    return permissions.getOrDefault(repository.id() + " " + user.id(), "read");
  }

  /** A repository's workflow, by its file. */
  public Workflow workflow(Repository repository, String path, String name) {
    return workflows.computeIfAbsent(
        repository.id() + " " + path, k -> new Workflow(id(), path, name));
  }

  /** All of a repository's that anybody has named. */
  public List<Workflow> workflows(Repository repository) {
    return workflows.entrySet().stream()
        .filter(e -> e.getKey().startsWith(repository.id() + " "))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** A commit that nobody has made before. */
  public Commit commit(String message, User author) {
    return new Commit(sha("commit " + id()), message, author, now());
  }

  public int nextNumber() {
    return numbers.incrementAndGet();
  }

  public Pull put(Pull pull) {
    pulls.put(pull.id(), pull);
    return pull;
  }

  /** Changes a pull request as it is by now. */
  private Pull change(Pull pull, UnaryOperator<Pull> change) {
    return changed(pulls, pull.id(), p -> change.apply(p).at(now()));
  }

  public Pull push(Pull pull, Commit commit) {
    return change(pull, p -> p.with(commit));
  }

  /** Takes the place of a pull request's commits. */
  public Pull rewrite(Pull pull, List<Commit> history) {
    return change(pull, p -> p.with(history));
  }

  public Pull move(Pull pull, Pull.State state) {
    return change(pull, p -> p.with(state));
  }

  /** What it changes becomes something else. */
  public Pull touch(Pull pull, List<String> files) {
    return change(pull, p -> p.touching(files));
  }

  public Pull label(Pull pull, String name) {
    return change(pull, p -> p.with(name));
  }

  /** The newest first. */
  public List<Pull> pulls(Repository base) {
    return newest(pulls).stream().filter(p -> p.base().id() == base.id()).toList();
  }

  public Optional<Pull> pull(Repository base, int number) {
    return pulls(base).stream().filter(p -> p.number() == number).findFirst();
  }

  public WorkflowRun put(WorkflowRun run) {
    runs.put(run.id(), run);
    return run;
  }

  public WorkflowRun move(WorkflowRun run, WorkflowRun.Progress progress) {
    return changed(runs, run.id(), r -> r.with(progress));
  }

  /** The newest first. */
  public List<WorkflowRun> runs(Repository repository) {
    return newest(runs).stream().filter(r -> r.repository().id() == repository.id()).toList();
  }

  public Artifact put(Artifact artifact) {
    artifacts.put(artifact.id(), artifact);
    return artifact;
  }

  public Optional<Artifact> artifact(long id) {
    return Optional.ofNullable(artifacts.get(id));
  }

  public List<Artifact> artifacts(long run) {
    return newest(artifacts).stream().filter(a -> a.run() == run).toList();
  }

  /** Whether a commit is one of the repository's: a pull request's, a run's, a merge group's. */
  public boolean knows(Repository repository, String sha) {
    return pulls(repository).stream()
            .flatMap(p -> p.commits().stream())
            .anyMatch(c -> c.sha().equals(sha))
        || runs(repository).stream().anyMatch(r -> r.source().sha().equals(sha))
        || groups.stream().anyMatch(g -> g.head().sha().equals(sha));
  }

  public MergeGroup put(MergeGroup group) {
    groups.add(group);
    return group;
  }

  /** Whose check suite of a commit this is: an app has one for each. */
  public long suite(Repository repository, String sha) {
    return suites.computeIfAbsent(repository.id() + " " + sha, k -> id());
  }

  /** Makes a check run. */
  public Check check(Repository repository, String sha, Map<String, Object> said) {
    Check made =
        new Check(id(), repository, sha, suite(repository, sha), Map.of(), List.of(), 0, now())
            .with(said, now());
    checks.put(made.id(), made);
    return made;
  }

  public Check change(Check check, Map<String, Object> said) {
    return changed(checks, check.id(), c -> c.with(said, now()));
  }

  public Optional<Check> check(long id) {
    return Optional.ofNullable(checks.get(id));
  }

  /** All of a commit's, the newest first. */
  public List<Check> checks(Repository repository, String sha) {
    return newest(checks).stream()
        .filter(c -> c.repository().id() == repository.id() && c.sha().equals(sha))
        .toList();
  }

  private static <T> List<T> newest(NavigableMap<Long, T> all) {
    return List.copyOf(all.descendingMap().values());
  }

  private static <T> T changed(Map<Long, T> all, long id, UnaryOperator<T> change) {
    T now = all.computeIfPresent(id, (k, v) -> change.apply(v));
    if (now == null) {
      throw new IllegalArgumentException("there is nothing with the id " + id);
    }
    return now;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
