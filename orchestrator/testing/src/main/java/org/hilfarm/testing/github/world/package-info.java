/** What this GitHub knows: users, repositories, pull requests, runs, artifacts, checks. */
@NullMarked
package org.hilfarm.testing.github.world;

import org.jspecify.annotations.NullMarked;
