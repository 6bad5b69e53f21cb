#include "tools/toolbox.hpp"

namespace smcp::tools {

std::vector<Server*> Toolbox::servers() {
  std::vector<Server*> all = {&server};
  for (const auto& other : others) all.push_back(other.get());
  return all;
}

Server* Toolbox::named(std::string_view name) {
  for (const auto& other : others)
    if (other->name() == name) return other.get();
  return nullptr;
}

}  // namespace smcp::tools
