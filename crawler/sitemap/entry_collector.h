// EntryCollector: the entries of a sitemap or feed, from the elements that a parser sees. Internal to crawler/sitemap; belongs to
// one thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/sitemap/sitemap.h"

namespace izvor {

/// Longer than any address that is accepted.
inline constexpr std::size_t kMaxAddressText = 4096;

/// "url" of "sm:url". Prefixes are compared by local name only: sites bind them as they like.
[[nodiscard]] inline std::string_view local_name(std::string_view name) { return name.substr(name.rfind(':') + 1); }
[[nodiscard]] bool is_web_address(std::string_view text);

class EntryCollector {
 public:
  EntryCollector(Sitemap& out, const SitemapLimits& limits) : out_(out), limits_(limits) {}

  // These return why reading ends here; nothing when it goes on.
  /// `attributes`: names and values by turns, then a null pointer, as expat has them.
  [[nodiscard]] std::string begin(std::string_view qualified, const char** attributes);
  [[nodiscard]] std::string end();
  /// The parser stopped at a fault: keeps what is known of the entry, and forgets the elements that are open.
  [[nodiscard]] std::string break_off();
  void text(std::string_view piece);

  [[nodiscard]] bool knows_dialect() const { return !dialect_.root.empty(); }
  [[nodiscard]] std::string_view entry_name() const { return dialect_.entry; }
  /// Of a file that holds neither sitemap nor feed.
  [[nodiscard]] const std::string& unknown_root() const { return unknown_root_; }
  /// The elements around the entries, as they were written.
  [[nodiscard]] const std::vector<std::string>& outer() const { return outer_; }

 private:
  /// Which elements hold entries, by the name of the element around them.
  struct Dialect {
    std::string_view root, entry;
  };
  [[nodiscard]] static Dialect dialect_of(std::string_view root);
  [[nodiscard]] std::string begin_outside(std::string_view name, const char** attributes);
  void begin_entry(const char** attributes);
  void read_link(const char** attributes);
  void keep_field(std::string_view name);
  [[nodiscard]] std::string end_entry();

  Sitemap& out_;
  const SitemapLimits& limits_;
  Dialect dialect_{};
  std::vector<std::string> open_;   ///< Elements, as they were written.
  std::vector<std::string> outer_;  ///< Those around the last entry.
  std::string unknown_root_;
  bool in_entry_ = false;
  bool collecting_ = false;
  std::size_t entry_depth_ = 0;
  std::string text_;
  std::string spare_;  ///< The entry's address if nothing better is named: guid, id, rdf:about.
  SitemapEntry entry_;
};

}  // namespace izvor
