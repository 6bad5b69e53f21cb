#include "support/witness.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <utility>
#include <vector>

namespace smcp::test {
namespace {

std::vector<Witness*> witnesses;
bool heard = false;

}  // namespace

Witness::Witness(std::function<std::string()> account) : account_(std::move(account)) {
  witnesses.push_back(this);
}

Witness::~Witness() {
  if (std::uncaught_exceptions() > 0) hear_witnesses();
  witnesses.erase(std::find(witnesses.begin(), witnesses.end(), this));
}

void hear_witnesses() {
  if (std::exchange(heard, true)) return;
  for (const Witness* witness : witnesses) {
    std::string account;
    try {
      account = witness->account_();
    } catch (const std::exception& error) {
      account = std::string("no account: ") + error.what();
    }
    std::fprintf(stderr, "%s\n", account.c_str());
  }
}

void expect_failure() {
  heard = false;
}

}  // namespace smcp::test
