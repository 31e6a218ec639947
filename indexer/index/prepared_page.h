// PreparedPage: one version of the archive, understood and ready to be written: the work of a page that needs no index.
//
// A page reader makes it: read the record, extract, analyse, build the Xapian document. A reader belongs to one thread; a
// PreparedPage may be handed whole to another.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <xapian.h>

#include "indexer/extract/site_names.h"
#include "indexer/index/journal.h"
#include "indexer/index/page_document.h"
#include "izvor/analyzer.h"
#include "izvor/page_archive.h"
#include "izvor/page_version.h"
#include "izvor/settings.h"

namespace izvor {

/// How the reason of a version begins whose record the archive cannot read.
inline constexpr std::string_view kUnreadable = "cannot be read";

struct PreparedPage {
  /// What the version asks of the index.
  enum class Ask {
    kIndex,   ///< Show `document`.
    kRemove,  ///< The page must not be found any more.
    kRecord,  ///< As kIndex, for the journal only: a later version of the page is the one to show.
    kKeep,    ///< The version says nothing about the page (an error page, a record that cannot be read): leave what is there.
  };

  PageVersion version;
  Ask ask = Ask::kKeep;
  EntryKind kind = EntryKind::kSkipped;     ///< Of a page that is not indexed.
  std::optional<EntryKind> indexed_before;  ///< In a rebuild: what the journal said of it (new, changed or unchanged).
  std::string reason;
  std::string text_digest;
  std::string facts_digest;
  std::string extractor;
  std::string title;
  Xapian::Document document;

  /// The archive's record cannot be read: that says something about the disk and nothing about the page.
  [[nodiscard]] bool unreadable() const { return kind == EntryKind::kQuarantined && ask == Ask::kKeep; }
};

using PreparePage = std::function<PreparedPage(const PageArchive&, const PageVersion&)>;

/// A reader of pages, for one thread: it reuses its memory from page to page. `analyzer` must outlive it; `sites` may be null.
/// `product_token`: the crawler's, for directives of robots.
/// It never fails: what goes wrong with a page is the page's reason.
[[nodiscard]] PreparePage page_reader(const Analyzer& analyzer, const IndexerSettings& settings,
                                      std::shared_ptr<const SiteNames> sites = nullptr,
                                      std::string product_token = "Izvor");

/// Whether the version decides what the index shows of its page: a page that is gone or was answered with 200.
[[nodiscard]] bool decides(const PageVersion& version);

/// Whether the page says that it is a copy (rel=canonical), and the archive has the original. A copy of what is not kept is
/// indexed: nothing else would say what it says.
[[nodiscard]] bool has_kept_original(const PageArchive& archive, const PageVersion& version, const ExtractedPage& page);

}  // namespace izvor
