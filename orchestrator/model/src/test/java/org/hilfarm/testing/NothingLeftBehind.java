package org.hilfarm.testing;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Fails a test, and a test class, that leaves behind a thread, a child process, a port, device,
 * file or pipe that is open, or a temporary file, and names it. What was there before does not
 * count.
 *
 * <p>Nobody registers it: it is found on the class path of every module's tests, comes before every
 * other extension and so looks last. What ends a moment late (a thread on its last line) is given
 * time to go. Virtual threads are not seen; what they hold open is.
 */
public final class NothingLeftBehind
    implements BeforeAllCallback,
        TestInstancePreConstructCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback {
  /** How many milliseconds what ends late is given, where 5000 do not suit. */
  static final String PATIENCE = "org.hilfarm.testing.patience_ms";

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(NothingLeftBehind.class);

  /** What an extension starts once for many test classes is there from here on. */
  public static void sharedFromHere(ExtensionContext testClass) {
    testClass.getStore(OURS).put(testClass.getUniqueId(), Present.now());
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Present.settle();
    sharedFromHere(context);
  }

  /** A test's constructor belongs to the test. */
  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    remember(context);
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    remember(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check(context, "the test");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    check(context, "the test class");
  }

  private static void remember(ExtensionContext context) {
    context.getStore(OURS).computeIfAbsent(context.getUniqueId(), id -> Present.now());
  }

  private static void check(ExtensionContext context, String who) {
    Present before = context.getStore(OURS).get(context.getUniqueId(), Present.class);
    if (before == null) {
      throw new IllegalStateException("nobody looked before " + context.getUniqueId());
    }
    long due = System.nanoTime() + patience(context);
    Set<String> left = Present.now().since(before);
    while (!left.isEmpty() && System.nanoTime() - due < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      left = Present.now().since(before);
    }
    if (!left.isEmpty()) {
      context.getParent().ifPresent(NothingLeftBehind::namedOnce);
      throw new AssertionError(who + " left behind:\n  " + String.join("\n  ", left));
    }
  }

  /** The classes around a test do not name again what it was blamed for. */
  private static void namedOnce(ExtensionContext around) {
    sharedFromHere(around);
    around.getParent().ifPresent(NothingLeftBehind::namedOnce);
  }

  private static long patience(ExtensionContext context) {
    Optional<String> told = context.getConfigurationParameter(PATIENCE);
    return TimeUnit.MILLISECONDS.toNanos(told.map(Long::parseLong).orElse(5000L));
  }
}
