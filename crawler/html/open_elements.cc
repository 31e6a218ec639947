#include "crawler/html/open_elements.h"

namespace izvor {
namespace {

bool is_void(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_AREA:
    case GUMBO_TAG_BASE:
    case GUMBO_TAG_BASEFONT:
    case GUMBO_TAG_BGSOUND:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_COL:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_FRAME:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMAGE:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_KEYGEN:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_META:
    case GUMBO_TAG_PARAM:
    case GUMBO_TAG_SOURCE:
    case GUMBO_TAG_TRACK:
    case GUMBO_TAG_WBR:
      return true;
    default:
      return false;
  }
}

/// Start tags that end an open paragraph.
bool ends_paragraph(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_LISTING:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_HR:
      return true;
    default:
      return false;
  }
}

/// Elements that an end tag of something outside does not reach across.
bool bounds_scope(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_MARQUEE:
    case GUMBO_TAG_SVG:
    case GUMBO_TAG_MATH:
      return true;
    default:
      return false;
  }
}

bool is_table_part(GumboTag tag) {
  return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_TR || tag == GUMBO_TAG_TBODY ||
         tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TFOOT || tag == GUMBO_TAG_CAPTION || tag == GUMBO_TAG_TABLE;
}

bool bounds_paragraph(GumboTag tag) { return bounds_scope(tag) || tag == GUMBO_TAG_BUTTON; }
bool bounds_list(GumboTag tag) {
  return bounds_scope(tag) || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL;
}
bool bounds_table(GumboTag tag) { return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_TEMPLATE; }
bool is_paragraph_like(GumboTag tag) { return ends_paragraph(tag) && tag != GUMBO_TAG_HR; }

}  // namespace

bool OpenElements::start(GumboTag tag) {
  if (is_void(tag)) return true;
  end_implied(tag);
  if (open_.size() >= max_depth_) {
    ++dropped_[static_cast<std::size_t>(tag)];
    return false;
  }
  open_.push_back(tag);
  ++counts_[static_cast<std::size_t>(tag)];
  return true;
}

bool OpenElements::end(GumboTag tag) {
  if (auto& dropped = dropped_[static_cast<std::size_t>(tag)]; dropped > 0) {
    --dropped;
    return false;
  }
  if (count(tag) == 0) return true;
  if (is_table_part(tag)) {
    close(tag, [tag](GumboTag open) { return tag != GUMBO_TAG_TABLE && bounds_table(open); });
  } else if (is_paragraph_like(tag) || bounds_scope(tag)) {
    close(tag, [tag](GumboTag open) { return open != tag && bounds_scope(open); });
  } else {
    // A formatting element ends alone: what was opened inside it stays open.
    for (std::size_t at = open_.size(); at-- > 0 && !bounds_scope(open_[at]);) {
      if (open_[at] != tag) continue;
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(at));
      --counts_[static_cast<std::size_t>(tag)];
      break;
    }
  }
  return true;
}

void OpenElements::end_implied(GumboTag tag) {
  if (ends_paragraph(tag)) close(GUMBO_TAG_P, bounds_paragraph);
  switch (tag) {
    case GUMBO_TAG_LI:
      return close(GUMBO_TAG_LI, bounds_list);
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
      close(GUMBO_TAG_DD, bounds_list);
      return close(GUMBO_TAG_DT, bounds_list);
    case GUMBO_TAG_OPTION:
    case GUMBO_TAG_A:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_NOBR:
      return static_cast<void>(end(tag));
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      close(GUMBO_TAG_TD, bounds_table);
      return close(GUMBO_TAG_TH, bounds_table);
    case GUMBO_TAG_TR:
      return close(GUMBO_TAG_TR, bounds_table);
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TFOOT:
      close(GUMBO_TAG_TBODY, bounds_table);
      close(GUMBO_TAG_THEAD, bounds_table);
      return close(GUMBO_TAG_TFOOT, bounds_table);
    default:
      return;
  }
}

template <class Stops>
void OpenElements::close(GumboTag tag, Stops&& stops) {
  if (count(tag) == 0) return;
  for (std::size_t at = open_.size(); at-- > 0;) {
    if (open_[at] == tag) return pop_to(at);
    if (stops(open_[at])) return;
  }
}

void OpenElements::pop_to(std::size_t depth) {
  for (; open_.size() > depth; open_.pop_back()) --counts_[static_cast<std::size_t>(open_.back())];
}

}  // namespace izvor
