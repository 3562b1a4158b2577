/** The farm's pages as a browser shows them: real pages, real boards' words, a real Chromium. */
@NullMarked
package org.hilfarm.farm.browser;

import org.jspecify.annotations.NullMarked;
