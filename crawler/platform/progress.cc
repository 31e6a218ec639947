#include "crawler/platform/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace izvor {
namespace {

constexpr std::chrono::milliseconds kRedraw{100};

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t place = digits.size(); place > 3; place -= 3) digits.insert(place - 3, 1, ' ');
  return digits;
}

std::string duration_text(std::uint64_t seconds) {
  if (seconds < 60) return std::to_string(seconds) + " s";
  if (seconds < 3600) return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
  return std::to_string(seconds / 3600) + " h " + std::to_string(seconds / 60 % 60) + " min";
}

}  // namespace

std::string progress_text(const std::string& label, std::uint64_t done, std::uint64_t total,
                          std::chrono::milliseconds elapsed) {
  const auto milliseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(elapsed.count(), 1));
  std::string text = label + ": " + grouped(done);
  if (total > 0) text += " of " + grouped(total) + " (" + std::to_string(100 * done / total) + " %)";
  text += ", " + grouped(done * 1000 / milliseconds) + "/s";
  if (total > done && done > 0) text += ", " + duration_text((total - done) * milliseconds / done / 1000) + " left";
  return text;
}

ProgressLine::ProgressLine(std::string label)
    : label_(std::move(label)),
      visible_(::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()),
      next_draw_(start_ + kRedraw) {}

ProgressLine::~ProgressLine() { clear(); }

void ProgressLine::update(std::uint64_t done, std::uint64_t total) {
  if (!visible_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_draw_) return;
  next_draw_ = now + kRedraw;
  drawn_ = true;
  const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - start_);
  // Carriage return and "erase to the end of the line" (ECMA-48 EL).
  std::fprintf(stderr, "\r\x1b[K%s", progress_text(label_, done, total, elapsed).c_str());
}

void ProgressLine::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

}  // namespace izvor
