// How fast are captured bytes escaped for a JSON string?
#include <string>

#include "bench.hpp"
#include "json/escape.hpp"
#include "text/utf8.hpp"

namespace {

using namespace smcp;

constexpr std::size_t kSize = 1024 * 1024;

/// A naive implementation: byte by byte (or character by character).
void append_bytewise(std::string& out, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto [size, valid] = first_utf8_sequence(bytes);
    const auto byte = static_cast<unsigned char>(bytes[0]);
    if (!valid)
      out += "\xef\xbf\xbd";
    else if (byte == '"' || byte == '\\')
      (out += '\\') += bytes[0];
    else if (byte == '\n')
      out += "\\n";
    else if (byte == '\t')
      out += "\\t";
    else if (byte == '\r')
      out += "\\r";
    else if (byte == '\b')
      out += "\\b";
    else if (byte == '\f')
      out += "\\f";
    else if (byte < 0x20)
      ((out += "\\u00") += byte < 0x10 ? '0' : '1') += "0123456789abcdef"[byte & 15];
    else
      out += bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
}

std::string repeated(std::string_view text) {
  std::string out;
  while (out.size() < kSize) out += text;
  return out;
}

/// Lines of 40 to 120 columns, so that no branch predictor knows where the newlines are.
std::string uneven_lines() {
  std::string out;
  unsigned random = 1;
  while (out.size() < kSize) {
    random = random * 1664525U + 1013904223U;
    out.append(40 + (random >> 16) % 81, 'x');
    out += '\n';
  }
  return out;
}

std::string binary() {
  std::string out(kSize, '\0');
  unsigned random = 1;
  for (auto& c : out) {
    random = random * 1664525U + 1013904223U;
    c = static_cast<char>(random >> 24);
  }
  return out;
}

void compare(bench::Bench& bench, const std::string& name, const std::string& input) {
  std::string ours;
  std::string theirs;
  transport::append_escaped(ours, input);
  append_bytewise(theirs, input);
  bench::require(ours == theirs, "wrong escapes of " + name);
  bench::require(transport::escaped_size(input) == ours.size(), "wrong escaped size of " + name);
  // The string already has room, like the server's output buffer after the first replies.
  const auto into = [&](std::string& out, void (*append)(std::string&, std::string_view)) {
    return [&out, &input, append] {
      out.clear();
      append(out, input);
      bench::keep(out);
    };
  };
  bench.compare("1 MiB of " + name, {static_cast<double>(input.size()), 0},
                {{"append_escaped", into(ours, transport::append_escaped), {}},
                 {"append_escaped, new string",
                  [&] {
                    std::string out;
                    transport::append_escaped(out, input);
                    bench::keep(out);
                  },
                  {}},
                 {"escaped_size", [&] { bench::keep(transport::escaped_size(input)); }, {}},
                 {"byte by byte", into(theirs, append_bytewise), {}}});
}

void run(bench::Bench& bench) {
  const auto line = "2026-01-01T00:00:00Z worker 17 INFO compiled another translation unit in 1.25 s.\n";
  compare(bench, "log lines of 80 columns", repeated(line));
  compare(bench, "log lines of 40 to 120 columns", uneven_lines());
  compare(bench, "quotes and backslashes", repeated("{\"path\": \"C:\\\\dir\\\\file\", \"size\": 12345}\n"));
  compare(bench, "UTF-8 text",
          repeated("les élèves ont étudié le 日本語 et l’été — 東京都の天気は晴れです。\n"));
  compare(bench, "random bytes", binary());
}

const bench::Registration kJsonEscape("json_escape", run);

}  // namespace
