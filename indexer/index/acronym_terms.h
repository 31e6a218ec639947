// Acronyms that the pages introduce, kept in the index as terms: "изкуствен интелект (ИИ)".
//
// A page that introduces a pair has a boolean term for it (schema::kAcronymPrefix, the acronym, a tab, the long form as
// written), so that a pair comes and goes with its pages, in their commit, and the term's frequency is its count. The indexer
// writes them; searchd reads them all when it opens an index. Pure functions: safe from any thread, one database each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "izvor/analyzer.h"
#include "izvor/result.h"

namespace izvor {

/// An acronym, what it stands for, and how many pages say so.
struct IntroducedAcronym {
  std::string acronym;    ///< As written: "ИИ".
  std::string long_form;  ///< Of the forms that differ in case or inflection only, the one of most pages.
  std::uint32_t pages = 0;
  bool operator==(const IntroducedAcronym&) const = default;
};

/// The boolean terms of the pairs that `text` introduces, each once; the first 200, without those too long to be terms.
[[nodiscard]] std::vector<std::string> acronym_terms(std::string_view text);

/// Every pair of the index, by acronym, then the most pages first. Reads the terms of the pairs only: the cost grows with the
/// pairs, not with the pages. Fails when the database cannot be read; after a commit under the reader, reopen and ask again.
[[nodiscard]] Result<std::vector<IntroducedAcronym>> introduced_acronyms(const Xapian::Database& database,
                                                                         const Analyzer& analyzer);

}  // namespace izvor
