/** The HTTP server: who may do what, how answers look, where routes are added. */
@NullMarked
package org.hilfarm.server.web;

import org.jspecify.annotations.NullMarked;
