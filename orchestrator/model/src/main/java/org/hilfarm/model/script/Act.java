package org.hilfarm.model.script;

import java.time.Duration;

/**
 * One thing the host does to a board while a phase runs. Declared in the script's header, which is
 * the farm's own: a board can say when, never what. {@link #text()} is how headers spell it.
 */
public sealed interface Act {
  /** How the header spells it; {@link #of} reads it again. */
  String text();

  /** Reads an act; throws IllegalArgumentException with the rule's words where it is none. */
  static Act of(String text) {
    return ActText.read(text);
  }

  /** Waits until the script says once more that it is ready. */
  record Ready() implements Act {
    @Override
    public String text() {
      return "ready";
    }
  }

  /** Types a line on the console, with its return. */
  record Type(String line) implements Act {
    @Override
    public String text() {
      return "type " + line;
    }
  }

  /**
   * Presses a key on the console.
   *
   * @param key one character; 3 is Ctrl-C and 4 is Ctrl-D
   */
  record Key(char key) implements Act {
    @Override
    public String text() {
      return "key " + (key < ' ' ? "ctrl-" + (char) (key + 'a' - 1) : String.valueOf(key));
    }
  }

  /**
   * Saves a file of filler on the board's drive, as an editor does.
   *
   * @param file its name; code.py keeps what it does and grows
   * @param bytes its size
   * @param times how often, without a pause
   */
  record Save(String file, int bytes, int times) implements Act {
    @Override
    public String text() {
      return "save " + file + " " + bytes + (times == 2 ? " twice" : "");
    }
  }

  /** Removes a file from the board's drive. */
  record Remove(String file) implements Act {
    @Override
    public String text() {
      return "remove " + file;
    }
  }

  /** Leaves the board alone for some board time. */
  record Rest(Duration time) implements Act {
    @Override
    public String text() {
      return "rest " + time.toMillis() / 1000.0;
    }
  }

  /** Takes the board's power and gives it back, so many times. */
  record PowerCycle(int times) implements Act {
    @Override
    public String text() {
      return "power-cycle " + times;
    }
  }

  /** Sends so many bytes to the board's code, and each must come back. */
  record Echo(int bytes) implements Act {
    @Override
    public String text() {
      return "echo " + bytes;
    }
  }

  /** Waits until the board has said a text. */
  record See(String words) implements Act {
    @Override
    public String text() {
      return "see " + words;
    }
  }

  /** Brings the pin that the slot can drive to a level, from outside. */
  record Pin(boolean high) implements Act {
    @Override
    public String text() {
      return "pin " + (high ? "high" : "low");
    }
  }

  /** Presses the board's reset button, and lets it go. */
  record PressReset() implements Act {
    @Override
    public String text() {
      return "press-reset";
    }
  }
}
