package com.example.flights.command.flight.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What no client should send, as JSON and as bytes that pretend to be. */
final class HostileValues {

  private static final int DEEP = 5_000;
  private static final int LONG = 20_000;

  private HostileValues() {}

  /** Stands where a field's value would. */
  static List<String> values() {
    var values = new ArrayList<String>();
    for (var text :
        List.of(
            "",
            " ",
            "\\u0000",
            "a\\u0000b",
            "\\ud800",
            "\\udc00",
            "\\udc00\\ud800",
            "a\\ud83d",
            "\\ud83d\\ude00",
            "😀",
            "\\uffff",
            "\\ufeff",
            "\\u0001\\u001f\\u007f",
            "\\u202egnp.exe",
            "e\\u0301 is not é",
            "İıſß",
            "\\t\\n\\r\\b\\f",
            "'; drop table event; --",
            "\\\"},{\\\"",
            "\\\\u0000",
            "${jndi:ldap://x}",
            "%00%0a",
            "<script>alert(1)</script>",
            "../../etc/passwd",
            "1e400",
            "null",
            "x".repeat(200),
            "x".repeat(LONG),
            "😀".repeat(60))) {
      values.add("\"" + text + "\"");
    }
    values.addAll(
        List.of(
            "null",
            "true",
            "0",
            "-0",
            "-1",
            "0.1",
            "1e400",
            "-1e400",
            "1e-400",
            "1e2147483648",
            "2147483648",
            "9223372036854775808",
            "9".repeat(LONG),
            "0." + "9".repeat(LONG),
            "NaN",
            "Infinity",
            "01",
            "0x10",
            "[]",
            "{}",
            "[\"a\"]",
            "{\"a\":1,\"a\":2}",
            "[".repeat(DEEP) + "]".repeat(DEEP),
            "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
            "\"a\nb\"",
            "\"a\u0000b\"",
            "\"\\x\"",
            "\"\\u12\"",
            "'a'",
            "\"a",
            ""));
    return values;
  }

  /**
   * Whole bodies.
   *
   * @param usual one that would be fine
   */
  static List<byte[]> bodies(byte[] usual) {
    var text = new String(usual, StandardCharsets.UTF_8);
    var inside = text.substring(1, text.length() - 1);
    var bodies = new ArrayList<byte[]>();
    for (var body :
        List.of(
            "\ufeff" + text,
            text + text,
            text + " x",
            text + ",",
            "{" + inside + "," + inside + "}",
            "{" + inside + ",}",
            "{" + inside + ",\"__proto__\":{}}",
            "{" + inside + ",\"\\u0000\":1}",
            "{" + inside + ",\"\":1}",
            "/* */" + text,
            "[" + text + "]",
            "\"" + "\"",
            "null",
            "1e400",
            "\u0000",
            text.substring(0, text.length() - 1))) {
      bodies.add(body.getBytes(StandardCharsets.UTF_8));
    }
    bodies.add(text.getBytes(StandardCharsets.UTF_16));
    bodies.add(text.getBytes(StandardCharsets.UTF_16LE));
    for (var raw : List.of("\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00ff\u00fe", "\u00f5\u0080")) {
      bodies.add(text.replace("\":\"", "\":\"" + raw).getBytes(StandardCharsets.ISO_8859_1));
    }
    return bodies;
  }
}
