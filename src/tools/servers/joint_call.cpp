#include "tools/servers/joint_call.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/contains.hpp"
#include "io/uv_timer.hpp"
#include "tools/guarded_call.hpp"
#include "tools/servers/joint_json.hpp"

namespace smcp::tools {
namespace {

using transport::ToolResult;

/// The replies of its parts keep it alive.
class JointCall : public std::enable_shared_from_this<JointCall> {
 public:
  JointCall(Toolbox& tools, const Tool& tool, JointRequest request, transport::ToolReply reply)
      : tools_(tools),
        tool_(tool),
        kind_(*tool.joint),
        request_(std::move(request)),
        reply_(std::move(reply)),
        timer_(tools.server.loop, [this] { impatient(); }) {
    for (AddressedPart& part : request_.parts) parts_.push_back({std::move(part)});
    running_.resize(parts_.size());
    // One reply puts one question at a time.
    in_turn_ = may_ask(tools.confirmation.asked, tool.effect);
  }

  void start() {
    const auto self = shared_from_this();
    if (in_turn_ && request_.person.asking == transport::Asking::in_result) {
      if (request_.audited) request_.audited->refuse();
      return end(
          ToolResult::error("before this call the user has to be asked (--confirm), and this client can ask "
                            "about the sessions of one server at a time: nothing was done. Name those "
                            "of one server in a call."));
    }
    if (kind_.patience.count() > 0) timer_.start(kind_.patience);
    for (std::size_t i = 0; i < parts_.size() && !over_ && (i == 0 || !in_turn_); ++i) start(i);
  }

  void cancel() {
    const auto self = shared_from_this();
    over_ = true;
    stop();
  }

 private:
  void start(std::size_t i) {
    if (kind_.lives_on && !again_) probe(i);
    transport::ReplySink sink;
    sink.answer = [self = shared_from_this(), i](ToolResult result) { self->answered(i, std::move(result)); };
    sink.progress = [self = shared_from_this()](std::string_view message) { self->reply_.progress(message); };
    sink.ask = [self = shared_from_this()](const transport::Question& question, auto on_answer) {
      self->reply_.ask(question, std::move(on_answer));
    };
    JointPart& part = parts_[i];
    part.result.reset();
    part.outcome = {};
    const auto call =
        std::make_shared<Call>(*part.call.server, part.call.arguments, transport::ToolReply(std::move(sink)));
    call->client = request_.client;
    call->audited = request_.audited;
    call->person = request_.person;
    call->part = &part.outcome;
    running_[i] = call;
    run_guarded(tools_, tool_, call);
  }

  /// Whether the server answers at all.
  void probe(std::size_t i) {
    probes_.push_back(parts_[i].call.server->new_chain());
    tmux::Command command("list-sessions");
    command.flag("-F").arg("x");
    probes_.back()->run(std::move(command), [weak = weak_from_this(), i](const Result<std::string>& text) {
      const auto self = weak.lock();
      if (self && (text || text.error().code != Errc::timed_out)) self->parts_[i].lives = true;
    });
  }

  void answered(std::size_t i, ToolResult result) {
    if (over_) return;
    const auto self = shared_from_this();
    parts_[i].result.emplace(std::move(result));
    parts_[i].lives = true;
    running_[i].reset();
    if (in_turn_ && i + 1 < parts_.size()) return start(i + 1);
    const auto has_answered = [](const JointPart& part) { return part.result.has_value(); };
    if (kind_.is_over != nullptr && kind_.is_over(parts_)) return finish();
    if (std::all_of(parts_.begin(), parts_.end(), has_answered)) return all_answered();
    if (is_late_) impatient();
  }

  /// All that are waited for.
  void all_answered() {
    std::vector<std::size_t> which;
    if (kind_.again != nullptr && !std::exchange(again_, true)) kind_.again(parts_, which);
    if (which.empty()) return finish();
    for (const std::size_t i : which) start(i);
  }

  /// The time of those that do not answer is up.
  void impatient() {
    is_late_ = true;
    const bool some = std::any_of(parts_.begin(), parts_.end(), [this](const JointPart& part) {
      return !part.result && kind_.lives_on && part.lives;
    });
    if (!some) all_answered();
  }

  void finish() {
    const auto has_result = [](const JointPart& part) { return part.has_result(); };
    if (std::any_of(parts_.begin(), parts_.end(), has_result))
      return end(kind_.join(tools_, parts_, uv::Clock::now() - began_));
    const bool refused =
        std::all_of(parts_.begin(), parts_.end(), [](const JointPart& part) { return part.outcome.refused; });
    if (refused && request_.audited) request_.audited->refuse();
    end(ToolResult::error(problems(), fault()));
  }

  /// The one that is not the call's, if any part has such a one.
  [[nodiscard]] ToolResult::Fault fault() const {
    const auto found = std::find_if(parts_.begin(), parts_.end(), [](const JointPart& part) {
      return part.result && part.result->fault() != ToolResult::Fault::call;
    });
    return found == parts_.end() ? ToolResult::Fault::call : found->result->fault();
  }

  /// Of all parts; what is wrong with the call, which each says, once.
  [[nodiscard]] std::string problems() const {
    std::vector<std::string> all;
    for (const JointPart& part : parts_) {
      // Where there is no patience to be lost, who has not answered was not waited for: another one has ended it all.
      if (!part.result && kind_.patience.count() == 0) continue;
      std::string problem = part.problem();
      add_once(all, std::move(problem));
    }
    std::string text;
    for (const std::string& problem : all) text.append(text.empty() ? "" : "\n").append(problem);
    return text;
  }

  void end(ToolResult result) {
    const auto self = shared_from_this();
    over_ = true;
    stop();
    reply_.answer(std::move(result));
  }

  void stop() {
    timer_.stop();
    for (const auto& probe : probes_) probe->cancel();
    for (const auto& weak : std::exchange(running_, {})) {
      const auto call = weak.lock();
      if (!call) continue;
      call->chain->cancel();
      if (call->on_cancel) call->on_cancel();
    }
  }

  Toolbox& tools_;
  const Tool& tool_;
  const JointKind& kind_;
  JointRequest request_;
  transport::ToolReply reply_;
  uv::TimePoint began_ = uv::Clock::now();
  uv::Timer timer_;
  JointParts parts_;
  std::vector<std::weak_ptr<Call>> running_;
  std::vector<tmux::Chain> probes_;
  bool in_turn_ = false;
  bool is_late_ = false;
  bool again_ = false;  ///< some have been called again
  bool over_ = false;
};

}  // namespace

bool JointPart::is_unreachable() const {
  if (!result || !outcome.failed) return !result;
  switch (*outcome.failed) {
    case Errc::timed_out:
    case Errc::io:
    case Errc::not_installed:
    case Errc::unreachable:
    case Errc::internal:
      return true;
    case Errc::refused:  // its socket is none; what may not be done is another matter
      return !outcome.refused;
    default:
      return false;
  }
}

std::string JointPart::title() const {
  return server().prefix.empty() ? "default server" : std::string(server().name());
}

std::string JointPart::problem() const {
  const std::string text = title();
  if (!result)
    return text + ": pending: it has not answered within " + std::to_string(kListPatience.count() / 1000) +
           " s";
  if (is_unreachable()) return text + ": unreachable: " + result->json_or_message();
  return result->json_or_message();
}

void add_error(std::string& errors, std::string_view message) {
  std::string json;
  transport::JsonWriter(json).string(message);
  add_items(errors, json);
}

void add_problem(std::string& errors, const JointPart& part) {
  add_error(errors, part.problem());
}

transport::CancelHook start_joint_call(Toolbox& tools, const Tool& tool, JointRequest request,
                                       transport::ToolReply reply) {
  const auto call = std::make_shared<JointCall>(tools, tool, std::move(request), std::move(reply));
  call->start();
  return [weak = std::weak_ptr(call)] {
    if (const auto running = weak.lock()) running->cancel();
  };
}

}  // namespace smcp::tools
