/** Allure: results from stored reports, and reports from results. Nothing else knows Allure. */
@NullMarked
package org.hilfarm.server.allure;

import org.jspecify.annotations.NullMarked;
