#include "crawler/sitemap/sitemap.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "crawler/platform/ascii.h"
#include "crawler/sitemap/entry_collector.h"
#include "crawler/sitemap/inflate.h"
#include "crawler/sitemap/xml_repair.h"

namespace izvor {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxFaults = 1000;    // Each costs a new parser.
constexpr std::size_t kMaxTagStart = 64;    // Of an entry's start tag, with its prefix.

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserFree>;

// Feeds repaired XML to expat. Where that finds a fault, the rest of the entry is lost, and a new parser goes on with the next
// entry.
class SitemapReader {
 public:
  SitemapReader(Sitemap& out, const SitemapLimits& limits) : out_(out), collector_(out, limits) { open_parser(); }

  // False when nothing more is wanted.
  bool feed(std::string_view piece) {
    while (out_.cut_reason.empty()) {
      if (seeking_ && !find_next_entry(piece)) return true;
      if (parse(piece, false)) {
        count_lines(piece);
        return true;
      }
      if (!out_.cut_reason.empty()) return false;
      skip_fault(piece);
    }
    return false;
  }

  void finish() {
    if (!out_.cut_reason.empty()) return;
    if (!seeking_ && !parse({}, true) && out_.cut_reason.empty()) {
      const std::string why = "line " + std::to_string(line_now() + 1) + ": " + error();
      stop(collector_.break_off());
      if (collector_.knows_dialect()) stop(why);
    }
    if (!out_.cut_reason.empty() || collector_.knows_dialect()) return;
    const std::string& root = collector_.unknown_root();
    out_.cut_reason = root.empty() ? "neither XML nor a list of addresses" : "the root element is <" + root + ">";
  }

 private:
  static SitemapReader& of(void* self) { return *static_cast<SitemapReader*>(self); }

  void open_parser() {
    parser_.reset(XML_ParserCreate("UTF-8"));
    if (!parser_) throw std::bad_alloc();
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          of(self).stop(of(self).collector_.begin(name, attributes));
        },
        [](void* self, const char*) { of(self).stop(of(self).collector_.end()); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int size) {
      of(self).collector_.text({text, static_cast<std::size_t>(size)});
    });
    XML_SetStartDoctypeDeclHandler(parser_.get(),
                                   [](void* self, const char*, const char*, const char*, int has_internal_subset) {
                                     if (has_internal_subset != 0) of(self).stop("a document type declaration with entities is not allowed");
                                   });
    fed_ = 0;
  }

  bool parse(std::string_view piece, bool last) {
    if (XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last) != XML_STATUS_OK) return false;
    fed_ += piece.size();
    return true;
  }

  [[nodiscard]] std::size_t line_now() const { return lines_before_ + XML_GetCurrentLineNumber(parser_.get()) - 1; }
  void count_lines(std::string_view piece) { lines_ += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n')); }

  void note_fault(std::size_t line) {
    if (out_.faults++ > 0) return;
    out_.first_fault = "line " + std::to_string(line + 1) + ": " + error();
  }
  [[nodiscard]] std::string error() const { return XML_ErrorString(XML_GetErrorCode(parser_.get())); }

  // From here on, the next entry is looked for; `piece` keeps what follows the fault.
  void skip_fault(std::string_view& piece) {
    note_fault(line_now());
    stop(collector_.break_off());
    if (!collector_.knows_dialect() || collector_.outer().empty() || out_.faults >= kMaxFaults) {
      if (out_.cut_reason.empty()) out_.cut_reason = out_.first_fault;
      return;
    }
    const auto at = static_cast<std::size_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_.get()), 0));
    const std::size_t past = std::min(at < fed_ ? 0 : at - fed_ + 1, piece.size());
    count_lines(piece.substr(0, past));
    piece.remove_prefix(past);
    seeking_ = true;
    tail_.clear();
  }

  // Goes on behind the fault, at the start tag of the next entry; false when `piece` has none.
  bool find_next_entry(std::string_view& piece) {
    joined_ = tail_ + std::string(piece);
    const std::size_t at = entry_begin(joined_);
    if (at == std::string::npos) {
      const std::size_t kept = std::min(joined_.size(), kMaxTagStart);
      tail_ = joined_.substr(joined_.size() - kept);
      count_lines(piece);
      return false;
    }
    lines_ -= static_cast<std::size_t>(std::count(tail_.begin(), tail_.end(), '\n'));
    count_lines(std::string_view(joined_).substr(0, at));
    seeking_ = false;
    open_parser();
    std::string around;
    for (const std::string& name : collector_.outer()) around += "<" + name + ">";
    lines_before_ = lines_;
    if (!parse(around, false)) out_.cut_reason = out_.first_fault;
    piece = std::string_view(joined_).substr(at);
    return true;
  }

  // Where "<url>", "<x:url " or the like begins.
  [[nodiscard]] std::size_t entry_begin(std::string_view text) const {
    const std::string_view entry = collector_.entry_name();
    for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
      std::string_view name = text.substr(at + 1, kMaxTagStart);
      const auto end = name.find_first_of(" \t\r\n/>");
      if (end == std::string_view::npos || end == 0) continue;
      name = name.substr(0, end);
      if (local_name(name) == entry) return at;
    }
    return std::string_view::npos;
  }

  void stop(std::string reason) {
    if (reason.empty()) return;
    if (out_.cut_reason.empty()) out_.cut_reason = std::move(reason);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  Sitemap& out_;
  EntryCollector collector_;
  Parser parser_;
  std::size_t fed_ = 0;           ///< Bytes that the parser has had.
  std::size_t lines_ = 0;         ///< Line breaks of the text so far.
  std::size_t lines_before_ = 0;  ///< Of them, before the parser began.
  bool seeking_ = false;
  std::string tail_;    ///< While seeking: the end of the last piece, where a tag may begin.
  std::string joined_;  ///< What `feed` works on after a fault.
};

// One address a line; a line that is none is passed over.
void read_text_sitemap(std::string_view text, Sitemap& out, const SitemapLimits& limits) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = ascii::trim(text.substr(0, end));
    text = text.substr(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    if (!is_web_address(line) || line.size() > kMaxAddressText) {
      if (out.faults++ == 0) out.first_fault = "line " + std::to_string(number) + ": no address";
      continue;
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
  XmlRepair repair([&](std::string_view xml) { return reader.feed(xml); });
  bool first = true;
  bool is_text = false;
  std::string text;
  stream(bytes, out, limits, [&](std::string_view piece) {
    if (first) {
      std::string_view beginning = piece;
      if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
      beginning = ascii::trim(beginning.substr(0, kMaxAddressText));
      is_text = is_web_address(beginning);
      if (is_text && piece.starts_with("\xEF\xBB\xBF")) piece.remove_prefix(3);
      first = beginning.empty();
    }
    if (!is_text) return repair.add(piece);
    text += piece;
    return true;
  });
  if (is_text) {
    read_text_sitemap(text, out, limits);
    return out;
  }
  if (out.cut_reason.empty() && repair.finish()) reader.finish();
  out.repairs = repair.repairs();
  out.first_repair = repair.first_repair();
  return out;
}

std::string Sitemap::trouble() const {
  std::string words;
  const auto add = [&words](const std::string& more) { words += (words.empty() ? "" : "; ") + more; };
  if (!cut_reason.empty()) add("cut: " + cut_reason);
  if (faults > 0) add("something lost in " + std::to_string(faults) + (faults == 1 ? " place, " : " places, first ") + first_fault);
  if (repairs > 0) add("repaired in " + std::to_string(repairs) + (repairs == 1 ? " place, " : " places, first ") + first_repair);
  return words;
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
