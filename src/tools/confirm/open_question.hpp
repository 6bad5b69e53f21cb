// A question that has been put to the person while its call waits.
#pragma once

#include <memory>

#include "base/result.hpp"
#include "base/unique_function.hpp"
#include "io/uv_timer.hpp"
#include "tools/tool.hpp"
#include "transport/question.hpp"

namespace smcp::tools {

/// Kept alive by Toolbox::long_calls until it is over.
class OpenQuestion : public LongCall, public std::enable_shared_from_this<OpenQuestion> {
 public:
  using Done = UniqueFunction<void(Result<transport::Answer>)>;

  /// Asks. `done` gets the answer; Errc::timed_out once Confirmation::patience has passed; or Errc::refused when the
  /// client has closed its end. After a cancellation of the call it is dropped.
  static void ask(Toolbox& tools, const CallPtr& call, transport::Question question, Done done);

  OpenQuestion(Toolbox& tools, const CallPtr& call, Done done);
  void answer_now() override;
  void drop() override { (void)end(); }

 private:
  void give(Result<transport::Answer> answer);
  /// Is over, and gives what is to be called.
  [[nodiscard]] Done end();

  Toolbox& tools_;
  std::weak_ptr<Call> call_;
  Done done_;
  uv::Timer timer_;
};

}  // namespace smcp::tools
