// PageGenerator: Bulgarian pages of any number, drawn by a seed: what benchmarks of indexing and searching run on.
//
// Words come from a word list in an order that the seed shuffles, behind some forty real function words; how often each is used
// follows Zipf's law (Mandelbrot's form of it), so that an index of them has the long tail of real text. The markup is that of
// a Commission page: header, menus, language list, page header with breadcrumb, main text with headings, a list and a table,
// related cards, footer: about 22 KB of HTML around 670 words in all. Page N of a seed is the same whatever was drawn before.
// One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace izvor::testing {

struct GeneratedPage {
  std::string path;  ///< "bg/policies/…": below a site's address.
  std::string html;
};

class PageGenerator {
 public:
  /// Reads the word list, one UTF-8 word a line; throws when there are too few.
  PageGenerator(const std::filesystem::path& word_list, std::uint64_t seed);

  /// Page `number` in its `revision`: another revision has a sentence more and is otherwise the same.
  [[nodiscard]] GeneratedPage page(std::uint64_t number, unsigned revision = 0) const;

 private:
  std::vector<std::string> words_;   ///< By rank.
  std::vector<double> frequencies_;  ///< Cumulative, the last is 1.
  std::uint64_t seed_;
};

}  // namespace izvor::testing
