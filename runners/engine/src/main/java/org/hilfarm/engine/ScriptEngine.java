package org.hilfarm.engine;

import java.util.List;
import org.hilfarm.model.board.BoardSerial;
import org.hilfarm.model.report.Outcome;
import org.hilfarm.model.report.ScriptReport;
import org.hilfarm.model.script.Script;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.opentest4j.TestAbortedException;

/**
 * Runs scripts as tests of the JUnit Platform, one after the other on the calling thread; the board
 * is part of each test's id, since the same script runs on many. It stops between scripts when the
 * request's cancellation token says so, never within one.
 */
public final class ScriptEngine implements TestEngine {
  /** The engine's id. */
  public static final String ID = "hil-farm";

  private final BoardSerial board;
  private final List<Script> scripts;
  private final ScriptRunner runner;

  public ScriptEngine(BoardSerial board, List<Script> scripts, ScriptRunner runner) {
    this.board = board;
    this.scripts = List.copyOf(scripts);
    this.runner = runner;
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
    EngineDescriptor engine = new EngineDescriptor(uniqueId, "HIL Farm scripts on " + board);
    UniqueId parent = uniqueId.append("board", board.value());
    scripts.forEach(script -> engine.addChild(new ScriptDescriptor(parent, script)));
    return engine;
  }

  @Override
  public void execute(ExecutionRequest request) {
    EngineExecutionListener listener = request.getEngineExecutionListener();
    TestDescriptor root = request.getRootTestDescriptor();
    listener.executionStarted(root);
    for (TestDescriptor child : root.getChildren()) {
      if (request.getCancellationToken().isCancellationRequested()) {
        listener.executionSkipped(child, "cancelled");
      } else {
        listener.executionStarted(child);
        listener.executionFinished(child, run(((ScriptDescriptor) child).script()));
      }
    }
    listener.executionFinished(root, TestExecutionResult.successful());
  }

  private TestExecutionResult run(Script script) {
    try {
      return result(runner.run(script));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return TestExecutionResult.aborted(e);
    } catch (RuntimeException bug) {
      return TestExecutionResult.failed(bug);
    }
  }

  private static TestExecutionResult result(ScriptReport report) {
    return switch (report.outcome()) {
      case Outcome.Passed passed -> TestExecutionResult.successful();
      case Outcome.Failed failed ->
          TestExecutionResult.failed(new AssertionError(failed.fault().toString()));
      case Outcome.Skipped skipped ->
          TestExecutionResult.aborted(new TestAbortedException(skipped.reason()));
      case Outcome.NotRun notRun ->
          TestExecutionResult.aborted(new TestAbortedException(notRun.fault().toString()));
    };
  }
}
