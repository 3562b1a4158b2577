/**
 * Test scripts as tests of the JUnit Platform, and a whole job on one board. The only package that
 * knows the JUnit Platform.
 */
@NullMarked
package org.hilfarm.engine;

import org.jspecify.annotations.NullMarked;
