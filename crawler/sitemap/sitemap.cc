#include "crawler/sitemap/sitemap.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <type_traits>

#include "crawler/platform/ascii.h"
#include "crawler/sitemap/feed_time.h"
#include "crawler/sitemap/inflate.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxTextBytes = 4096;  // Longer than any address that is accepted.
constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr unsigned kMaxDepth = 32;

std::string_view local_name(std::string_view name) { return name.substr(name.rfind(':') + 1); }

// Which elements hold entries, by the name of the root.
struct Dialect {
  std::string_view root, entry;
  unsigned entry_depth;
};
constexpr std::array<Dialect, 5> kDialects = {
    {{"urlset", "url", 2}, {"sitemapindex", "sitemap", 2}, {"rss", "item", 3}, {"RDF", "item", 2}, {"feed", "entry", 2}}};

bool is_date(std::string_view name) {
  return name == "lastmod" || name == "updated" || name == "published" || name == "pubDate" || name == "date";
}

std::string_view attribute_of(const char** attributes, std::string_view name) {
  for (; attributes[0] != nullptr; attributes += 2) {
    if (attributes[0] == name) return ascii::trim(attributes[1]);
  }
  return {};
}

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserFree>;

// Collects entries from expat's events. Prefixes are compared by local name only: sites bind them as they like.
class SitemapReader {
 public:
  SitemapReader(Sitemap& out, const SitemapLimits& limits) : out_(out), limits_(limits), parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(), [](void* self, const char* name, const char** attributes) { of(self).begin(name, attributes); },
        [](void* self, const char* name) { of(self).end(name); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int size) {
      of(self).text({text, static_cast<std::size_t>(size)});
    });
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const char*, const char*, const char*, int) {
      of(self).stop("a document type declaration is not allowed");
    });
  }

  // False when nothing more is wanted.
  bool feed(std::string_view piece, bool last) {
    if (!out_.cut_reason.empty()) return false;
    if (XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last) == XML_STATUS_OK) return true;
    if (out_.cut_reason.empty()) {
      out_.cut_reason = "line " + std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ": " +
                        XML_ErrorString(XML_GetErrorCode(parser_.get()));
    }
    return false;
  }

 private:
  static SitemapReader& of(void* self) { return *static_cast<SitemapReader*>(self); }

  void begin(std::string_view qualified, const char** attributes) {
    const std::string_view name = local_name(qualified);
    if (++depth_ > kMaxDepth) return stop("elements are nested too deep");
    if (depth_ == 1) return begin_root(name);
    if (depth_ == dialect_.entry_depth) {
      entry_ = {};
      in_entry_ = name == dialect_.entry;
    }
    const bool is_field = in_entry_ && depth_ == dialect_.entry_depth + 1;
    if (is_field) text_.clear();
    if (is_field && name == "link") read_link(attributes);
    collecting_ = is_field && (name == "loc" || is_date(name) || (out_.is_feed && name == "link"));
  }

  void begin_root(std::string_view name) {
    const auto* known =
        std::find_if(kDialects.begin(), kDialects.end(), [&](const Dialect& each) { return each.root == name; });
    if (known == kDialects.end()) return stop("the root element is <" + std::string(name) + ">");
    dialect_ = *known;
    out_.is_index = name == "sitemapindex";
    out_.is_feed = name == "rss" || name == "RDF" || name == "feed";
  }

  // An alternate of a sitemap's entry, or the address of an Atom entry.
  void read_link(const char** attributes) {
    const std::string_view href = attribute_of(attributes, "href");
    if (href.empty() || href.size() > kMaxTextBytes) return;
    if (out_.is_feed) {
      const std::string_view rel = attribute_of(attributes, "rel");
      if (entry_.url.empty() && (rel.empty() || rel == "alternate")) entry_.url = href;
    } else if (out_.alternates.size() < limits_.max_alternates) {
      out_.alternates.emplace_back(href);
    }
  }

  void text(std::string_view piece) {
    if (collecting_ && text_.size() < kMaxTextBytes) text_ += piece.substr(0, kMaxTextBytes - text_.size());
  }

  void end(std::string_view qualified) {
    if (collecting_ && depth_ == dialect_.entry_depth + 1) {
      keep_field(local_name(qualified), ascii::trim(text_));
    } else if (depth_ == dialect_.entry_depth && in_entry_) {
      in_entry_ = false;
      if (!entry_.url.empty()) add();
    }
    collecting_ = false;
    --depth_;
  }

  void keep_field(std::string_view name, std::string_view text) {
    if (!is_date(name)) {
      if (!text.empty() && entry_.url.empty()) entry_.url = text;
      return;
    }
    std::optional<UtcTime> time = parse_w3c_time(text);
    if (!time && out_.is_feed) time = parse_mail_date(text);
    // Published, then updated: the later one is the news.
    if (time) entry_.lastmod = std::max(entry_.lastmod.value_or(*time), *time);
  }

  void add() {
    if (out_.entries.size() >= limits_.max_entries)
      return stop("more than " + std::to_string(limits_.max_entries) + " entries");
    out_.entries.push_back(std::move(entry_));
    entry_ = {};
  }

  void stop(std::string reason) {
    if (out_.cut_reason.empty()) out_.cut_reason = std::move(reason);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  Sitemap& out_;
  const SitemapLimits& limits_;
  Parser parser_;
  Dialect dialect_{};
  unsigned depth_ = 0;
  bool in_entry_ = false;
  bool collecting_ = false;
  std::string text_;
  SitemapEntry entry_;
};

// One address a line.
void read_text_sitemap(std::string_view text, Sitemap& out, const SitemapLimits& limits) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = ascii::trim(text.substr(0, end));
    text = text.substr(std::min(end + 1, text.size()));
    if (line.empty() || line.size() > kMaxTextBytes) continue;
    if (!line.starts_with("http://") && !line.starts_with("https://")) {
      out.cut_reason = "neither XML nor a list of addresses";
      return;
    }
    if (out.entries.size() >= limits.max_entries) {
      out.cut_reason = "more than " + std::to_string(limits.max_entries) + " entries";
      return;
    }
    out.entries.push_back({std::string(line), std::nullopt});
  }
}

// Hands the text to `take` in pieces, inflated where needed; notes in `out` why the end was not reached.
void stream(std::string_view bytes, Sitemap& out, const SitemapLimits& limits,
            const std::function<bool(std::string_view)>& take) {
  std::size_t total = 0;
  const auto bounded = [&](std::string_view piece) {
    const std::size_t room = limits.max_bytes - total;
    total += std::min(piece.size(), room);
    if (!take(piece.substr(0, room))) return false;
    if (piece.size() <= room) return true;
    if (out.cut_reason.empty()) out.cut_reason = "more than " + std::to_string(limits.max_bytes) + " bytes";
    return false;
  };
  if (is_gzip(bytes)) {
    const std::string damage = inflate_gzip(bytes, bounded);
    if (out.cut_reason.empty()) out.cut_reason = damage;
    return;
  }
  while (!bytes.empty() && bounded(bytes.substr(0, kPieceBytes))) bytes.remove_prefix(std::min(bytes.size(), kPieceBytes));
}

}  // namespace

Sitemap parse_sitemap(std::string_view bytes, SitemapLimits limits) {
  Sitemap out;
  SitemapReader reader(out, limits);
  bool first = true;
  bool is_text = false;
  std::string text;
  stream(bytes, out, limits, [&](std::string_view piece) {
    if (first) {
      if (piece.starts_with("\xEF\xBB\xBF")) piece.remove_prefix(3);
      piece.remove_prefix(std::min(piece.find_first_not_of(" \t\r\n"), piece.size()));  // Expat allows nothing before "<?xml".
      is_text = piece.starts_with("http");
      first = piece.empty();
    }
    if (!is_text) return reader.feed(piece, false);
    text += piece;
    return true;
  });
  if (is_text) {
    read_text_sitemap(text, out, limits);
  } else if (out.cut_reason.empty()) {
    reader.feed({}, true);
  }
  return out;
}

std::optional<UtcTime> parse_w3c_time(std::string_view text) {
  std::string full(text);
  if (text.size() == 4) full += "-01-01";
  if (text.size() == 7) full += "-01";
  const auto time = text.find('T');
  if (time != std::string_view::npos) {
    const auto zone = full.find_first_of("Z+-", time);
    if (zone == std::string::npos) {
      full += 'Z';  // The zone is compulsory; those who leave it out mostly mean UTC.
    }
    const auto clock_end = std::min(zone, text.size());
    if (clock_end == time + 6) full.insert(clock_end, ":00");
    const auto sign = full.find_first_of("+-", time);
    if (sign != std::string::npos && full.size() == sign + 5)
      full.insert(sign + 3, ":");  // "+0200", common though not allowed.
  }
  const Result<UtcTime> parsed = parse_rfc3339(full);
  if (!parsed) return std::nullopt;
  return *parsed;
}

}  // namespace izvor
