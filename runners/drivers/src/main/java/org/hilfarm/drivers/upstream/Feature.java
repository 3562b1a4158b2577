package org.hilfarm.drivers.upstream;

import java.util.List;
import java.util.regex.Pattern;
import org.hilfarm.model.script.ScriptId;

/**
 * Something a firmware may lack and many upstream tests take for granted: tests/run-tests.py finds
 * out with tests/feature_check and skips tests by their names.
 *
 * @param name what it is, for the reason of a skip
 * @param tests names of the tests that need it
 * @param probe prints {@code yes} where it is there; empty: no board has it
 */
public record Feature(String name, Pattern tests, String probe) {
  private static final String COMPLEX =
      "/float/(complex1|complex1_intbig|complex1_micropython|complex_reverse_op"
          + "|complex_special_methods|complex_dunder|int_big_float|true_value|types)$";
  private static final String FLOAT_32 =
      "/float/(float2int_intbig|float_struct_e|bytes_construct|bytearray_construct"
          + "|float_format_ints_power10)$";
  private static final String FLOAT_64 =
      "/float/(float_divmod|float2int_doubleprec_intbig|float_struct_e_doubleprec"
          + "|float_format_ints_doubleprec|float_parse_doubleprec)$";
  private static final String UNIX_ONLY =
      "/(basics/exception_chain|micropython/meminfo|unicode/file1|unicode/file2"
          + "|unicode/file_invalid)$";

  private static final String REVERSED = "class A:\n def __radd__(self, b): return 1\n\n5 + A()\n";

  private static final List<Feature> ALL =
      List.of(
          of("the Unix port", UNIX_ONLY, ""),
          of("native code", "/(native|viper)_[^/]*$", "@micropython.native\ndef f(): pass\n"),
          of("assembler for Thumb", "/inlineasm/thumb/", assembler("thumb", "add(r0, r0, r0)")),
          of("assembler for Thumb 2", "/asm_thumb2_[^/]*$", assembler("thumb", "it(eq)\n nop()")),
          of("assembler for VFP", "/asm_vfp_[^/]*$", assembler("thumb", "vadd(s0, s1, s2)")),
          of("assembler for Xtensa", "/inlineasm/xtensa/", assembler("xtensa", "add(a0, a0, a0)")),
          of("assembler for RISC-V", "/inlineasm/rv32/", assembler("rv32", "add(a0, a0, a0)")),
          of("integers of any size", "/((int_big|ffi_int)[^/]*|[^/]*_intbig)$", "1 << 100\n"),
          of("async", "/((async|asyncio)_[^/]*|[^/]*_async)$", "async def f(): pass\n"),
          of("const", "/const[^/]*$", "from micropython import const\n"),
          of("sets", "/((set_|frozenset)[^/]*|[^/]*_set)$", "{1}\n"),
          of("reverse operators", "/[^/]*reverse_op[^/]*$", REVERSED),
          of("f-strings", "/(string_fstring[^/]*|[^/]*_fstring)$", "a = 1; f'{a}'\n"),
          of("t-strings", "/(string_tstring[^/]*|[^/]*_tstring)$", "a = 1; t'{a}'\n"),
          of("complex numbers", COMPLEX, "complex\n"),
          of("floats of 32 bits", FLOAT_32, "if float('1.0000001') == 1.0: raise SystemExit\n"),
          of(
              "floats of 64 bits",
              FLOAT_64,
              "if float('1e300') == float('inf'): raise SystemExit\n"));

  private static Feature of(String name, String tests, String probe) {
    return new Feature(name, Pattern.compile(tests), probe);
  }

  private static String assembler(String arch, String code) {
    return "@micropython.asm_%s\ndef f():\n %s\n".formatted(arch, code);
  }

  /** Those a test needs. */
  public static List<Feature> of(ScriptId test) {
    return ALL.stream().filter(f -> f.tests.matcher(test.value()).find()).toList();
  }

  /** The code that finds out. */
  public String question() {
    return probe + "print('yes')\n";
  }

  /** Why a test is skipped where it is not there. */
  public String reason() {
    return probe.isEmpty()
        ? "it is for %s, as run-tests.py has it".formatted(name)
        : "it needs %s, which this firmware has not".formatted(name);
  }
}
