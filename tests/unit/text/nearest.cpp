#include "text/nearest.hpp"

#include "support/catch.hpp"

using namespace smcp;

TEST_CASE("the word that was meant has few letters changed, and there may be none") {
  CHECK(nearest("trian-1", {"web", "train-1", "train-10"}) == "train-1");
  CHECK(nearest("tra", {"web", "train"}) == "train");
  CHECK(nearest("api", {"web", "train"}).empty());
  CHECK(nearest("web", {}).empty());
}

TEST_CASE("two letters in the wrong order are one mistake") {
  CHECK(nearest("wacth", {"wait", "watch"}) == "watch");
  CHECK(nearest("wiat", {"wait", "watch"}) == "wait");
}
