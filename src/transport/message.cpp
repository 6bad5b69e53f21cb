#include "transport/message.hpp"

#include <algorithm>
#include <bit>

#include <simdjson.h>

#include "json/walk.hpp"
#include "text/line_splitter.hpp"
#include "transport/question.hpp"

namespace smcp::transport {

static_assert(kLinePadding >= simdjson::SIMDJSON_PADDING);
static_assert(MessageParser::kMaxDepth < simdjson::DEFAULT_MAX_DEPTH);

struct MessageParser::Buffers {
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
};

namespace {

using Value = JsonWalk::Value;
constexpr std::size_t kMaxToken = MessageParser::kMaxToken;
/// The initial capacity of the parser, enough for nearly all lines.
constexpr std::size_t kSmallestCapacity = 4 * 1024;

/// The members that decide what kind of message it is.
struct Envelope {
  CheckedMember jsonrpc;
  CheckedMember id;
  CheckedMember method;
  bool has_result = false;
  bool has_error = false;
};

Message invalid(std::string_view problem) {
  Message message;
  message.problem = problem;
  return message;
}

/// Calls visit(key, value) for each member of `value` if that is an object, and sets `self` to whether it is one.
template <typename Visit>
bool read_object(JsonWalk& walk, Value value, std::size_t depth, CheckedMember& self, Visit visit) {
  self.state = JsonWalk::is_object(value) ? CheckedMember::State::good : CheckedMember::State::wrong_type;
  JsonWalk::Object object;
  if (!self.good()) return walk.skip(value, depth);
  return value.get_object().get(object) == simdjson::SUCCESS && walk.each_member(object, depth, visit);
}

/// Anything else than an object is as good as none: nothing that we do depends on it.
bool read_client(JsonWalk& walk, Value value, std::size_t depth, ClientMembers& client) {
  client = {};
  CheckedMember self;
  return read_object(walk, value, depth, self, [&](std::string_view key, Value member) {
    if (key == "name") return walk.string(member, depth + 1, client.name);
    if (key == "version") return walk.string(member, depth + 1, client.version);
    return walk.skip(member, depth + 1);
  });
}

bool read_capabilities(JsonWalk& walk, Value value, std::size_t depth, CapabilityMembers& capabilities) {
  capabilities = {};
  return read_object(walk, value, depth, capabilities.self, [&](std::string_view key, Value member) {
    if (key != "elicitation") return walk.skip(member, depth + 1);
    capabilities.form = capabilities.url = false;
    const auto note_mode = [&](std::string_view mode, Value settings) {
      capabilities.form = capabilities.form || mode == "form";
      capabilities.url = capabilities.url || mode == "url";
      return walk.skip(settings, depth + 2);
    };
    return read_object(walk, member, depth + 1, capabilities.elicitation, note_mode);
  });
}

bool read_answer(JsonWalk& walk, Value value, std::size_t depth, AnswerMembers& answer) {
  answer = {};
  return read_object(walk, value, depth, answer.self, [&](std::string_view key, Value member) {
    if (key == "action") return walk.string(member, depth + 1, answer.action);
    if (key != "content") return walk.skip(member, depth + 1);
    answer.choice = {};
    return read_object(walk, member, depth + 1, answer.content, [&](std::string_view name, Value choice) {
      if (name == kChoiceName) return walk.string(choice, depth + 2, answer.choice);
      return walk.skip(choice, depth + 2);
    });
  });
}

bool read_answers(JsonWalk& walk, Value value, std::size_t depth, Params& params) {
  params.answer = {};
  return read_object(walk, value, depth, params.answers, [&](std::string_view key, Value member) {
    if (key == kQuestionName) return read_answer(walk, member, depth + 1, params.answer);
    return walk.skip(member, depth + 1);
  });
}

bool read_error(JsonWalk& walk, Value value, std::size_t depth, ResponseMembers& response) {
  response.failed = true;
  CheckedMember self;
  return read_object(walk, value, depth, self, [&](std::string_view key, Value member) {
    if (key == "message") return walk.string(member, depth + 1, response.error_message);
    return walk.skip(member, depth + 1);
  });
}

bool read_meta(JsonWalk& walk, Value value, std::size_t depth, Meta& meta) {
  meta = {};
  return read_object(walk, value, depth, meta.self, [&](std::string_view key, Value member) {
    if (key == "io.modelcontextprotocol/protocolVersion")
      return walk.string(member, depth + 1, meta.protocol_version);
    if (key == "io.modelcontextprotocol/clientCapabilities")
      return read_capabilities(walk, member, depth + 1, meta.capabilities);
    if (key == "io.modelcontextprotocol/clientInfo") return read_client(walk, member, depth + 1, meta.client);
    if (key == "progressToken") return walk.token(member, depth + 1, kMaxToken, meta.progress_token);
    return walk.skip(member, depth + 1);
  });
}

bool read_params(JsonWalk& walk, Value value, std::size_t depth, Params& params) {
  params = {};
  return read_object(walk, value, depth, params.self, [&](std::string_view key, Value member) {
    if (key == "_meta") return read_meta(walk, member, depth + 1, params.meta);
    if (key == "name") return walk.string(member, depth + 1, params.name);
    if (key == "arguments") return walk.object(member, depth + 1, params.arguments);
    if (key == "cursor") return walk.string(member, depth + 1, params.cursor);
    if (key == "protocolVersion") return walk.string(member, depth + 1, params.protocol_version);
    if (key == "clientInfo") return read_client(walk, member, depth + 1, params.client);
    if (key == "capabilities") return read_capabilities(walk, member, depth + 1, params.capabilities);
    if (key == "requestState") return walk.string(member, depth + 1, params.request_state);
    if (key == "inputResponses") return read_answers(walk, member, depth + 1, params);
    if (key == "requestId") return walk.token(member, depth + 1, kMaxToken, params.request_id);
    return walk.skip(member, depth + 1);
  });
}

/// Sets the kind of the message, and returns what is wrong with it, or nothing.
std::string_view classify(const Envelope& envelope, Message& message) {
  if (!envelope.jsonrpc.good() || envelope.jsonrpc.text != "2.0") return "\"jsonrpc\" must be \"2.0\"";
  if (envelope.method.absent() && (envelope.has_error || (envelope.has_result && envelope.id.good()))) {
    message.kind = Message::Kind::response;
    return {};
  }
  if (envelope.id.wrong_type()) return "\"id\" must be a string of at most 4 KiB or a 64-bit integer";
  if (!envelope.method.good()) return "\"method\" must be a string";
  message.kind = envelope.id.good() ? Message::Kind::request : Message::Kind::notification;
  return {};
}
static_assert(kMaxToken == 4096, "the sentence above says so");

bool read_message(JsonWalk& walk, JsonWalk::Object object, std::size_t depth, Message& message) {
  Envelope envelope;
  const bool well_formed = walk.each_member(object, depth, [&](std::string_view key, Value member) {
    if (key == "jsonrpc") return walk.string(member, depth + 1, envelope.jsonrpc);
    if (key == "id") return walk.token(member, depth + 1, kMaxToken, envelope.id);
    if (key == "method") return walk.string(member, depth + 1, envelope.method);
    if (key == "params") return read_params(walk, member, depth + 1, message.params);
    envelope.has_result = envelope.has_result || key == "result";
    envelope.has_error = envelope.has_error || key == "error";
    if (key == "result") return read_answer(walk, member, depth + 1, message.response.result);
    if (key == "error") return read_error(walk, member, depth + 1, message.response);
    return walk.skip(member, depth + 1);
  });
  message.id = envelope.id.text;
  message.method = envelope.method.text;
  if (well_formed) message.problem = classify(envelope, message);
  return well_formed;
}

bool read_batch(JsonWalk& walk, JsonWalk::Array array, ParsedLine& parsed) {
  parsed.shape = ParsedLine::Shape::batch;
  bool too_long = false;
  const bool well_formed = walk.each_element(array, 1, [&](Value element) {
    too_long = too_long || parsed.messages.size() == MessageParser::kMaxBatch;
    if (too_long) return walk.skip(element, 2);
    auto& message = parsed.messages.emplace_back(invalid("a message must be a JSON object"));
    JsonWalk::Object object;
    if (!JsonWalk::is_object(element)) return walk.skip(element, 2);
    return element.get_object().get(object) == simdjson::SUCCESS && read_message(walk, object, 2, message);
  });
  if (too_long) {
    parsed.shape = ParsedLine::Shape::message;
    parsed.messages.assign(1, invalid("a batch may contain at most 1024 messages"));
    static_assert(MessageParser::kMaxBatch == 1024);
  }
  return well_formed;
}

bool read_document(JsonWalk& walk, simdjson::ondemand::document& document, ParsedLine& parsed) {
  simdjson::ondemand::json_type type{};
  if (document.type().get(type) != simdjson::SUCCESS) return false;
  if (type == simdjson::ondemand::json_type::array) {
    JsonWalk::Array array;
    return document.get_array().get(array) == simdjson::SUCCESS && read_batch(walk, array, parsed) &&
           walk.at_end();
  }
  parsed.shape = ParsedLine::Shape::message;
  auto& message = parsed.messages.emplace_back(invalid("a message must be a JSON object"));
  if (type != simdjson::ondemand::json_type::object) return walk.lone_scalar();
  JsonWalk::Object object;
  return document.get_object().get(object) == simdjson::SUCCESS && read_message(walk, object, 1, message) &&
         walk.at_end();
}

}  // namespace

MessageParser::MessageParser() : buffers_(std::make_unique<Buffers>()) {}
MessageParser::~MessageParser() = default;

const ParsedLine& MessageParser::parse(std::string_view line) {
  largest_ = std::max(largest_, line.size());
  parsed_.messages.clear();
  parsed_.shape = ParsedLine::Shape::malformed;
  auto& document = buffers_->document;
  // Grows in powers of two, so that not every slightly longer line needs new buffers.
  if (const auto wanted = std::bit_ceil(std::max(line.size(), kSmallestCapacity));
      buffers_->parser.capacity() < wanted && buffers_->parser.allocate(wanted) != simdjson::SUCCESS)
    return parsed_;
  const simdjson::padded_string_view text(line.data(), line.size(), line.size() + kLinePadding);
  if (buffers_->parser.iterate(text).get(document) != simdjson::SUCCESS) return parsed_;

  JsonWalk walk(document, line, kMaxDepth);
  if (read_document(walk, document, parsed_)) return parsed_;
  if (!walk.too_deep()) {
    parsed_.shape = ParsedLine::Shape::malformed;
    return parsed_;
  }
  // The rest was not read, so all that is known about the message is an id that may have come before.
  const auto id =
      parsed_.shape == ParsedLine::Shape::message ? parsed_.messages.front().id : std::string_view{};
  parsed_.shape = ParsedLine::Shape::message;
  parsed_.messages.assign(1, invalid("the message is nested deeper than 128 levels"));
  static_assert(kMaxDepth == 128);
  parsed_.messages.front().id = id;
  return parsed_;
}

void MessageParser::give_back_memory() {
  if (largest_ <= kRestingLine && parsed_.messages.capacity() <= kMaxBatch / 16) return;
  buffers_ = std::make_unique<Buffers>();
  parsed_ = {};
  largest_ = 0;
}

}  // namespace smcp::transport
