#include "tools/call_target.hpp"

#include "base/contains.hpp"
#include "tools/handlers.hpp"

namespace smcp::tools {

std::vector<std::string> named_sessions(const Arguments& arguments) {
  std::vector<std::string> names;
  if (arguments.has("name")) names.push_back(arguments.text("name"));
  for (const auto& name : arguments.texts("names")) {
    add_once(names, name);
  }
  return names;
}

bool may_make_session(const Tool& tool, const Arguments& arguments) {
  return tool.handler == new_session || arguments.boolean("create");
}

Effect effect_on_existing(const Tool& tool) {
  return tool.handler == new_session ? Effect::reads : tool.effect;
}

}  // namespace smcp::tools
