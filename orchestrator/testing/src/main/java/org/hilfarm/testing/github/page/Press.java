package org.hilfarm.testing.github.page;

import org.hilfarm.testing.github.world.Check;
import org.hilfarm.testing.github.world.Pull;

/** What a page's buttons do. */
public interface Press {
  /** A check's own button. */
  void action(Check check, String identifier, String by);

  /** "Re-run" beside a check. */
  void rerun(Check check, String by);

  /** "Re-run all checks". */
  void rerunAll(Check check, Pull pull, String by);
}
