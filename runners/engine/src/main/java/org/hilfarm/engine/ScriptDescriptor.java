package org.hilfarm.engine;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.hilfarm.model.script.Script;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** One script as a test: its sentence is the name, its subject and abilities are tags. */
final class ScriptDescriptor extends AbstractTestDescriptor {
  private final Script script;

  ScriptDescriptor(UniqueId parent, Script script) {
    super(
        parent.append("script", script.id().value()),
        script.name(),
        new ScriptSource(script.id().value() + ".py"));
    this.script = script;
  }

  Script script() {
    return script;
  }

  @Override
  public Type getType() {
    return Type.TEST;
  }

  @Override
  public Set<TestTag> getTags() {
    Set<TestTag> tags = new LinkedHashSet<>();
    tags.add(TestTag.create(script.subject()));
    script.needs().forEach(ability -> tags.add(TestTag.create(ability.value())));
    return tags;
  }

  @Override
  public String getLegacyReportingName() {
    return script.id().value();
  }

  /**
   * Where a script comes from. Its text came with the work, so there may be no such file here.
   *
   * @param path below test-scripts
   */
  record ScriptSource(String path) implements TestSource {
    private static final long serialVersionUID = 1L;
  }

  /** The path below test-scripts. */
  Optional<String> path() {
    return getSource().map(source -> ((ScriptSource) source).path());
  }
}
