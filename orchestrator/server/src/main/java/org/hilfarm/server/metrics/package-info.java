/** What the farm counts, in the words of Prometheus; the only package that knows Micrometer. */
@NullMarked
package org.hilfarm.server.metrics;

import org.jspecify.annotations.NullMarked;
