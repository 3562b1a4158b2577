/** A pull request's build: one image for each board type, each known by its digest. */
@NullMarked
package org.hilfarm.model.build;

import org.jspecify.annotations.NullMarked;
