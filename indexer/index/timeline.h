// Timeline: what a page said when, from the findings about its versions in capture order.
//
// Everything that the index shows of a page follows from its findings: the text of now, the texts of before, and from when
// until when each held. A finding never changes once it is made; a version that takes its place in the past only adds one. So
// the timelines before and after it say what has to be written, whatever a crash left behind. Pure; safe from any thread.
//
//   * A version that repeats the one captured before it (same state) adds nothing.
//   * A text holds from its first version on until the first version that says something else, or that the page is not to be
//     found: gone, noindex, no text. A version that says nothing about the page (an error page) leaves it.
//   * Shown is the last version that has the text of now.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "izvor/page_version.h"

namespace izvor {

/// What a version asks of the index.
enum class Asks : std::uint8_t { kShow, kRemove, kKeep };

struct VersionFinding {
  Sequence sequence = 0;
  UtcTime fetched;
  std::string rank;   ///< Within the second: crawler/archive/capture_order.h.
  std::string state;  ///< What is compared to see whether a version repeats another.
  Asks asks = Asks::kKeep;
  std::string text_digest;  ///< Of a text to show.
};

/// A text that was shown from one time until another; the versions of one time leave texts that never held.
struct HeldText {
  Sequence since = 0;  ///< The version that first had it.
  UtcTime valid_from;
  UtcTime valid_to;
  friend bool operator==(const HeldText&, const HeldText&) = default;
};

struct ShownText {
  Sequence since = 0;
  UtcTime valid_from;
  Sequence shown = 0;  ///< The version whose document is in the index.
  std::string text_digest;
  friend bool operator==(const ShownText&, const ShownText&) = default;
};

struct Timeline {
  std::vector<HeldText> past;
  std::optional<ShownText> live;
  friend bool operator==(const Timeline&, const Timeline&) = default;
};

/// `findings` are of one page, in capture order.
[[nodiscard]] Timeline timeline_of(const std::vector<VersionFinding>& findings);

/// Adds a finding at its place; yes when it is the last one.
bool add_in_order(std::vector<VersionFinding>& findings, VersionFinding finding);

}  // namespace izvor
