#include "tools/arguments.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <simdjson.h>

#include "text/shortened.hpp"

namespace smcp::tools {
namespace {

namespace ondemand = simdjson::ondemand;
using Texts = std::vector<std::string>;
using Parsed = std::variant<std::monostate, std::string, std::int64_t, bool, Texts, NamedTexts>;

Error missing(const Argument& argument) {
  const bool is_text =
      argument.type == ArgumentType::string || argument.type == ArgumentType::string_or_strings;
  return {Errc::invalid_argument,
          std::string(argument.name) + " is required" + (is_text ? " (non-empty string)" : "")};
}

Error wrong(const Argument& argument) {
  const std::string name(argument.name);
  if (argument.type == ArgumentType::integer) {
    return {Errc::invalid_argument, name + " must be an integer from " + std::to_string(argument.minimum) +
                                        " to " + std::to_string(argument.maximum)};
  }
  if (argument.type == ArgumentType::boolean)
    return {Errc::invalid_argument, name + " must be true or false"};
  if (argument.type == ArgumentType::strings) {
    return {Errc::invalid_argument, name + " must be an array of " + std::to_string(argument.minimum) +
                                        " to " + std::to_string(argument.maximum) + " non-empty strings"};
  }
  if (argument.type == ArgumentType::string_or_strings) {
    return {Errc::invalid_argument, name + " must be a non-empty string or an array of " +
                                        std::to_string(argument.minimum) + " to " +
                                        std::to_string(argument.maximum) + " of them"};
  }
  if (argument.type == ArgumentType::named_strings) {
    return {Errc::invalid_argument,
            name + " must be an object whose values are strings, such as {\"NAME\":\"value\"}"};
  }
  if (argument.required) return missing(argument);
  return {Errc::invalid_argument, name + " must be a string"};
}

Error unknown(std::string_view name, std::span<const Argument> declared) {
  std::string known;
  for (const auto& argument : declared) known.append(known.empty() ? "" : ", ").append(argument.name);
  return {Errc::invalid_argument, "unknown argument \"" + shortened(name) + "\"; this tool takes " +
                                      (known.empty() ? "none" : known)};
}

std::optional<std::int64_t> whole_number(ondemand::value& value) {
  std::int64_t integer = 0;
  if (value.get_int64().get(integer) == simdjson::SUCCESS) return integer;
  double number = 0;
  if (value.get_double().get(number) != simdjson::SUCCESS || std::trunc(number) != number)
    return std::nullopt;
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (std::abs(number) > kExact) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<Texts> texts_of(const Argument& argument, ondemand::value& value) {
  ondemand::array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return std::nullopt;
  Texts texts;
  for (auto element : array) {
    std::string_view text;
    if (element.get_string().get(text) != simdjson::SUCCESS || text.empty()) return std::nullopt;
    if (std::cmp_equal(texts.size(), argument.maximum)) return std::nullopt;
    texts.emplace_back(text);
  }
  if (std::cmp_less(texts.size(), argument.minimum)) return std::nullopt;
  return texts;
}

std::optional<NamedTexts> named_texts_of(ondemand::value& value) {
  ondemand::object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return std::nullopt;
  NamedTexts texts;
  for (auto entry : object) {
    ondemand::field field;
    std::string_view key;
    std::string_view text;
    if (std::move(entry).get(field) != simdjson::SUCCESS) return std::nullopt;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return std::nullopt;
    if (field.value().get_string().get(text) != simdjson::SUCCESS) return std::nullopt;
    const auto same = std::find_if(texts.begin(), texts.end(), [&](const auto& t) { return t.first == key; });
    if (same != texts.end()) texts.erase(same);
    texts.emplace_back(key, text);
  }
  return texts;
}

/// The value as the declared type; monostate for null; nothing if it is of another type.
std::optional<Parsed> parse_value(const Argument& argument, ondemand::value value) {
  ondemand::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return std::nullopt;
  if (type == ondemand::json_type::null) return Parsed{};
  const bool both = argument.type == ArgumentType::string_or_strings;
  if ((both || argument.type == ArgumentType::string) && type == ondemand::json_type::string) {
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS) return Parsed{std::string(text)};
  }
  if (argument.type == ArgumentType::boolean && type == ondemand::json_type::boolean) {
    bool flag = false;
    if (value.get_bool().get(flag) == simdjson::SUCCESS) return Parsed{flag};
  }
  if (argument.type == ArgumentType::integer && type == ondemand::json_type::number) {
    const auto number = whole_number(value);
    if (number && *number >= argument.minimum && *number <= argument.maximum) return Parsed{*number};
  }
  if ((both || argument.type == ArgumentType::strings) && type == ondemand::json_type::array) {
    if (auto texts = texts_of(argument, value)) return Parsed{std::move(*texts)};
  }
  if (argument.type == ArgumentType::named_strings && type == ondemand::json_type::object) {
    if (auto texts = named_texts_of(value)) return Parsed{std::move(*texts)};
  }
  return std::nullopt;
}

using ParsedArguments = std::map<std::string, Parsed, std::less<>>;

/// What was given, by name; the last of two with one name.
Result<ParsedArguments> parse_object(std::span<const Argument> declared, std::string_view json) {
  const Error no_object{Errc::invalid_argument, "arguments must be an object"};
  ondemand::parser parser;
  ondemand::document document;
  ondemand::object object;
  const simdjson::padded_string_view padded(json.data(), json.size(),
                                            json.size() + simdjson::SIMDJSON_PADDING);
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return no_object;
  if (document.get_object().get(object) != simdjson::SUCCESS) return no_object;
  ParsedArguments result;
  for (auto entry : object) {
    ondemand::field field;
    std::string_view key;
    if (std::move(entry).get(field) != simdjson::SUCCESS) return no_object;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS) return no_object;
    const auto argument =
        std::find_if(declared.begin(), declared.end(), [&](const auto& a) { return a.name == key; });
    if (argument == declared.end()) return unknown(key, declared);
    auto parsed = parse_value(*argument, field.value());
    if (!parsed) return wrong(*argument);
    result.insert_or_assign(std::string(argument->name), std::move(*parsed));
  }
  return result;
}

void write_array(transport::JsonWriter& writer, const Argument& argument) {
  writer.key("type").string("array").key("items").begin_object();
  writer.key("type").string("string").end_object();
  writer.key("minItems").integer(argument.minimum).key("maxItems").integer(argument.maximum);
}

void write_property(transport::JsonWriter& writer, const Argument& argument) {
  writer.key(argument.name).begin_object();
  switch (argument.type) {
    case ArgumentType::string:
      writer.key("type").string("string");
      break;
    case ArgumentType::boolean:
      writer.key("type").string("boolean");
      break;
    case ArgumentType::integer:
      writer.key("type").string("integer");
      writer.key("minimum").integer(argument.minimum).key("maximum").integer(argument.maximum);
      break;
    case ArgumentType::strings:
      write_array(writer, argument);
      break;
    case ArgumentType::named_strings:
      writer.key("type").string("object").key("additionalProperties").begin_object();
      writer.key("type").string("string").end_object();
      break;
    case ArgumentType::string_or_strings:
      writer.key("anyOf").begin_array().begin_object().key("type").string("string").end_object();
      writer.begin_object();
      write_array(writer, argument);
      writer.end_object().end_array();
      break;
  }
  if (const auto* number = std::get_if<std::int64_t>(&argument.fallback))
    writer.key("default").integer(*number);
  if (const auto* flag = std::get_if<bool>(&argument.fallback)) writer.key("default").boolean(*flag);
  writer.key("description").string(argument.description).end_object();
}

}  // namespace

Result<Arguments> Arguments::parse(std::span<const Argument> declared, std::string_view json) {
  auto parsed = parse_object(declared, json);
  if (!parsed) return parsed.error();
  Arguments result;
  for (const auto& argument : declared) {
    auto& given = (*parsed)[std::string(argument.name)];
    Value value;
    if (auto* text = std::get_if<std::string>(&given)) {
      if (argument.required && text->empty()) return missing(argument);
      value = {std::move(*text), true};
    } else if (auto* number = std::get_if<std::int64_t>(&given)) {
      value = {*number, true};
    } else if (auto* flag = std::get_if<bool>(&given)) {
      value = {*flag, true};
    } else if (auto* texts = std::get_if<Texts>(&given)) {
      value = {std::move(*texts), true};
    } else if (auto* named = std::get_if<NamedTexts>(&given)) {
      value = {std::move(*named), true};
    } else if (argument.required) {
      return missing(argument);
    } else if (const auto* number_default = std::get_if<std::int64_t>(&argument.fallback)) {
      value = {*number_default, false};
    } else if (const auto* flag_default = std::get_if<bool>(&argument.fallback)) {
      value = {*flag_default, false};
    }
    result.values_.emplace(argument.name, std::move(value));
  }
  return result;
}

const std::string& Arguments::text(std::string_view name) const {
  static const std::string empty;
  const auto* text = value_of<std::string>(name);
  return text == nullptr ? empty : *text;
}

std::int64_t Arguments::integer(std::string_view name) const {
  const auto* number = value_of<std::int64_t>(name);
  return number == nullptr ? 0 : *number;
}

bool Arguments::boolean(std::string_view name) const {
  const auto* flag = value_of<bool>(name);
  return flag != nullptr && *flag;
}

const std::vector<std::string>& Arguments::texts(std::string_view name) const {
  static const Texts none;
  const auto* texts = value_of<Texts>(name);
  return texts == nullptr ? none : *texts;
}

const NamedTexts& Arguments::named_texts(std::string_view name) const {
  static const NamedTexts none;
  const auto* texts = value_of<NamedTexts>(name);
  return texts == nullptr ? none : *texts;
}

bool Arguments::has(std::string_view name) const {
  const auto found = values_.find(name);
  return found != values_.end() && found->second.given;
}

void write_input_schema(transport::JsonWriter& writer, std::span<const Argument> declared) {
  writer.begin_object().key("type").string("object").key("properties").begin_object();
  for (const auto& argument : declared) write_property(writer, argument);
  writer.end_object();
  if (std::any_of(declared.begin(), declared.end(), [](const auto& a) { return a.required; })) {
    writer.key("required").begin_array();
    for (const auto& argument : declared) {
      if (argument.required) writer.string(argument.name);
    }
    writer.end_array();
  }
  writer.key("additionalProperties").boolean(false).end_object();
}

}  // namespace smcp::tools
