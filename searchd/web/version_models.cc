#include "searchd/web/version_models.h"

#include "searchd/web/markup.h"
#include "searchd/wording/wording.h"

namespace izvor {
namespace {

using kainjow::mustache::data;

/// Of what stayed the same, readers need the surroundings of the changes.
constexpr std::size_t kLongEqual = 600, kSurroundings = 200;

void add_piece(data& list, const char* kind, std::string_view text) {
  data piece;
  piece.set(kind, true);
  piece.set("text", std::string(text));
  list << piece;
}

bool is_inside_character(std::string_view text, std::size_t i) {
  return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
}

/// The two ends of a long stretch without changes.
void add_equal(data& list, std::string_view text) {
  if (text.size() <= kLongEqual) return add_piece(list, "equal", text);
  std::size_t head = kSurroundings, tail = text.size() - kSurroundings;
  while (is_inside_character(text, head)) ++head;
  while (is_inside_character(text, tail)) ++tail;
  add_piece(list, "equal", text.substr(0, head));
  add_piece(list, "skipped", "");
  add_piece(list, "equal", text.substr(tail));
}

data version_model(const PageVersion& version, const VersionText& text, Language language) {
  data model;
  model.set("sequence", std::to_string(version.sequence));
  model.set("date", written_date(version.fetched, language));
  model.set("datetime", format_rfc3339(version.fetched));
  model.set("title", text.title);
  if (!text.missing.empty()) model.set("missing", text.missing);
  return model;
}

}  // namespace

data diff_model(const DiffView& view, Language language) {
  data pieces{data::type::list};
  for (const DiffPiece& piece : view.diff.pieces) {
    if (piece.kind == DiffPiece::Kind::kEqual) add_equal(pieces, piece.text);
    if (piece.kind == DiffPiece::Kind::kRemoved) add_piece(pieces, "removed", piece.text);
    if (piece.kind == DiffPiece::Kind::kAdded) add_piece(pieces, "added", piece.text);
  }
  data model;
  model.set("query", "");
  model.set("url", is_web_address(view.to.url) ? view.to.url : "#");
  model.set("id", view.to.page);
  model.set("from", version_model(view.from, view.from_text, language));
  model.set("to", version_model(view.to, view.to_text, language));
  model.set("other_title", view.from_text.title != view.to_text.title);
  model.set("changed", view.diff.changed());
  model.set("coarse", view.diff.coarse);
  model.set("pieces", pieces);
  return model;
}

data feed_model(const FeedView& view) {
  data entries{data::type::list};
  for (const FeedView::Entry& entry : view.entries) {
    data model;
    model.set("id", xml_text(entry.id));
    model.set("title", xml_text(entry.title));
    if (is_web_address(entry.link)) model.set("link", xml_text(entry.link));
    model.set("updated", format_rfc3339(entry.updated));
    if (!entry.summary.empty()) model.set("summary", xml_text(entry.summary));
    entries << model;
  }
  data model;
  model.set("id", xml_text(view.id));
  model.set("title", xml_text(view.title));
  model.set("self", xml_text(view.self));
  model.set("alternate", xml_text(view.alternate));
  model.set("updated", format_rfc3339(view.updated));
  model.set("entries", entries);
  return model;
}

}  // namespace izvor
