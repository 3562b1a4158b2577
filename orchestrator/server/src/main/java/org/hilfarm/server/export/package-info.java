/**
 * A finished run for other programs: JUnit XML, CTRF, Allure's results. Made from what is stored.
 */
@NullMarked
package org.hilfarm.server.export;

import org.jspecify.annotations.NullMarked;
