#include "json/escape.hpp"

#include <random>
#include <string>
#include <vector>

#include <simdjson.h>

#include "json/escape_block.hpp"
#include "support/catch.hpp"

namespace transport = smcp::transport;

namespace {

/// What the bytes mean: the decoder of the WHATWG Encoding Standard (4.1.1), byte by byte as written there,
/// and so in another way than ours.
std::string decode(std::string_view bytes) {
  std::string text;
  std::string pending;
  std::size_t needed = 0;
  unsigned char lower = 0x80;
  unsigned char upper = 0xbf;
  const auto reset = [&] {
    pending.clear();
    needed = 0;
    lower = 0x80;
    upper = 0xbf;
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (needed == 0) {
      if (byte < 0x80) {
        text += bytes[i];
        continue;
      }
      if (byte >= 0xc2 && byte <= 0xdf) needed = 1;
      if (byte >= 0xe0 && byte <= 0xef) needed = 2;
      if (byte >= 0xf0 && byte <= 0xf4) needed = 3;
      if (byte == 0xe0) lower = 0xa0;
      if (byte == 0xed) upper = 0x9f;
      if (byte == 0xf0) lower = 0x90;
      if (byte == 0xf4) upper = 0x8f;
      if (needed == 0)
        text += "\uFFFD";
      else
        pending = bytes[i];
      continue;
    }
    if (byte < lower || byte > upper) {
      reset();
      text += "\uFFFD";
      --i;  // "restore byte to ioQueue"
      continue;
    }
    lower = 0x80;
    upper = 0xbf;
    pending += bytes[i];
    if (pending.size() == needed + 1) {
      text += pending;
      reset();
    }
  }
  if (needed != 0) text += "\uFFFD";
  return text;
}

std::string reference(std::string_view bytes) {
  std::string json;
  for (const char c : decode(bytes)) {
    switch (c) {
      case '"':
        json += "\\\"";
        break;
      case '\\':
        json += "\\\\";
        break;
      case '\b':
        json += "\\b";
        break;
      case '\t':
        json += "\\t";
        break;
      case '\n':
        json += "\\n";
        break;
      case '\f':
        json += "\\f";
        break;
      case '\r':
        json += "\\r";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          json += "\\u00";
          json += c < 0x10 ? '0' : '1';
          json += "0123456789abcdef"[c & 15];
        } else {
          json += c;
        }
    }
  }
  return json;
}

void check(std::string_view bytes) {
  const auto expected = reference(bytes);
  std::string out = "before";
  transport::append_escaped(out, bytes);
  REQUIRE(out == "before" + expected);
  REQUIRE(transport::escaped_size(bytes) == expected.size());
  std::string words;
  transport::append_escaped_by<transport::WordBlock>(words, bytes);
  REQUIRE(words == expected);
  REQUIRE(transport::escaped_size_by<transport::WordBlock>(bytes) == expected.size());
}

/// What a JSON parser makes of it.
std::string parsed(std::string_view bytes) {
  std::string json = "[\"";
  transport::append_escaped(json, bytes);
  json += "\"]";
  simdjson::dom::parser parser;
  std::string_view text = parser.parse(json).at(0);
  return std::string(text);
}

}  // namespace

TEST_CASE("the words of JSON's grammar", "[json_escape]") {
  const auto escaped = [](std::string_view bytes) {
    std::string out;
    transport::append_escaped(out, bytes);
    return out;
  };
  CHECK(escaped("").empty());
  CHECK(escaped("plain, with / and \x7f") == "plain, with / and \x7f");
  CHECK(escaped("\"\\\b\t\n\f\r") == R"(\"\\\b\t\n\f\r)");
  CHECK(escaped(std::string_view("\0\x01\x0b\x1b\x1f", 5)) == R"(\u0000\u0001\u000b\u001b\u001f)");
  CHECK(escaped("né日本𝄞") == "né日本𝄞");
  CHECK(escaped("n\xe9!") == "n\uFFFD!");
  CHECK(escaped("\xf0\x9d\x84") == "\uFFFD");
  CHECK(escaped("\xed\xa0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(escaped("\xc0\xaf\xff") == "\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("all bytes and all pairs of bytes, wherever a block begins and ends", "[json_escape]") {
  for (int first = 0; first < 256; ++first) {
    check(std::string(1, static_cast<char>(first)));
    for (int second = 0; second < 256; ++second) {
      const std::string pair = {static_cast<char>(first), static_cast<char>(second)};
      check(pair);
      for (const std::size_t before : {6U, 7U, 15U})
        check(std::string(before, 'x') + pair + "yyyyyyyyyyyyyyyyyyy");
    }
  }
}

TEST_CASE("valid text cut anywhere", "[json_escape]") {
  const std::string text = "é日本𝄞 \"x\" n\u0080\u07ff\u0800\uffff\U00010000\U0010ffff\n日本";
  for (std::size_t i = 0; i <= text.size(); ++i) {
    for (std::size_t j = i; j <= text.size(); ++j) check(std::string_view(text).substr(i, j - i));
  }
}

TEST_CASE("characters and invalid bytes across the pieces that are escaped at once", "[json_escape]") {
  const std::vector<std::string> sequences = {"é",
                                              "日",
                                              "𝄞",
                                              "\xf0\x9d\x84",
                                              "\x80\x80\x80\x80\x80\x80",
                                              "\xf0\x80\x80\x80\x80",
                                              "\n",
                                              "\xff",
                                              "\xe6\x97\xf0\x9d\x84\x9e"};
  for (const auto& sequence : sequences) {
    for (std::size_t before = 4080; before < 4100; ++before) {
      check(std::string(before, 'x') + sequence + "yyyyyyyyyy");
      check("é" + std::string(before, 'x') + sequence);
      check(("\xff" + std::string(before, 'x')).append(sequence).append(sequence));
    }
  }
  check(std::string(20'000, '\x80'));
  check(std::string(20'000, '\x01'));
}

TEST_CASE("random bytes", "[json_escape]") {
  std::mt19937 random(3);
  const std::vector<std::string> words = {"a",    "log line", "\n",       "\"",   "\\",     "é",
                                          "日本", "𝄞",        "\xf0\x9d", "\xff", "\x1b[0m"};
  for (int round = 0; round < 4000; ++round) {
    std::string bytes(random() % 100, '\0');
    for (auto& c : bytes) c = static_cast<char>(random());
    check(bytes);
    std::string text;
    const auto kinds = 1 + random() % words.size();  // with fewer of them, all of it is valid
    for (auto count = random() % (round % 10 == 0 ? 5000 : 50); count > 0; --count)
      text += words[random() % kinds];
    check(text);
    CHECK(parsed(text) == decode(text));
  }
}

TEST_CASE("many small appends do not copy what is there each time", "[json_escape]") {
  const std::string line(5000, 'x');
  std::string out;
  int moves = 0;
  for (int i = 0; i < 2000; ++i) {
    const auto* before = out.data();
    transport::append_escaped(out, line);
    if (out.data() != before) ++moves;
  }
  CHECK(out.size() == 2000 * line.size());
  CHECK(moves < 20);
}
