package org.hilfarm.agent.lease;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hilfarm.agent.console.Consoles;
import org.hilfarm.engine.BoardJob;
import org.hilfarm.engine.JobInput;
import org.hilfarm.engine.JobResult;
import org.hilfarm.model.lease.Progress;
import org.hilfarm.process.Tools;

/** Does the work with the engine, on the boards of this rack. Any thread may use it. */
public final class EngineRunner implements JobRunner {
  private final Path root;
  private final Tools tools;
  private final BoardJob job;
  private final Consoles consoles;

  /**
   * @param root the rack's: {@code /}, or the folder of a virtual rack
   * @param consoles hear what boards say
   */
  public EngineRunner(Path root, Tools tools, InstantSource clock, Consoles consoles) {
    this.consoles = consoles;
    this.root = root;
    this.tools = tools;
    job = new BoardJob(clock);
  }

  @Override
  public Done run(Work work, Consumer<Progress> progress, BooleanSupplier unwanted)
      throws InterruptedException {
    JobResult result =
        job.perform(
            new JobInput(
                root,
                work.slot(),
                work.offer(),
                work.image(),
                tools,
                work.elf(),
                consoles.of(work.slot().serial())),
            progress::accept,
            unwanted);
    if (Thread.interrupted()) {
      throw new InterruptedException("the work on slot " + work.slot().id() + " was interrupted");
    }
    return new Done(result.report(), result.attachments());
  }
}
