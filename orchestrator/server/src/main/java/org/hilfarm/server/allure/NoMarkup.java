package org.hilfarm.server.allure;

import java.util.regex.Pattern;

/**
 * Text as Allure's pages can take it. They write a result's message and trace (allure-generator
 * 2.34, helper {@code ansi}) and a parameter or a line of the environment that begins like an
 * address ({@code linky}) into the page as markup, and make links of whatever looks like one in the
 * name of a step ({@code text-with-links}). So nothing that leaves here can be taken for an
 * element, for a character by its name, or for an address; people still read what was said, and the
 * files beside have it to the letter.
 */
final class NoMarkup {
  /** The name or the number of a character: an ampersand by itself means nothing. */
  private static final Pattern CHARACTER = Pattern.compile("&(?=[A-Za-z0-9#])");

  private static final Pattern ADDRESS = Pattern.compile("(?i)://|(?<=\\bmailto):");
  private static final Pattern HOST = Pattern.compile("(?i)\\b(www)\\.");

  private NoMarkup() {}

  /** The same without anything that a page obeys. */
  static String in(String text) {
    String plain = text.replace('<', '‹').replace('>', '›');
    plain = CHARACTER.matcher(plain).replaceAll("＆");
    plain = ADDRESS.matcher(plain).replaceAll(found -> "[:]" + found.group().substring(1));
    return HOST.matcher(plain).replaceAll("$1[.]");
  }
}
