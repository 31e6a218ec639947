// Text quality: what an editor should mend in a page: glued words, words of mixed script, a wrong `lang`, no date.
//
// `izvor-indexer check --text-quality` prints one CSV row for each page that has something to mend. Called from one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "izvor/analyzer.h"
#include "izvor/extracted_page.h"
#include "izvor/page_archive.h"

namespace izvor {

struct TextQuality {
  std::vector<std::string> glued;         ///< Told apart: "със стратегията". In order, each occurrence.
  std::vector<std::string> mixed_script;  ///< As written: "Cъвет" with a Latin C, "EC" for ЕС.
  bool wrong_language = false;            ///< The page declares none, or another than its text is in.
  bool undated = false;                   ///< Neither published nor modified is known.

  [[nodiscard]] bool good() const { return glued.empty() && mixed_script.empty() && !wrong_language && !undated; }
};

/// `analysis` is only its memory, used again from page to page.
[[nodiscard]] TextQuality assess(const ExtractedPage& page, const Analyzer& analyzer, Analysis& analysis);

struct TextQualityReport {
  std::uint64_t pages = 0;
  std::uint64_t to_mend = 0;
  std::uint64_t unreadable = 0;  ///< Their record or their text could not be read.
};

/// Writes the header and a row for each page with something to mend, of every page that may be found: the archive's current
/// versions, without those that ask not to be indexed.
[[nodiscard]] Result<TextQualityReport> write_text_quality(const PageArchive& archive, const Analyzer& analyzer,
                                                           std::ostream& out);

}  // namespace izvor
