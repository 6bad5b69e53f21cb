// The given arguments, written out again.
#include <utility>

#include "tools/arguments.hpp"

namespace smcp::tools {
namespace {

void write_value(transport::JsonWriter& writer, const std::string& text) {
  writer.string(text);
}
void write_value(transport::JsonWriter& writer, std::int64_t number) {
  writer.integer(number);
}
void write_value(transport::JsonWriter& writer, bool flag) {
  writer.boolean(flag);
}
void write_value(transport::JsonWriter& writer, const std::vector<std::string>& texts) {
  writer.begin_array();
  for (const auto& text : texts) writer.string(text);
  writer.end_array();
}
void write_value(transport::JsonWriter& writer, const NamedTexts& texts) {
  writer.begin_object();
  for (const auto& [name, text] : texts) writer.field(name, text);
  writer.end_object();
}

}  // namespace

void Arguments::replace(std::string_view name,
                        std::variant<std::string, std::int64_t, std::vector<std::string>> value) {
  const auto found = values_.find(name);
  if (found != values_.end())
    std::visit([&found](auto& given) { found->second.value = std::move(given); }, value);
}

std::vector<std::pair<std::string_view, std::string>> Arguments::given() const {
  std::vector<std::pair<std::string_view, std::string>> all;
  for (const auto& [name, value] : values_) {
    if (!value.given) continue;
    std::string json;
    transport::JsonWriter writer(json);
    std::visit([&writer](const auto& held) { write_value(writer, held); }, value.value);
    all.emplace_back(name, std::move(json));
  }
  return all;
}

}  // namespace smcp::tools
