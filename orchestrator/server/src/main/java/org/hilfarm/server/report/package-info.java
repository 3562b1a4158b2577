/** Reports come in, are kept, and become runs that people can read. */
@NullMarked
package org.hilfarm.server.report;

import org.jspecify.annotations.NullMarked;
