#include "report.hpp"

#include <array>
#include <cstdio>

#include "json/writer.hpp"

namespace smcp::bench {
namespace {

constexpr const char* kHeading = "  %-32s %11s %11s %11s %9s %10s\n";

template <typename... Args>
std::string format(const char* pattern, Args... args) {
  std::array<char, 256> text{};
  std::snprintf(text.data(), text.size(), pattern, args...);
  return text.data();
}

std::string time(double nanoseconds) {
  if (nanoseconds < 1e3) return format("%.1f ns", nanoseconds);
  if (nanoseconds < 1e6) return format("%.2f us", nanoseconds / 1e3);
  if (nanoseconds < 1e9) return format("%.2f ms", nanoseconds / 1e6);
  return format("%.2f s", nanoseconds / 1e9);
}

/// Bytes per nanosecond are GB/s, and lines per microsecond are millions a second.
double gigabytes_per_second(const Row& row) {
  return row.median > 0 ? row.work.bytes / row.median : 0;
}
double lines_per_second(const Row& row) {
  return row.median > 0 ? row.work.lines / row.median * 1e9 : 0;
}

std::string rate(double value) {
  return value > 0 ? format("%.2f", value) : "";
}

std::string figure_text(const Figure& figure) {
  const std::string name = figure.name.empty() ? "" : figure.name + " ";
  if (figure.unit == kYesNo) return name + (figure.value != 0 ? "yes" : "NO");
  return name + format("%.4g", figure.value) + (figure.unit.empty() ? "" : " " + figure.unit);
}

std::string line(const Row& row) {
  const auto name = row.candidate.c_str();
  std::string text = row.samples == 0 ? format("  %-32s", name)
                                      : format("  %-32s %11s %11s %11s %9s %10s", name, time(row.min).c_str(),
                                               time(row.median).c_str(), time(row.p95).c_str(),
                                               rate(gigabytes_per_second(row)).c_str(),
                                               rate(lines_per_second(row) / 1e6).c_str());
  for (const auto& figure : row.figures) text += "  " + figure_text(figure);
  return text + '\n';
}

}  // namespace

std::string table(const std::vector<Row>& rows) {
  std::string text;
  const Row* previous = nullptr;
  for (const auto& row : rows) {
    if (previous == nullptr || previous->bench != row.bench || previous->input != row.input) {
      text += (previous == nullptr ? "" : "\n") + row.bench + ": " + row.input + '\n';
      if (row.samples > 0) text += format(kHeading, "", "min", "median", "p95", "GB/s", "Mlines/s");
    }
    text += line(row);
    previous = &row;
  }
  return text;
}

std::string json(const std::vector<Row>& rows) {
  std::string text;
  transport::JsonWriter writer(text);
  const auto number = [&](const char* name, double value) { writer.key(name).raw(format("%.6g", value)); };
  writer.begin_object().key("rows").begin_array();
  for (const auto& row : rows) {
    writer.begin_object()
        .field("bench", row.bench)
        .field("input", row.input)
        .field("candidate", row.candidate);
    if (row.samples > 0) {
      writer.field("samples", row.samples);
      number("min_ns", row.min);
      number("median_ns", row.median);
      number("p95_ns", row.p95);
    }
    if (row.work.bytes > 0) number("gb_per_s", gigabytes_per_second(row));
    if (row.work.lines > 0) number("lines_per_s", lines_per_second(row));
    writer.key("figures").begin_array();
    for (const auto& figure : row.figures) {
      writer.begin_object().field("name", figure.name).field("unit", figure.unit);
      number("value", figure.value);
      writer.end_object();
    }
    writer.end_array().end_object();
  }
  writer.end_array().end_object();
  return text + '\n';
}

}  // namespace smcp::bench
