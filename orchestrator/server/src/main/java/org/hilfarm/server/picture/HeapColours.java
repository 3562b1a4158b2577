package org.hilfarm.server.picture;

/** The lines of a heap picture; dashes tell them apart where colours do not. */
enum HeapColours {
  FREE("free", "free", false),
  ALLOCATED("allocated", "allocated", false),
  LARGEST("largest", "largest block that could be had", true),
  SHARE("share", "fragmented: 1 - largest / free", true);

  /** The page's own colours follow the reader's; each has 4.5:1 and more on its ground. */
  static final String STYLE =
      """
      <style>
      .page{fill:#fff}text{font:12px system-ui,sans-serif}.head{font-weight:600;font-size:15px}
      .head,.text{fill:#1b1f24}.soft{fill:#57606a}path{fill:none}
      .grid{stroke:#d8dee4}.axis{stroke:#57606a}.round{stroke:#d8dee4;stroke-dasharray:2 3}
      .moment{stroke:#8c959f;stroke-dasharray:1 3}
      .line{stroke-width:2}.dot{stroke-width:5;stroke-linecap:round}
      .line.allocated{stroke-dasharray:7 3}.line.largest{stroke-dasharray:2 3}
      .line.share{stroke-dasharray:9 3 2 3}
      .free{stroke:#0550ae}.allocated{stroke:#953800}.largest{stroke:#116329}.share{stroke:#6639ba}
      @media(prefers-color-scheme:dark){
      .page{fill:#14181d}.head,.text{fill:#e6edf3}.soft{fill:#9ba7b4}
      .grid,.round{stroke:#30363d}.axis{stroke:#9ba7b4}.moment{stroke:#6e7681}
      .free{stroke:#79b8ff}.allocated{stroke:#ffab70}.largest{stroke:#7ee787}.share{stroke:#d2a8ff}}
      </style>\
      """;

  private final String line;
  private final String words;
  private final boolean needsLargest;

  HeapColours(String line, String words, boolean needsLargest) {
    this.line = line;
    this.words = words;
    this.needsLargest = needsLargest;
  }

  String line() {
    return line;
  }

  String words() {
    return words;
  }

  boolean needsLargest() {
    return needsLargest;
  }
}
