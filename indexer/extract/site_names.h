// SiteNames: what the titles of a site have in common, learnt from titles of many of its pages.
//
// "Подводни кабели - Цифрово бъдеще - Европейска комисия": a part that stands in half of a site's titles names the site and
// not the page, whatever it is called. Titles are added first, by one thread; asking is then safe from any thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace izvor {

/// A title taken apart at " | ", " - ", " – " and their like; white space at the ends of parts is left out.
[[nodiscard]] std::vector<std::string> title_parts(std::string_view title);

class SiteNames {
 public:
  /// Fewer titles than this say nothing.
  static constexpr std::size_t kLeastTitles = 5;

  /// A title of a page of `host`; the same title again adds nothing.
  void add_title(std::string_view host, std::string_view title);

  /// Whether enough titles of the host are known to tell.
  [[nodiscard]] bool knows(std::string_view host) const;
  /// Whether `part` stands in at least half of the host's titles, whatever its case and punctuation.
  [[nodiscard]] bool is_name(std::string_view host, std::string_view part) const;

 private:
  struct Titles {
    std::set<std::string> seen;
    std::map<std::string, std::size_t, std::less<>> with_part;  ///< By the letters and digits of the part.
  };
  std::map<std::string, Titles, std::less<>> hosts_;
};

}  // namespace izvor
