#include "text/fold_similar.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "text/line_shape.hpp"
#include "unit/text/join.hpp"

using smcp::test::join;
using smcp::tools::fold_similar;
using smcp::tools::LineShape;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  if (text.empty()) return lines;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string folded(const std::string& text) {
  std::string out = "before";
  const auto lines = fold_similar(text, out);
  CHECK(lines == lines_of(out.substr(6)).size());
  REQUIRE(out.starts_with("before"));
  return out.substr(6);
}

void check_folded(const std::vector<std::string>& lines, const std::vector<std::string>& expected) {
  CHECK(folded(join(lines)) == join(expected));
}

void check_untouched(const std::vector<std::string>& lines) {
  check_folded(lines, lines);
}

/// Whether all of these, after a line and before another, become three.
void check_folds(const std::vector<std::string>& run) {
  std::vector<std::string> lines = {"$ command"};
  lines.insert(lines.end(), run.begin(), run.end());
  lines.emplace_back("$");
  check_folded(lines, {"$ command", run.front(), "… " + std::to_string(run.size() - 2) + " similar lines …",
                       run.back(), "$"});
}

bool same_shape(const std::string& a, const std::string& b) {
  LineShape first;
  LineShape second;
  first.set(a);
  second.set(b);
  return first == second;
}

/// What fold_similar promises, line by line.
std::vector<std::string> reference_fold(const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < lines.size();) {
    auto end = at + 1;
    while (end < lines.size() && same_shape(lines[at], lines[end])) ++end;
    if (end - at >= 4) {
      out.push_back(lines[at]);
      out.push_back("… " + std::to_string(end - at - 2) + " similar lines …");
      out.push_back(lines[end - 1]);
    } else {
      out.insert(out.end(), lines.begin() + static_cast<std::ptrdiff_t>(at),
                 lines.begin() + static_cast<std::ptrdiff_t>(end));
    }
    at = end;
  }
  return out;
}

}  // namespace

TEST_CASE("runs of four lines fold, of three they do not", "[fold_similar]") {
  check_folded({}, {});
  check_untouched({"one"});
  check_untouched({"n 1", "n 2", "n 3"});
  check_folded({"n 1", "n 2", "n 3", "n 4"}, {"n 1", "… 2 similar lines …", "n 4"});
  check_folded({"a", "n 1", "n 2", "n 3", "n 4", "n 5", "b"},
               {"a", "n 1", "… 3 similar lines …", "n 5", "b"});
  check_folded({"n 1", "n 2", "n 3", "n 4", "m 1", "m 2", "m 3", "m 4"},
               {"n 1", "… 2 similar lines …", "n 4", "m 1", "… 2 similar lines …", "m 4"});
  check_folded({"n 1", "n 2", "x", "n 3", "n 4"}, {"n 1", "n 2", "x", "n 3", "n 4"});
  check_folded({"same", "same", "same", "same", "same"}, {"same", "… 3 similar lines …", "same"});
}

TEST_CASE("blank lines fold among themselves", "[fold_similar]") {
  check_untouched({"a", "", "", "", "b"});
  check_folded({"a", "", "", "", "", "b"}, {"a", "", "… 2 similar lines …", "", "b"});
  check_untouched({"n 1", "", "n 2", "", "n 3", "", "n 4"});
  check_folded({"a", "", "", "", "", ""}, {"a", "", "… 3 similar lines …", ""});
  CHECK(folded("\n\n\n") == "\n… 2 similar lines …\n");
  CHECK(folded("\n") == "\n");
}

TEST_CASE("progress that programs print folds", "[fold_similar]") {
  SECTION("tqdm") {
    check_folds({"  1%|          | 10/1000 [00:01<01:39,  9.95it/s]",
                 " 25%|██▌       | 250/1000 [00:25<01:15,  9.91it/s]",
                 " 52%|█████▏    | 520/1000 [00:52<00:48, 10.02it/s]",
                 "100%|██████████| 1000/1000 [01:40<00:00,  9.98it/s]"});
    check_folds({" 10%|#         | 10/100 [00:01<00:09, 9.9it/s]",
                 " 24%|##4       | 24/100 [00:02<00:07, 9.9it/s]",
                 " 38%|###8      | 38/100 [00:03<00:06, 10.1it/s]",
                 "100%|##########| 100/100 [00:10<00:00, 10.0it/s]"});
  }
  SECTION("pip") {
    check_folds({"     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0.0/12.3 MB ? eta -:--:--",
                 "     ╸━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0.2/12.3 MB ? eta -:--:--",
                 "     ━╺━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0.4/12.3 MB ? eta -:--:--",
                 "     ━━╺━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 0.7/12.3 MB ? eta -:--:--"});
    check_folds({"   ━━━━━━╺━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 2.1/12.3 MB 10.3 MB/s eta 0:00:01",
                 "   ━━━━━━━━━━━━╸━━━━━━━━━━━━━━━━━━━━━━━━━━━ 4.0/12.3 MB 9.8 MB/s eta 0:00:01",
                 "   ━━━━━━━━━━━━━━━━━━━━━━━╸━━━━━━━━━━━━━━━━ 7.4/12.3 MB 11.0 MB/s eta 0:00:01",
                 "   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 12.3/12.3 MB 10.9 MB/s eta 0:00:00"});
  }
  SECTION("wget") {
    check_folds({"     0K .......... .......... .......... .......... ..........  0%  998K 10s",
                 "    50K .......... .......... .......... .......... ..........  1% 1.02M 9s",
                 "   100K .......... .......... .......... .......... ..........  2%  105M 6s",
                 "  1000K .......... .......... .......... .......... .......... 10% 2.25M 1m5s"});
    check_folds({"file.iso       1%[                    ]   1.20M   900KB/s    eta 99s",
                 "file.iso      10%[=>                  ]  12.30M  1.20MB/s    eta 90s",
                 "file.iso      55%[==========>         ]  66.00M  11.2MB/s    eta 1m5s",
                 "file.iso     100%[===================>] 120.00M  10.5MB/s    eta 2s"});
  }
  SECTION("curl") {
    check_folds({" 10  100M   10  10.0M    0     0  9.9M  0  0:00:10  0:00:01  0:00:09  9.9M",
                 " 22  100M   22  22.0M    0     0  998k  0  0:00:10  0:00:02  0:00:08  998k",
                 " 55  100M   55  55.1M    0     0 10.9M  0  0:00:09  0:00:05  0:00:04 10.9M",
                 " 99  100M   99  99.0M    0     0 11.0M  0  0:00:09  0:00:08  0:00:01 11.0M"});
    check_folds({"####                                                                       6.1%",
                 "##############                                                            20.2%",
                 "##########################################                                58.9%",
                 "######################################################################## 100.0%"});
  }
  SECTION("cargo, ninja, make") {
    check_folds({"    Building [                           ] 1/240: libc",
                 "    Building [==>                       ] 30/240: libc",
                 "    Building [=========>                ] 99/240: libc",
                 "    Building [=======================> ] 230/240: libc"});
    check_folds({"[1/200] Building CXX object a1.o", "[2/200] Building CXX object a2.o",
                 "[99/200] Building CXX object a99.o", "[200/200] Building CXX object a200.o"});
    check_folds({"[  1%] Building C object f1.c.o", "[ 10%] Building C object f10.c.o",
                 "[ 55%] Building C object f55.c.o", "[100%] Building C object f100.c.o"});
  }
  SECTION("npm") {
    check_folds({"⸨                  ⸩ ⠋ reify: timing", "⸨###               ⸩ ⠙ reify: timing",
                 "⸨#########         ⸩ ⠸ reify: timing", "⸨##################⸩ ⠏ reify: timing"});
    check_folds({"⸨░░░░░░░░⸩ ⠋ reify: timing", "⸨█░░░░░░░⸩ ⠙ reify: timing", "⸨████░░░░⸩ ⠸ reify: timing",
                 "⸨████████⸩ ⠏ reify: timing"});
  }
  SECTION("docker pull") {
    check_folds({"9f8e1b: Downloading [>                              ]  539.6kB/52.3MB",
                 "9f8e1b: Downloading [=====>                         ]  9.1MB/52.3MB",
                 "9f8e1b: Downloading [===============>               ]  26.8MB/52.3MB",
                 "9f8e1b: Downloading [==============================>]  52.3MB/52.3MB"});
  }
  SECTION("apt") {
    check_folds({"Progress: [  2%] [#.........................................................]",
                 "Progress: [ 18%] [##########................................................]",
                 "Progress: [ 60%] [###################################.......................]",
                 "Progress: [100%] [##########################################################]"});
    check_folds({"(Reading database ... 5%", "(Reading database ... 10%", "(Reading database ... 55%",
                 "(Reading database ... 100%"});
  }
  SECTION("pytest") {
    check_folds({"........................................................................ [  7%]",
                 "........................................................................ [ 42%]",
                 "........................................................................ [ 86%]",
                 "......................                                                   [100%]"});
  }
  SECTION("spinners") {
    check_folds({"Solving environment: |", "Solving environment: /", "Solving environment: -",
                 "Solving environment: \\"});
    check_folds({"⠋ Installing", "⠙ Installing", "⠹ Installing", "⠸ Installing"});
  }
}

TEST_CASE("logs of training and of time fold", "[fold_similar]") {
  check_folds({" 100/1875 [>.............................] - ETA: 5s - loss: 2.3012 - accuracy: 0.1021",
               " 500/1875 [=======>......................] - ETA: 3s - loss: 1.1012 - accuracy: 0.6021",
               "1400/1875 [=====================>........] - ETA: 1s - loss: 0.5012 - accuracy: 0.8121",
               "1800/1875 [============================>.] - ETA: 0s - loss: 4.5e-1 - accuracy: 0.8821"});
  check_folds({"1/1875 ━━━━━━━━━━━━━━━━━━━━ 5:12 167ms/step - accuracy: 0.0 - loss: 2.4",
               "35/1875 ━━━━━━━━━━━━━━━━━━━━ 2s 1ms/step - accuracy: 0.31 - loss: 2.1",
               "900/1875 ━━━━━━━━━━━━━━━━━━━━ 1s 1ms/step - accuracy: 0.71 - loss: 0.9",
               "1875/1875 ━━━━━━━━━━━━━━━━━━━━ 4s 2ms/step - accuracy: 0.83 - loss: 0.5"});
  check_folds({"Epoch 1/50, step 100, loss=2.3025, lr=1e-3", "Epoch 1/50, step 200, loss=1.9, lr=1e-3",
               "Epoch 2/50, step 100, loss=-0.25, lr=9.5e-4",
               "Epoch 10/50, step 1,000, loss=0.125, lr=5e-04"});
  check_folds({"2026-11-21 16:31:13,123 INFO worker-1 pid=41 ok in 12ms",
               "2026-11-21 16:31:14,001 INFO worker-2 pid=42 ok in 9ms",
               "2026-11-21 16:31:14,500 INFO worker-1 pid=41 ok in 1.2s",
               "2026-11-22 00:00:01,000 INFO worker-3 pid=7 ok in 0ms"});
  check_folds({"64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.045 ms",
               "64 bytes from 10.0.0.1: icmp_seq=2 ttl=64 time=0.1 ms",
               "64 bytes from 10.0.0.1: icmp_seq=10 ttl=64 time=11 ms",
               "64 bytes from 10.0.0.1: icmp_seq=11 ttl=64 time=3 ms"});
}

TEST_CASE("lines that say different things stay", "[fold_similar]") {
  check_untouched({"GET /a 200", "POST /a 200", "GET /b 200", "PUT /c 200"});
  check_untouched(
      {"step 1 loss 0.5", "step 2 loss 0.4", "step 3 loss nan", "step 4 loss 0.3", "step 5 loss inf"});
  check_untouched(
      {"test_a PASSED [ 25%]", "test_b PASSED [ 50%]", "test_c FAILED [ 75%]", "test_d PASSED [100%]"});
  check_untouched({"..F.... [ 25%]", "....... [ 50%]", "...E... [ 75%]", "....... [100%]"});
  check_untouched({"   Compiling libc v0.2.1", "   Compiling serde v1.0.2", "   Compiling syn v2.0.3",
                   "   Compiling quote v1.0.4"});
  check_untouched({"total 12", "-rw-r--r-- 1 u u 5 a", "-rwxr--r-- 1 u u 5 b", "drwxr-xr-x 2 u u 9 c"});
  check_untouched({"  - one", "  - two", "  - three", "  - four"});
  check_untouched({"[x] 1", "[ ] 2", "[x] 3", "[ ] 4"});
  check_untouched({"[*] host up", "[-] host up", "[+] host up", "[!] host up"});
  check_untouched({"1", "x 2", "3", "x 4", "5"});
}

TEST_CASE("a million lines that are the same, and one line of a megabyte", "[fold_similar]") {
  std::string text = "line 0";
  for (int i = 1; i < 1'000'000; ++i) text += "\nline " + std::to_string(i);
  CHECK(folded(text) == "line 0\n… 999998 similar lines …\nline 999999");
  for (const auto* unit :
       {"[", "[ ", "| ", "|", "#", "[#", "1", "1.", "-", "1m", "0x", "k", "⸨ ", "\x1b[", "\x1b]"}) {
    std::string line;
    while (line.size() < 1'000'000) line += unit;
    CHECK(folded(line) == line);
  }
}

TEST_CASE("any bytes: what folds is similar, all else is as it was", "[fold_similar]") {
  constexpr const char* kPieces[] = {"1", "22", " ", "  ", "\n",   "\n",      "\n", "a", "...",
                                     "[", "]",  "#", "█",  "\xe2", "\x1b[1m", "-",  "|", "\x01"};
  std::mt19937 random(9);
  for (int round = 0; round < 20'000; ++round) {
    const auto kinds = 1 + random() % std::size(kPieces);
    std::string text;
    for (auto pieces = random() % 40; pieces > 0; --pieces) text += kPieces[random() % kinds];
    if (round % 2 == 0) std::replace(text.begin(), text.end(), '1', '\n');
    INFO("round: " << round);
    REQUIRE(folded(text) == join(reference_fold(lines_of(text))));
  }
}
