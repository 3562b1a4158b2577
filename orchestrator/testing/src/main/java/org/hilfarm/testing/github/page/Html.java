package org.hilfarm.testing.github.page;

/** Text made safe for a page. */
final class Html {
  private Html() {}

  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A page with GitHub's kind of look. */
  static String page(String title, String body) {
    return """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8"><title>%s</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <style>
    body { font: 14px/1.5 system-ui, sans-serif; margin: 0; color: #1f2328; background: #fff }
    header { background: #24292f; color: #fff; padding: 12px 24px; font-weight: 600 }
    header a { color: #fff }
    main { max-width: 1280px; margin: 24px auto; padding: 0 16px }
    h1 { font-size: 26px; font-weight: 400 } h1 small { color: #59636e }
    .pill { border-radius: 2em; padding: 4px 12px; color: #fff; background: #1a7f37 }
    .closed { background: #cf222e } .merged { background: #8250df }
    .box { border: 1px solid #d1d9e0; border-radius: 6px; margin: 16px 0 }
    .box > div { padding: 10px 16px; border-top: 1px solid #d1d9e0 }
    .box > div:first-child { border-top: 0; background: #f6f8fa; font-weight: 600 }
    .success { color: #1a7f37 } .failure, .timed_out { color: #cf222e }
    .action_required, .queued, .in_progress { color: #9a6700 }
    .skipped, .cancelled, .neutral { color: #59636e }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f8fa; padding: 12px }
    .said { overflow-x: auto; border-top: 1px solid #d1d9e0; margin: 8px 0 }
    .said h4 { margin: 16px 0 4px } .said p, .said ul { margin: 8px 0 }
    .said table { border-collapse: collapse; font-size: 12px }
    .said td, .said th { border: 1px solid #d1d9e0; padding: 4px 8px; text-align: left }
    form { display: inline } code { background: #f6f8fa }
    button { border: 1px solid #d1d9e0; border-radius: 6px; background: #f6f8fa; color: #1f2328;
      padding: 4px 12px; font: inherit; cursor: pointer; margin-right: 6px }
    </style></head>
    <body><header>A pretended GitHub</header><main>%s</main></body></html>
    """
        .formatted(text(title), body);
  }
}
