#include "indexer/index/anchor_updates.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "izvor/index_schema.h"

namespace izvor {
namespace {

/// Pages that are named in one commit: what is pending of them takes some kilobytes each.
constexpr std::size_t kNamedAtOnce = 2'000;

std::optional<Xapian::Document> document_of(const Xapian::Database& index, const PageId& page) {
  const std::string term = schema::boolean_term(schema::kPagePrefix, page);
  const auto posting = index.postlist_begin(term);
  if (posting == index.postlist_end(term)) return std::nullopt;
  return index.get_document(*posting);
}

/// Goes through the targets of links and through the pages of a part, both in the order of their identifiers.
class PagesOfPart {
 public:
  explicit PagesOfPart(const Xapian::Database& part)
      : prefix_(schema::kPagePrefix), at_(part.allterms_begin(prefix_)), end_(part.allterms_end(prefix_)) {}

  /// Whether the part has this page; none before it is asked for any more.
  [[nodiscard]] bool has(const PageId& page) {
    const std::string term = schema::boolean_term(prefix_, page);
    if (at_ != end_ && *at_ < term) at_.skip_to(term);
    return at_ != end_ && *at_ == term;
  }

 private:
  std::string prefix_;
  Xapian::TermIterator at_, end_;
};

}  // namespace

void AnchorUpdates::note(const std::vector<std::string>& terms_before, const std::vector<std::string>& terms_now) {
  std::vector<std::string> changed;
  std::set_symmetric_difference(terms_before.begin(), terms_before.end(), terms_now.begin(), terms_now.end(),
                                std::back_inserter(changed));
  for (const std::string& term : changed) targets_.insert(anchor_target(term));
}

WriteResult AnchorUpdates::replacing(IndexWriter& writer, const PageId& page, Xapian::Document& document) {
  return writer.read([&](const Xapian::Database& index) {
    const std::optional<Xapian::Document> before = document_of(index, page);
    note(before ? anchor_terms_of(*before) : std::vector<std::string>(), anchor_terms_of(document));
    set_anchor_words(document, anchor_words(anchors_to(index, page), document, *analyzer_, analysis_));
  });
}

WriteResult AnchorUpdates::removing(IndexWriter& writer, const PageId& page) {
  return writer.read([&](const Xapian::Database& index) {
    if (const std::optional<Xapian::Document> before = document_of(index, page)) note(anchor_terms_of(*before), {});
  });
}

WriteResult AnchorUpdates::settle(IndexWriter& writer) {
  for (const PageId& target : std::exchange(targets_, {})) {
    if (WriteResult settled = settle(writer, target); !settled) return settled;
  }
  return {};
}

WriteResult AnchorUpdates::settle(IndexWriter& writer, const PageId& target) {
  std::optional<Xapian::Document> document;
  bool changed = false;
  WriteResult read = writer.read([&](const Xapian::Database& index) {
    document = document_of(index, target);
    changed =
        document && set_anchor_words(*document, anchor_words(anchors_to(index, target), *document, *analyzer_, analysis_));
  });
  if (!read || !changed) return read;
  return writer.replace(target, *document);
}

tl::expected<std::string, WriteError> name_pages(IndexWriter& writer, const Xapian::Database& part,
                                                 const Xapian::Database& whole, const std::string& from,
                                                 const Analyzer& analyzer) {
  Analysis analysis;
  PagesOfPart pages(part);
  std::size_t named = 0;
  const std::string prefix(schema::kAnchorPrefix);
  const auto end = whole.allterms_end(prefix);
  auto term = whole.allterms_begin(prefix);
  if (term != end) term.skip_to(from);
  while (term != end && named < kNamedAtOnce) {
    const PageId target = anchor_target(*term);
    const std::vector<AnchorText> anchors = read_anchors(term, end);
    if (!pages.has(target)) continue;
    std::optional<Xapian::Document> document;
    WriteResult done = writer.read([&](const Xapian::Database& index) { document = document_of(index, target); });
    if (done && document && set_anchor_words(*document, anchor_words(anchors, *document, analyzer, analysis))) {
      done = writer.replace(target, *document);
      ++named;
    }
    if (!done) return tl::unexpected(done.error());
  }
  std::string next = term == end ? std::string() : *term;
  if (WriteResult written = writer.commit(writer.sequence()); !written) return tl::unexpected(written.error());
  return next;
}

}  // namespace izvor
