#include "transport/own_requests.hpp"

#include <algorithm>
#include <cassert>
#include <string>

namespace smcp::transport {

std::uint64_t OwnRequests::add(OnAnswer on_answer) {
  assert(!full());
  open_.emplace(++last_id_, std::move(on_answer));
  return last_id_;
}

void OwnRequests::answer(std::string_view id, Answer answer) {
  const auto found = std::find_if(open_.begin(), open_.end(),
                                  [id](const auto& request) { return std::to_string(request.first) == id; });
  if (found == open_.end()) return;
  auto on_answer = std::move(found->second);
  open_.erase(found);  // first: the callback may ask again
  on_answer(std::move(answer));
}

}  // namespace smcp::transport
