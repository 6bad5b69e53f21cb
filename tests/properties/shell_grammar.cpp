#include "properties/shell_grammar.hpp"

#include <algorithm>

namespace smcp::test {
namespace {

constexpr int kMostDepth = 3;

/// `text` with this before each of these characters.
std::string with_before(std::string_view text, std::string_view of, char before) {
  std::string result;
  for (const char c : text) {
    if (of.find(c) != std::string_view::npos) result.push_back(before);
    result.push_back(c);
  }
  return result;
}

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

ShellGrammar::ShellGrammar(std::string_view shell, unsigned seed)
    : shell_(shell), fish_(shell == "fish"), random_(seed) {
  add_shared_rules();
  if (fish_) {
    add_fish_rules();
  } else {
    add_posix_rules();
  }
}

std::size_t ShellGrammar::below(std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
}

std::string ShellGrammar::command() {
  std::string command = once_in(6) ? std::string(1 + below(2), once_in(2) ? '\n' : ' ') : "";
  command += statements(0);
  switch (below(6)) {
    case 0:  // output that does not end with a line break
      return command + "printf %s " + word();
    case 1:
      return command + status();
    case 2:  // nothing behind the last line
      return command.substr(0, command.size() - 1);
    case 3:
      return command + "\n  ";
    default:
      return command;
  }
}

std::string ShellGrammar::statements(int depth) {
  std::string lines = depth > 0 ? ": nested\n" : "";  // nothing but a comment is not enough
  for (std::size_t i = 1 + below(depth > 0 ? 2 : 3); i > 0; --i) lines += statement(depth);
  return lines;
}

std::string ShellGrammar::statement(int depth) {
  const bool nests = depth < kMostDepth && once_in(3);
  const auto& rules = nests ? nesting_ : simple_;
  return (once_in(4) ? "\t" : "") + rules[below(rules.size())](depth + 1);
}

std::string ShellGrammar::print() {
  std::string line = "printf '[%s]\\n'";
  for (std::size_t i = 1 + below(3); i > 0; --i) line += " " + word();
  return line + (once_in(6) ? " # it's \"no\" (word" : once_in(6) ? ";" : "") + "\n";
}

std::string ShellGrammar::print_bytes() {
  static constexpr std::string_view kEscapes[] = {"\\001", "\\033[1m", "\\033[?1049h", "\\0", "\\016",
                                                  "\\377", "\\t",      "\\r",          "%%",  "\\n",
                                                  "\\003", "\\177",    "\\303",        "!",   "\\134"};
  std::string line = "printf '%s";
  for (std::size_t i = below(5); i > 0; --i) line += kEscapes[below(std::size(kEscapes))];
  return line + "' " + word(false) + " | od -An -v -tx1\n";
}

std::string ShellGrammar::status() {
  switch (below(5)) {
    case 0:
      return "false\n";
    case 1:
      return "true\n";
    case 2:  // fish says all the same what it thinks of that
      return fish_ ? "true\n" : "there-is-no-such-command 2>/dev/null\n";
    default:
      return "sh -c 'exit " + number(256) + "'\n";
  }
}

std::string ShellGrammar::comment() {
  return "# it's a \"comment\" `with $(all " + text(true) + "\n" + (once_in(3) ? "\n" : "");
}

/// Quoted, so that the text is taken as it is, or not.
std::string ShellGrammar::here_document() {
  const bool as_it_is = once_in(2);
  const std::string end = once_in(2) ? "END" : "_e" + number(9);
  const bool strips = once_in(4);
  std::string document = "cat <<" + std::string(strips ? "-" : "");
  document += as_it_is ? (once_in(2) ? "'" + end + "'" : "\\" + end) : end;
  document += " | od -An -v -tx1\n";
  for (std::size_t i = below(4); i > 0; --i) {
    const std::string line = text(true) + (once_in(3) ? "\t" : "");
    document += (strips ? "\t" : "") + (as_it_is ? line : with_before(line, "\\$`", '\\'));
    if (!as_it_is && once_in(3)) document += "$(printf '%s' " + single_quoted(text(true)) + ")";
    document += "\n";
  }
  return document + (strips ? "\t" : "") + end + "\n";
}

void ShellGrammar::add_shared_rules() {
  simple_ = {[this](int) { return print(); },
             [this](int) { return print(); },
             [this](int) { return print_bytes(); },
             [this](int) { return print_bytes(); },
             [this](int) { return status(); },
             [this](int) { return comment(); },
             [this](int) { return "cat </dev/null; " + print(); },
             [this](int) { return "\n\n" + print(); },
             [this](int) { return "seq " + number(12) + " | cat\n"; },
             [this](int) { return "printf '%s ' " + word() + " \\\n  " + word() + "\necho\n"; }};
}

void ShellGrammar::add_posix_rules() {
  simple_.insert(
      simple_.end(),
      {[this](int) { return here_document(); }, [this](int) { return here_document(); },
       [this](int) {
         const std::string name = variable();
         return name + "=" + word(false) + "; printf '%s' \"$" + name + "\" | od -An -v -tx1\n";
       },
       [this](int) { return "echo $(( (" + number(99) + " + 1) * " + number(99) + " % 7 ))\n"; },
       [this](int) { return "( set -- " + word() + " " + word() + "; printf '<%s>\\n' \"$#\" \"$@\" )\n"; },
       [this](int) { return "! " + status(); }, [this](int) { return "(exit " + number(256) + ")\n"; },
       [this](int) { return "read v1 <<E && printf '%s\\n' \"$v1\"\nword " + number(99) + "\nE\n"; },
       [this](int) { return "v1=`printf '%s' " + number(99) + "`; echo \"$v1\"\n"; },
       [this](int) { return "{ sh -c 'echo out; exit " + number(9) + "'; } || echo \"failed: $?\"\n"; }});
  nesting_ = {[this](int depth) {
                return "for v2 in " + word() + " " + word() + "; do\nprintf '%s\\n' \"$v2\"\n" +
                       statements(depth) + "done\n";
              },
              [this](int depth) {
                return "if [ " + number(3) + " -eq 1 ]; then\n" + statements(depth) + "else\n" +
                       statements(depth) + "fi\n";
              },
              [this](int depth) {
                const std::string one = single_quoted(text(true));
                return "case " + (once_in(2) ? one : word()) + " in\n" + one + ")\n" + statements(depth) +
                       ";;\n*)\n" + statements(depth) + ";;\nesac\n";
              },
              [this](int depth) {
                const std::string name = "f" + number(3);
                return name + "() {\n" + statements(depth) + "}\n" + name + " | cat\n" + name + "\n";
              },
              [this](int depth) { return "(\n" + statements(depth) + ")\n"; },
              [this](int depth) { return "{\n" + statements(depth) + "} | cat\n"; },
              [this](int depth) { return "printf '%s\\n' \"$(\n" + statements(depth) + ")\"\n"; },
              [this](int depth) { return "eval " + single_quoted(statements(depth)) + "\n"; },
              [this](int depth) {
                return "v3=" + number(3) + "; while [ \"$v3\" -lt 3 ]; do\n" + statements(depth) +
                       "v3=$((v3+1)); done\n";
              },
              [this](int depth) {
                return "true && {\n" + statements(depth) + "}\nfalse || {\n" + statements(depth) + "}\n";
              }};
}

void ShellGrammar::add_fish_rules() {
  simple_.insert(simple_.end(),
                 {[this](int) {
                    const std::string name = variable();
                    return "set " + name + " " + word(false) + "; printf '%s' \"$" + name +
                           "\" | od -An -v -tx1\n";
                  },
                  [this](int) { return "math " + number(99) + " + " + number(99) + "\n"; },
                  [this](int) { return "not " + status(); },
                  [this](int) { return "echo " + number(99) + " | read v1; and echo \"<$v1>\"\n"; },
                  [this](int) { return "string join , -- " + word() + " " + word() + "\n"; },
                  [this](int) { return "sh -c 'exit " + number(9) + "'; or echo \"failed: $status\"\n"; },
                  [this](int) { return "echo {a,b}" + number(9) + " (seq 3)\n"; }});
  nesting_ = {
      [this](int depth) {
        return "for v2 in " + word() + " " + word() + "\nprintf '%s\\n' \"$v2\"\n" + statements(depth) +
               "end\n";
      },
      [this](int depth) {
        return "if test " + number(3) + " -eq 1\n" + statements(depth) + "else\n" + statements(depth) +
               "end\n";
      },
      [this](int depth) {
        return "switch " + word() + "\ncase " + word() + "\n" + statements(depth) + "case '*'\n" +
               statements(depth) + "end\n";
      },
      [this](int depth) {
        const std::string name = "f" + number(3);
        return "function " + name + "\n" + statements(depth) + "end\n" + name + " | cat\n" + name + "\n";
      },
      [this](int depth) { return "begin\n" + statements(depth) + "end | cat\n"; },
      // No programs in there: `fish -c` itself does not always keep their output and that of builtins in order.
      [this](int) { return "printf '(%s)\\n' (\n" + comment() + print() + print() + ")\n"; },
      [this](int depth) { return "eval " + single_quoted(statements(depth)) + "\n"; },
      [this](int depth) {
        return "set v3 " + number(3) + "; while test $v3 -lt 3\n" + statements(depth) +
               "set v3 (math $v3 + 1); end\n";
      },
      [this](int depth) { return "true; and begin\n" + statements(depth) + "end\n"; }};
}

std::string ShellGrammar::text(bool in_one_line) {
  static constexpr std::string_view kPieces[] = {
      "a",  "word", " ",  "  ", "!",  "!!",   "!x", "#",  " # ", "*",    "?",    "[a]",   "{a,b}",
      "~",  "%",    "&",  ";",  "|",  "<",    ">",  "(",  ")",   "é",    "日本", "→",     "\\",
      "$x", "`",    "\"", "'",  "=",  "^",    "-n", "%s", "\\n", "\\\\", "''",   "\\033", "$(x)",
      "$$", "@",    ",",  "}",  "]]", "\"\"", "0",  "/",  ":",   "fi",   "done", "end",   "#{pid}"};
  static constexpr std::string_view kMore[] = {"\n",   "\t",      "\n\n",   "\t\t",
                                               "🙂", "e\u0301", "\u00a0", " \n "};
  std::string text;
  const std::size_t pieces = once_in(12) ? 40 + below(60) : below(8);
  for (std::size_t i = 0; i < pieces; ++i) {
    const bool more = !in_one_line && once_in(4);
    text += more ? kMore[below(std::size(kMore))] : kPieces[below(std::size(kPieces))];
  }
  return text;
}

std::string ShellGrammar::quoted(const std::string& text) {
  switch (below(shell_ == "dash" || fish_ ? 3 : 4)) {
    case 0:
      return single_quoted(text);
    case 1:
      return double_quoted(text);
    case 2:
      return escaped(text);
    default:
      return dollar_quoted(text);
  }
}

std::string ShellGrammar::single_quoted(const std::string& text) const {
  if (fish_) return "'" + with_before(text, "'\\", '\\') + "'";
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

std::string ShellGrammar::double_quoted(const std::string& text) const {
  return "\"" + with_before(text, fish_ ? "\"\\$" : "\"\\$`", '\\') + "\"";
}

/// Without quotes, as far as that goes: a line break behind a backslash is none.
std::string ShellGrammar::escaped(const std::string& text) const {
  if (text.empty()) return "''";
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += "'\n'";
    } else {
      result += is_plain(c) ? std::string(1, c) : std::string{'\\', c};
    }
  }
  return result;
}

std::string ShellGrammar::dollar_quoted(const std::string& text) const {
  std::string result = "$'";
  for (const char c : text) {
    switch (c) {
      case '\n':
        result += "\\n";
        break;
      case '\t':
        result += "\\t";
        break;
      case '!':
        result += "\\041";
        break;
      case '\'':
      case '\\':
        result += std::string{'\\', c};
        break;
      default:
        result.push_back(c);
    }
  }
  return result + "'";
}

}  // namespace smcp::test
