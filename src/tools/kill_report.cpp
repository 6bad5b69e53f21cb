#include "tools/kill_report.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/contains.hpp"
#include "text/shortened.hpp"

namespace smcp::tools {
namespace {

std::string in_all(std::size_t number) {
  return "… (" + std::to_string(number) + " in all)";
}

void write_texts(transport::JsonWriter& writer, std::string_view key, const std::vector<std::string>& texts,
                 const std::string& prefix) {
  writer.key(key).begin_array();
  for (std::size_t i = 0; i < std::min(texts.size(), kMaxToldOfKill); ++i)
    writer.string(prefix + shortened(texts[i]));
  if (texts.size() > kMaxToldOfKill) writer.string(in_all(texts.size()));
  writer.end_array();
}

}  // namespace

void write_killed(transport::JsonWriter& writer, const tmux::Killed& killed, const std::string& prefix) {
  write_texts(writer, "ended", killed.ended, "");
  if (!killed.lives_on.empty()) write_texts(writer, "lives_on", killed.lives_on, prefix);
  const auto& left = killed.left_running;
  if (left.empty()) return;
  writer.key("left_running").begin_array();
  for (std::size_t i = 0; i < std::min(left.size(), kMaxToldOfKill); ++i) {
    writer.begin_object().field("pid", left[i].pid).field("command", shortened(left[i].command));
    writer.end_object();
  }
  if (left.size() > kMaxToldOfKill) writer.begin_object().field("command", in_all(left.size())).end_object();
  writer.end_array();
}

void add(tmux::Killed& all, const tmux::Killed& one) {
  all.ended.insert(all.ended.end(), one.ended.begin(), one.ended.end());
  for (const auto& name : one.lives_on) add_once(all.lives_on, name);
  for (const auto& left : one.left_running) {
    const auto same = [&left](const tmux::Killed::Left& other) { return other.pid == left.pid; };
    if (std::none_of(all.left_running.begin(), all.left_running.end(), same))
      all.left_running.push_back(left);
  }
}

}  // namespace smcp::tools
