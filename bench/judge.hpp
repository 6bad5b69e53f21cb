// Comparing an aim with what was reached.
#pragma once

#include <string>

#include "bench.hpp"

namespace smcp::bench {

/// Times depend on the machine and its load, so a missed aim is not a failure of the bench.
class Judge {
 public:
  explicit Judge(Bench& bench) : bench_(bench) {}

  void at_least(const std::string& what, double reached, double aim, const std::string& unit) {
    judge(what, reached, aim, unit, reached >= aim);
  }
  void at_most(const std::string& what, double reached, double aim, const std::string& unit) {
    judge(what, reached, aim, unit, reached <= aim);
  }

 private:
  void judge(const std::string& what, double reached, double aim, const std::string& unit, bool met) {
    bench_.report_figures("aims", what,
                          {{"", reached, unit}, {"aim", aim, ""}, {"met", met ? 1.0 : 0.0, kYesNo}});
  }

  Bench& bench_;
};

}  // namespace smcp::bench
