/** The farm's line to GitHub's REST API, as an App. What GitHub says is never an exception. */
@NullMarked
package org.hilfarm.server.github.link;

import org.jspecify.annotations.NullMarked;
