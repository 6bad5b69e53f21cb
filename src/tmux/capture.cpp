#include "tmux/capture.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "tmux/errors.hpp"
#include "tmux/exact_target.hpp"
#include "tmux/rows.hpp"

namespace smcp::tmux {
namespace {

/// Longer than any row of numbers and a name: what goes on for longer without a newline is no head of ours.
constexpr std::size_t kMaxHead = 4096;

struct Head {
  std::size_t history_rows = 0;
  std::string session;
};

/// Takes the output of `display-message` and `capture-pane` in one batch: one row about the pane, then its
/// text.
class HeadAndTail {
 public:
  explicit HeadAndTail(const CaptureRequest& request)
      : tail_(std::make_shared<Tail>(Tail::Limits{request.lines, request.max_bytes})) {}

  void feed(std::string_view bytes) {
    if (head_complete_) return tail_->feed(bytes);
    const auto end = bytes.find('\n');
    head_.append(bytes.substr(0, std::min(end, kMaxHead)));
    if (end == std::string_view::npos && head_.size() <= kMaxHead) return;
    head_complete_ = true;
    if (end != std::string_view::npos) tail_->feed(bytes.substr(end + 1));
  }

  [[nodiscard]] std::optional<Head> head() const {
    const auto row = split_row(head_, 2);
    if (!row || !head_complete_) return std::nullopt;
    const auto history = parse_number<std::size_t>((*row)[0]);
    if (!history) return std::nullopt;
    return Head{*history, std::string((*row)[1])};
  }
  [[nodiscard]] const Captured& tail() const { return tail_; }

 private:
  std::string head_;
  bool head_complete_ = false;
  Captured tail_;
};

/// One capture on its way; lives as long as one of its requests.
class Capture : public std::enable_shared_from_this<Capture> {
 public:
  Capture(Chain chain, CaptureRequest request, UniqueFunction<void(Result<Captured>)> done)
      : chain_(std::move(chain)),
        request_(std::move(request)),
        rows_(request_.lines + 1),
        done_(std::move(done)) {}

  void start() {
    auto self = shared_from_this();
    with_exact_target(
        chain_, request_.session,
        [self](std::string target, Outcome outcome) { self->attempt(std::move(target), std::move(outcome)); },
        [self](Error error) { self->done_(std::move(error)); });
  }

 private:
  void attempt(std::string target, Outcome outcome) {
    auto output = std::make_shared<HeadAndTail>(request_);
    Command command("display-message");
    command.flag("-p").flag("-t").arg(target + ":").arg(row_format({"history_size", "session_name"}));
    command.then("capture-pane").flag("-p").flag("-J").flag("-t").arg(target + ":");
    command.flag("-S").flag("-" + std::to_string(rows_));
    chain_->stream(
        std::move(command), [output](std::string_view bytes) { output->feed(bytes); },
        [self = shared_from_this(), output, target = std::move(target),
         outcome = std::move(outcome)](const Result<Reply>& reply) mutable {
          self->answered(*output, reply, std::move(target), std::move(outcome));
        });
  }

  void answered(HeadAndTail& output, const Result<Reply>& reply, std::string target, Outcome outcome) {
    if (!reply) return outcome(reply.error());
    const auto head = output.head();
    if (!head) return outcome(unexpected_answer("capture-pane"));
    if (head->session != request_.session) return outcome(no_such_session(request_.session));
    output.tail()->finish();
    const std::uint64_t passed = output.tail()->passed();
    // With history left out above, the first line may be the end of a longer one: it must not be among ours.
    if (head->history_rows <= rows_ || passed > request_.lines) return done_(output.tail());
    rows_ = more_rows(passed, head->history_rows);
    attempt(std::move(target), std::move(outcome));
  }

  /// At least double; as many as the lines so far suggest, with an eighth to spare; at most all.
  [[nodiscard]] std::size_t more_rows(std::uint64_t passed, std::size_t history) const {
    const std::size_t wanted = request_.lines + 1;
    const std::size_t guess = rows_ / std::max<std::uint64_t>(passed, 1) * wanted;
    return std::min(std::max(2 * rows_, guess + guess / 8), std::max(history, 2 * rows_));
  }

  Chain chain_;
  CaptureRequest request_;
  std::size_t rows_;  ///< rows of history asked for
  UniqueFunction<void(Result<Captured>)> done_;
};

}  // namespace

void capture_pane(const Chain& chain, CaptureRequest request, UniqueFunction<void(Result<Captured>)> done) {
  std::make_shared<Capture>(chain, std::move(request), std::move(done))->start();
}

}  // namespace smcp::tmux
