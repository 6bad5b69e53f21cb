#include "text/fold_filler.hpp"

#include <algorithm>

#include "text/trim.hpp"

namespace smcp::tools {
namespace {

bool is_filler(std::string_view row) {
  return row.empty() || row == "~";
}

class FillerFolding {
 public:
  void add(std::string_view row) {
    const std::string_view text = tmux::trimmed(row);
    if (rows_ > 0 && is_filler(text) && text == kind_) {
      run_.push_back('\n');
      run_ += row;
      ++rows_;
      return;
    }
    end_run();
    kind_ = text;
    run_ = row;
    rows_ = 1;
  }

  std::string take() {
    end_run();
    return std::move(out_);
  }

 private:
  void end_run() {
    if (rows_ == 0) return;
    if (!first_) out_.push_back('\n');
    first_ = false;
    if (rows_ < kLeastFiller) {
      out_ += run_;
    } else {
      out_ += "… " + std::to_string(rows_) + (kind_.empty() ? " blank rows …" : " rows of ~ …");
    }
    rows_ = 0;
  }

  std::string out_;
  std::string run_;        ///< the neighbouring rows that are alike, as they are
  std::string_view kind_;  ///< what each of them is without blanks behind it
  std::size_t rows_ = 0;   ///< how many they are
  bool first_ = true;      ///< nothing has been put out
};

}  // namespace

std::string fold_filler(std::string_view screen) {
  FillerFolding folding;
  for (std::size_t begin = 0; begin <= screen.size();) {
    const auto end = std::min(screen.find('\n', begin), screen.size());
    folding.add(screen.substr(begin, end - begin));
    begin = end + 1;
  }
  return folding.take();
}

}  // namespace smcp::tools
