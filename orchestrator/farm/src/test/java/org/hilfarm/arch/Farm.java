package org.hilfarm.arch;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** Every class that ships, of every module. */
final class Farm {
  private Farm() {}

  static JavaClasses classes() {
    return new ClassFileImporter()
        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .withImportOption(place -> !place.contains("-tests.jar"))
        .importPackages("org.hilfarm");
  }
}
