/** What a rack's host lacks, each with what mends it. Nothing is changed and no port switched. */
@NullMarked
package org.hilfarm.farm.doctor;

import org.jspecify.annotations.NullMarked;
