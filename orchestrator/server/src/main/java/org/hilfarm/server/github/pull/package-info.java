/**
 * Pull requests, their gates and who lets them pass: what reactions do. Who a build belongs to is
 * asked of GitHub, never of the build.
 */
@NullMarked
package org.hilfarm.server.github.pull;

import org.jspecify.annotations.NullMarked;
