/** Where a schedule's build comes from: a folder, GitHub, a web server. */
@NullMarked
package org.hilfarm.server.source;

import org.jspecify.annotations.NullMarked;
