// Any line as a client's: what is made of it stays inside it or the parser, is the same each time, and is
// either a message with what that needs or has a problem in words.
#include "transport/message.hpp"

#include <string>
#include <vector>

#include "fuzzing.hpp"
#include "text/line_splitter.hpp"

using namespace smcp::fuzz;
using namespace smcp::transport;

namespace {

std::string spelled(const ParsedLine& parsed) {
  std::string text = std::to_string(static_cast<int>(parsed.shape));
  const auto add = [&text](std::string_view part) { text.append("|").append(part); };
  const auto member = [&add](const smcp::transport::CheckedMember& part) {
    add(part.absent() ? "absent" : part.wrong_type() ? "wrong" : "good");
    if (part.good()) add(part.text);
  };
  for (const Message& message : parsed.messages) {
    add(std::to_string(static_cast<int>(message.kind)));
    for (const auto part : {message.problem, message.id, message.method}) add(part);
    const Params& params = message.params;
    for (const auto* part :
         {&params.self, &params.name, &params.arguments, &params.cursor, &params.protocol_version,
          &params.request_id, &params.meta.self, &params.meta.protocol_version,
          &params.meta.capabilities.self, &params.meta.capabilities.elicitation, &params.meta.progress_token,
          &params.capabilities.self, &params.capabilities.elicitation, &params.request_state, &params.answers,
          &message.response.error_message})
      member(*part);
    for (const auto* answer : {&params.answer, &message.response.result}) {
      for (const auto* part : {&answer->self, &answer->action, &answer->content, &answer->choice})
        member(*part);
    }
  }
  return text;
}

void check(const ParsedLine& parsed) {
  const bool one = parsed.shape == ParsedLine::Shape::message;
  require(!one || parsed.messages.size() == 1, "a message is one");
  require(parsed.messages.size() <= MessageParser::kMaxBatch, "a batch is bounded");
  for (const Message& message : parsed.messages) {
    require(message.id.size() <= MessageParser::kMaxToken, "an id is bounded");
    require((message.kind == Message::Kind::invalid) == !message.problem.empty(), "what is wrong is said");
    require(message.kind != Message::Kind::request || !message.id.empty(), "a request has an id");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Exactly as large as needed, so that ASan sees what is read behind the padding.
  std::vector<char> padded(data, data + size);
  padded.resize(size + smcp::kLinePadding, '"');
  const std::string_view line(padded.data(), size);
  static MessageParser kept;  // with the buffers of the lines before
  check(kept.parse(line));
  const std::string first = spelled(kept.parse(line));
  kept.give_back_memory();
  MessageParser fresh;
  require(spelled(fresh.parse(line)) == first, "a line means the same each time");
  return 0;
}
