// The audit file of a server under test.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "support/e2e/live_server.hpp"
#include "support/far_door.hpp"
#include "support/fd.hpp"

namespace smcp::test {

/// A path in a folder of its own.
class AuditFile {
 public:
  explicit AuditFile(const std::string& name = "audit.jsonl") : path_(dir_ / name) {}

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return dir_ / name; }
  [[nodiscard]] std::string text() const {
    return is_far() ? without_machine(read_file(path_)) : read_file(path_);
  }
  [[nodiscard]] std::vector<Json> records() const { return records_in(text()); }
  /// Every line is whole, and JSON.
  [[nodiscard]] static std::vector<Json> records_in(const std::string& text) {
    std::vector<Json> all;
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find('\n', at);
      REQUIRE(end != std::string::npos);
      all.push_back(Json::parse(text.substr(at, end - at)));
      at = end + 1;
    }
    return all;
  }
  /// `tool outcome` of each, one a line.
  [[nodiscard]] std::string told() const {
    std::string all;
    for (const Json& record : records())
      all += record["tool"].string() + " " + record["outcome"].string() + "\n";
    return all;
  }
  [[nodiscard]] bool holds(const std::string& text_of_it) const {
    return text().find(text_of_it) != std::string::npos;
  }

 private:
  TempDir dir_;
  std::string path_;
};

}  // namespace smcp::test
