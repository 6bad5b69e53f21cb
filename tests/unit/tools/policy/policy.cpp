#include "tools/policy/policy.hpp"

#include "support/catch.hpp"
#include "support/contains.hpp"

using namespace smcp;
using smcp::test::Contains;
using namespace smcp::tools;

namespace {

constexpr auto kEffects = {Effect::reads, Effect::changes, Effect::arranges, Effect::destroys};

std::string refusal(const Policy& policy, Effect effect, const SessionFacts& session) {
  const Status status = policy.judge(effect, session);
  return status ? "" : status.error().message;
}

}  // namespace

TEST_CASE("policy: without rules everything is allowed, and nothing has to be looked up") {
  const Policy policy;
  CHECK_FALSE(policy.limits_sessions());
  CHECK(policy.words().empty());
  CHECK(policy.sees("any"));
  CHECK(policy.judge_new_name("any"));
  for (const Effect effect : kEffects) {
    CHECK(policy.offers(effect));
    CHECK(policy.judge(effect, {.name = "any", .shares_foreign = true}));
  }
}

TEST_CASE("policy: read-only offers what reads, of every session") {
  const Policy policy({.read_only = true});
  for (const Effect effect : kEffects) CHECK(policy.offers(effect) == (effect == Effect::reads));
  CHECK_FALSE(policy.limits_sessions());
  CHECK_THAT(policy.words(), Contains("--read-only"));
}

TEST_CASE("policy: a name must match one of --allow and none of --deny, as a whole and by its case") {
  const Policy policy({.allow = {"build-*", "w?b", "[xy]1", "a\\*"}, .deny = {"*-secret", "x1"}});
  for (const auto* name : {"build-", "build-1", "web", "wab", "y1", "a*"}) CHECK(policy.sees(name));
  for (const auto* name :
       {"", "build", "Build-1", "xbuild-1", "wb", "weeb", "z1", "ab", "build-secret", "x1"})
    CHECK_FALSE(policy.sees(name));
  CHECK(policy.hidden_by("other") == "outside --allow");
  CHECK(policy.hidden_by("build-secret") == "excluded by --deny");
  const Policy only_denied({.deny = {"secret*"}});
  CHECK(only_denied.sees("other"));
  CHECK_FALSE(only_denied.sees("secret"));
}

TEST_CASE("policy: a wildcard stands for a whole character, be it one of several bytes") {
  const Policy denied({.deny = {"caf?", "[!a]x", "\xe6\x97\xa5*"}});
  for (const auto* name : {"caf\xc3\xa9", "cafe", "\xc3\xa9x", "\xe6\x97\xa5", "\xe6\x97\xa5\xe6\x9c\xac"})
    CHECK_FALSE(denied.sees(name));
  for (const auto* name : {"caf\xc3\xa9\xc3\xa9", "\xc3\xa9\xc3\xa9x", "\xe6\x9c\xac", "caf", "ax"})
    CHECK(denied.sees(name));
  const Policy allowed({.allow = {"\xc3\xa9?", "[a-z]1"}});
  for (const auto* name : {"\xc3\xa9z", "\xc3\xa9\xc3\xa9", "\xc3\xa9\xc3\xa8", "b1"})
    CHECK(allowed.sees(name));
  for (const auto* name : {"\xc3\xa8z", "\xc3\xa9", "\xc3\xa9\xc3\xa9\xc3\xa9", "\u00e81"})
    CHECK_FALSE(allowed.sees(name));
}

TEST_CASE("policy: what is hidden does not exist, for whatever effect, and nothing may get such a name") {
  const Policy policy({.allow = {"a*"}, .deny = {"ab"}});
  for (const Effect effect : kEffects) {
    CHECK(refusal(policy, effect, {.name = "x", .ours = true}) ==
          "session \"x\" does not exist (outside --allow)");
    CHECK(refusal(policy, effect, {.name = "ab", .ours = true}) ==
          "session \"ab\" does not exist (excluded by --deny)");
    CHECK(refusal(policy, effect, {.name = "a"}).empty());
    CHECK_THAT(refusal(policy, effect, {.name = "a", .shares_hidden = true}), Contains("shares a window"));
  }
  CHECK(policy.judge_new_name("a"));
  const Status named = policy.judge_new_name("x");
  REQUIRE_FALSE(named);
  CHECK_THAT(named.error().message, Contains("outside --allow") &&
                                        Contains("a name that fits --allow a* and does not fit --deny ab."));
  CHECK(Policy({.deny = {"ab"}}).words() == "Only sessions whose names do not fit --deny ab exist here.");
}

TEST_CASE(
    "policy: --own lets others be read, and changes nothing in them nor in what shares windows with them") {
  const Policy policy({.own = true});
  CHECK(policy.limits_sessions());
  for (const Effect effect : kEffects) {
    const bool reads = effect == Effect::reads;
    CHECK(refusal(policy, effect, {.name = "a", .ours = true}).empty());
    CHECK(refusal(policy, effect, {.name = "a"}).empty() == reads);
    CHECK(refusal(policy, effect, {.name = "a", .ours = true, .shares_foreign = true}).empty() == reads);
  }
  CHECK_THAT(refusal(policy, Effect::destroys, {.name = "a"}), Contains("--own"));
  const Policy both({.own = true, .allow = {"a*"}});
  CHECK_THAT(refusal(both, Effect::reads, {.name = "b", .ours = true}), Contains("outside --allow"));
  CHECK_THAT(refusal(both, Effect::changes, {.name = "a"}), Contains("--own"));
  CHECK_THAT(both.words(), Contains("--allow a*") && Contains("--own"));
}

TEST_CASE("policy: globs that cannot mean anything are told from those that can") {
  for (const auto* glob : {"a", "*", "[a]", "[!a]*", "[^]]", "[]a]", "\\[", "a\\\\", "[[:alpha:]]",
                           "[[:digit:]x]", "[a[]b", "[!]]", "a[.:]"}) {
    INFO(glob);
    CHECK(check_glob(glob));
  }
  for (const auto* glob :
       {"", "a*,b*", "caf[éè]", "[é]a", "[", "a[b", "[]", "[!]", "a\\", "[a][", "[[:alpha:]", "[[:alpha]",
        "[[:nosuch:]]", "[[.a.]]", "[[=a=]]", "[a\\]b]", "build.*", "work:a*", "a\\"}) {
    INFO(glob);
    CHECK_FALSE(check_glob(glob));
  }
}

TEST_CASE("policy: a glob with a colon is about the servers whose names match") {
  const PolicyRules rules{.allow = {"a*", "gpu?:t*"}, .deny = {"gpu1:*-secret", "*:x"}};
  const Policy here(rules);
  const Policy gpu1(rules, "gpu1");
  const Policy other(rules, "other");
  CHECK(here.sees("a-secret"));
  CHECK_FALSE(here.sees("train"));
  CHECK(gpu1.sees("train"));
  CHECK(gpu1.sees("a"));
  CHECK_FALSE(gpu1.sees("a-secret"));
  CHECK(other.sees("a-secret"));
  CHECK_FALSE(other.sees("train"));
  for (const Policy* policy : {&here, &gpu1, &other}) CHECK_FALSE(policy->sees("x"));
  CHECK_THAT(refusal(gpu1, Effect::reads, {.name = "b"}), Contains("session \"gpu1:b\" does not exist"));
  // Another name of the same server denies, and does not allow.
  CHECK_FALSE(Policy(rules, "other", {"gpu1"}).sees("a-secret"));
  CHECK_FALSE(Policy(rules, "other", {"gpu1"}).sees("train"));
  // What is only about others allows nothing here.
  CHECK_FALSE(Policy({.allow = {"gpu1:*"}}).sees("a"));
  CHECK(Policy({.allow = {"gpu1:*"}}).limits_sessions());
}

TEST_CASE("policy: which globs there can be where servers have names") {
  const std::vector<std::string> servers = {"gpu1", "b"};
  for (const char* glob : {"gpu1:a", "gpu?:*", "*:x", "[ab]:y", "[[:alpha:]]:y", "a", "[[:alpha:]]x"}) {
    CAPTURE(glob);
    CHECK(check_glob(glob, servers));
  }
  for (const char* glob : {"gpu2:a", ":a", "b:", "b:a:c", "b:a.c", "b:[", "[:a", "b\\:a:", "c:*"}) {
    CAPTURE(glob);
    CHECK_FALSE(check_glob(glob, servers));
  }
  CHECK_FALSE(check_glob("gpu1:a"));
}
