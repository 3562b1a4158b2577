/** GitHub's REST API, as far as the farm asks it. */
@NullMarked
package org.hilfarm.testing.github.rest;

import org.jspecify.annotations.NullMarked;
