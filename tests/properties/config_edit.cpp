// Whatever a configuration file looks like: an entry that is added is there, everything else is what it was, and taking
// it out gives the bytes back.
#include <random>

#include "cli/install/json_config.hpp"
#include "cli/install/server_entry.hpp"
#include "support/catch.hpp"
#include "support/json.hpp"
#include "support/rounds.hpp"

using namespace smcp;
using namespace smcp::cli;
using smcp::test::Json;

namespace {

constexpr int kDocuments = 8'000;

/// What lies at mcpServers.
enum class Servers { missing, braces, blanks, some };

/// Writes documents with blanks, line ends and comments wherever a syntax allows them.
class Author {
 public:
  Author(std::uint64_t seed, JsonSyntax syntax) : random_(seed), syntax_(syntax) {}

  std::string document(Servers servers) {
    newline_ = one_of({"\n", "\n", "\r\n"});
    std::string text = chance(8) ? std::string(kByteOrderMark) : "";
    text += blanks() + "{";
    std::vector<std::string> members;
    const int count = number(0, 4);
    for (int i = 0; i < count; ++i)
      members.push_back("\"k" + std::to_string(i) + "\"" + blanks() + ":" + value(0));
    const auto at = members.begin() + number(0, count);
    if (servers == Servers::braces) members.insert(at, "\"mcpServers\":" + blanks() + "{}");
    if (servers == Servers::blanks) members.insert(at, "\"mcpServers\":{" + blanks() + blanks() + "}");
    if (servers == Servers::some)
      members.insert(at, "\"mcpServers\"" + blanks() + ":" + blanks() + object(1, 1));
    text += listed(members) + "}" + blanks();
    return text;
  }

 private:
  int number(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }
  bool chance(int of) { return number(1, of) == 1; }
  std::string one_of(const std::vector<std::string>& choices) {
    return choices[static_cast<std::size_t>(number(0, static_cast<int>(choices.size()) - 1))];
  }

  std::string blanks() {
    std::string text;
    while (chance(2)) {
      const bool comment = syntax_ != JsonSyntax::strict && chance(3);
      if (!comment) {
        text += one_of({" ", "\t", "  ", newline_, newline_ + "    ", newline_ + "\t\t"});
      } else if (chance(2)) {
        text += "//" + one_of({"", " x", " \"a\": {", " /* */", ","}) + newline_;
      } else {
        text += "/*" + one_of({"", " x ", "*", "\"", newline_, "//", "},"}) + "*/";
      }
    }
    return text;
  }

  std::string listed(const std::vector<std::string>& items) {
    std::string text = blanks();
    for (std::size_t i = 0; i < items.size(); ++i)
      text += (i > 0 ? "," + blanks() : "") + items[i] + blanks();
    if (syntax_ == JsonSyntax::comments_and_commas && !items.empty() && chance(3)) text += "," + blanks();
    return text;
  }

  std::string object(int least, int depth) {
    std::vector<std::string> members;
    const int count = number(least, 3);
    for (int i = 0; i < count; ++i)
      members.push_back("\"" + one_of({"a", "\\\"", "\\u00e9", "//", "/*", "}{"}) + std::to_string(i) + "\"" +
                        blanks() + ":" + value(depth + 1));
    return "{" + listed(members) + "}";
  }

  std::string array(int depth) {
    std::vector<std::string> items;
    const int count = number(0, 3);
    for (int i = 0; i < count; ++i) items.push_back(value(depth + 1));
    return "[" + listed(items) + "]";
  }

  std::string value(int depth) {
    const int kind = number(0, depth > 3 ? 1 : 3);
    std::string text = blanks();
    if (kind == 0) text += one_of({"0", "-1.5e-7", "true", "false", "null", "12345678901234"});
    if (kind == 1)
      text +=
          "\"" + one_of({"", "x", "\\\\", "\\\"", "é", "// no", "/* no", "*/", "},]", "http://x/"}) + "\"";
    if (kind == 2) text += object(0, depth);
    if (kind == 3) text += array(depth);
    return text;
  }

  std::mt19937_64 random_;
  JsonSyntax syntax_;
  std::string newline_;
};

/// The document without its byte order mark, comments and trailing commas, independently of where they were.
Json parsed(const std::string& text, JsonSyntax syntax) {
  return Json::parse(as_plain_json(text, syntax));
}

/// Every member but this one is the same; of the outermost object or of the one at mcpServers.
void same_but(const Json& before, const Json& after, const std::string& key) {
  for (const auto& name : before.keys()) {
    if (name != key) CHECK(before[name] == after[name]);
  }
  CHECK(after.keys().size() == before.keys().size() + (before[key].exists() ? 0 : 1));
}

void check(const std::string& text, JsonSyntax syntax, Servers servers, const ServerEntry& entry,
           EntryShape shape) {
  const std::vector<std::string> path = {"mcpServers", "sessions"};
  const auto config = JsonConfig::read(text, syntax);
  REQUIRE(config);
  const auto with = config->with(path, fields_of(entry, shape));
  REQUIRE(with);
  INFO("became:\n" << *with);
  const auto added = JsonConfig::read(*with, syntax);
  REQUIRE(added);
  const auto value = added->value(path);
  REQUIRE(value);
  REQUIRE(value->has_value());
  CHECK(read_entry(**value) == entry);
  const Json before = parsed(text, syntax);
  const Json after = parsed(*with, syntax);
  same_but(before, after, "mcpServers");
  same_but(before["mcpServers"], after["mcpServers"], "sessions");
  const auto without = added->without(path);
  REQUIRE(without);
  INFO("and at last:\n" << *without);
  // Nobody knows afterwards whether an empty object was there, and which blanks were in it.
  if (servers == Servers::braces || servers == Servers::some) CHECK(*without == text);
  const Json last = parsed(*without, syntax);
  CHECK_FALSE(last["mcpServers"]["sessions"].exists());
  same_but(before, last, "mcpServers");
  CHECK(last["mcpServers"].size() == before["mcpServers"].size());
}

}  // namespace

TEST_CASE("an entry is added to any configuration file, and taken out again") {
  const std::uint64_t seed = test::chosen_seed();
  INFO("repeat with SESSIONS_MCP_TEST_SEED=" << seed);
  for (int i = 0; i < kDocuments; ++i) {
    const auto syntax = static_cast<JsonSyntax>(i % 3);
    const auto servers = static_cast<Servers>(i / 3 % 4);
    const auto shape = static_cast<EntryShape>(i / 12 % 3);
    const std::string text = Author(seed + static_cast<std::uint64_t>(i), syntax).document(servers);
    INFO("document " << i << ":\n" << text);
    check(
        text, syntax, servers,
        {"/opt/sessions-mcp", i % 2 == 0 ? std::vector<std::string>{} : std::vector<std::string>{"-L", "x"}},
        shape);
  }
}

TEST_CASE("a text that is no configuration file is refused, and never read beyond its end") {
  const std::uint64_t seed = test::chosen_seed();
  INFO("repeat with SESSIONS_MCP_TEST_SEED=" << seed);
  std::mt19937_64 random(seed);
  for (int i = 0; i < kDocuments; ++i) {
    const auto syntax = static_cast<JsonSyntax>(i % 3);
    std::string text = Author(seed + static_cast<std::uint64_t>(i), syntax).document(Servers::some);
    const auto at = static_cast<std::size_t>(random() % text.size());
    if (i % 2 == 0) {
      text.resize(at);
    } else {
      text[at] = "{}[]\",:/*\\\n x"[random() % 13];
    }
    INFO("document " << i << ":\n" << text);
    const std::vector<std::string> path = {"mcpServers", "sessions"};
    const auto config = JsonConfig::read(text, syntax);
    if (!config) continue;
    const auto with = config->with(path, {{"command", "x"}});
    if (with) CHECK(JsonConfig::read(*with, syntax)->value(path)->has_value());
  }
}
