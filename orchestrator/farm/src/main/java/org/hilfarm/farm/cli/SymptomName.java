package org.hilfarm.farm.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.hilfarm.farm.show.Plain;
import org.hilfarm.virtual.demo.Symptom;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a symptom's name, and lists them all where there is none of that name. */
final class SymptomName implements ITypeConverter<Symptom> {
  @Override
  public Symptom convert(String text) {
    return Symptom.of(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "there is no \"%s\"; there are %s".formatted(Plain.text(text), all())));
  }

  private static String all() {
    return Arrays.stream(Symptom.values()).map(Symptom::id).collect(Collectors.joining(", "));
  }
}
