package org.hilfarm.farm.browser;

/** A board that means harm, and a build whose name does. */
final class HostileBoard {
  /** In a page it would be a script, and would turn what follows it around. */
  static final String NAME = "</h1><script>document.title='owned'</script>\u202egnp.exe";

  /**
   * It prints markup, words to a terminal (a title, the clipboard), a turned name and a line of a
   * megabyte; its check says the same, with addresses and characters by their numbers.
   */
  static final String SCRIPT =
      """
      # /// hil
      # name = "<img src=x onerror=alert(1)> is a name"
      # needs = []
      # timeout_s = 900
      # covers = []
      # phases = [{ run = "run" }]
      # ///
      import hil
      import sys

      HARM = "<script>document.title='owned'</script><img src=x onerror=alert(2)>"
      TERMINAL = "\\x1b]0;owned\\x07\\x1b]52;c;b3duZWQ=\\x07\\x1b[2J"
      TURNED = "\\u202egnp.exe"
      LINKS = " https://evil.example/a www.evil.example javascript://b mailto:c@evil.example"
      NAMED = " &lt;svg onload=alert(4)&gt; &#8238;gnp &#x202e;"


      def run():
          print(HARM)
          print(TERMINAL)
          print(TURNED)
          for i in range(512):
              sys.stdout.write("x" * 2048)
          print()
          hil.measure("<b>m</b>", 1, "<i>u</i>", max=0)
          hil.check("<svg onload=alert(3)>" + TURNED + LINKS + NAMED, False, TERMINAL + HARM + LINKS)
      """;

  private HostileBoard() {}
}
