/** What was compared, as a document for people and as JSON for programs. */
@NullMarked
package org.hilfarm.farm.compare.page;

import org.jspecify.annotations.NullMarked;
