#include "text/fold_similar.hpp"

#include <algorithm>
#include <utility>

#include "text/line_shape.hpp"

namespace smcp::tools {
namespace {

/// The shortest run that is folded, since three lines replace it.
constexpr std::size_t kLeastRun = 4;

/// Neighbouring lines with the same shape, by their places in the text.
struct LineRun {
  std::size_t lines = 0;
  std::size_t first_end = 0;
  std::size_t last_begin = 0;
};

class SimilarFolding {
 public:
  SimilarFolding(std::string_view text, std::string& out) : text_(text), out_(out) {}

  std::size_t fold() {
    for (std::size_t begin = 0; begin <= text_.size();) {
      const auto end = std::min(text_.find('\n', begin), text_.size());
      add_line(begin, end);
      begin = end + 1;
    }
    end_run();
    out_ += text_.substr(copied_);
    return lines_;
  }

 private:
  void add_line(std::size_t begin, std::size_t end) {
    next_.set(text_.substr(begin, end - begin));
    if (run_.lines == 0 || next_ != shape_) {
      end_run();
      std::swap(shape_, next_);
      run_.first_end = end;
    }
    ++run_.lines;
    run_.last_begin = begin;
  }

  void end_run() {
    lines_ += std::min(run_.lines, kLeastRun - 1);
    if (run_.lines >= kLeastRun) {
      out_ += text_.substr(copied_, run_.first_end - copied_);
      out_ += "\n… ";
      out_ += std::to_string(run_.lines - 2);
      out_ += " similar lines …\n";
      copied_ = run_.last_begin;
    }
    run_ = {};
  }

  std::string_view text_;
  std::string& out_;
  std::size_t copied_ = 0;  ///< how much of the text is in `out`, folded or not
  std::size_t lines_ = 0;   ///< the number of lines in `out` once everything before the run is copied
  LineRun run_;
  LineShape shape_;  ///< the shape of the run's lines
  LineShape next_;
};

}  // namespace

std::size_t fold_similar(std::string_view text, std::string& out) {
  return text.empty() ? 0 : SimilarFolding(text, out).fold();
}

}  // namespace smcp::tools
