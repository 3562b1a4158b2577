/** Config files: board types, racks and suites in YAML, script headers in TOML. */
@NullMarked
package org.hilfarm.wire.config;

import org.jspecify.annotations.NullMarked;
