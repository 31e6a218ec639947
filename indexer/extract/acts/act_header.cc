#include "indexer/extract/acts/act_header.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "crawler/html/walk.h"
#include "crawler/platform/ascii.h"
#include "indexer/extract/acts/act_title.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/folded.h"

namespace izvor {
namespace {

constexpr std::size_t kMaxHeaderLine = 300;
constexpr std::size_t kMaxGazetteLine = 20'000;

constexpr std::array kLanguages = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"BG", "bul"}, {"CS", "ces"}, {"DA", "dan"}, {"DE", "deu"}, {"EL", "ell"}, {"EN", "eng"}, {"ES", "spa"}, {"ET", "est"},
     {"FI", "fin"}, {"FR", "fra"}, {"GA", "gle"}, {"HR", "hrv"}, {"HU", "hun"}, {"IT", "ita"}, {"LT", "lit"}, {"LV", "lav"},
     {"MT", "mlt"}, {"NL", "nld"}, {"PL", "pol"}, {"PT", "por"}, {"RO", "ron"}, {"SK", "slk"}, {"SL", "slv"}, {"SV", "swe"}});

std::string language_named(std::string_view code) {
  for (const auto& [two, three] : kLanguages)
    if (code == two || ascii::equal(code, three)) return ascii::lower(two);
  return {};
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && ascii::is_digit(text[end])) ++end;
  return end - at;
}

/// The CELEX number that begins at `at`: sector, year, one or two letters, four digits, and of a state its date.
std::string_view celex_at(std::string_view text, std::size_t at) {
  if (digits_at(text, at) != 5) return {};
  std::size_t end = at + 5;
  while (end < text.size() && end < at + 7 && text[end] >= 'A' && text[end] <= 'Z') ++end;
  const std::size_t digits = digits_at(text, end);
  if (end == at + 5 || digits != 4) return {};
  end += digits;
  if (end + 9 <= text.size() && text[end] == '-' && digits_at(text, end + 1) == 8) end += 9;
  return text.substr(at, end - at);
}

std::string_view celex_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!ascii::is_digit(text[at]) || (at > 0 && (ascii::is_digit(text[at - 1]) || ascii::is_alpha(text[at - 1])))) continue;
    if (const std::string_view celex = celex_at(text, at); !celex.empty()) return celex;
  }
  return {};
}

/// Behind "CELEX:" or "CELEX%3A" of an address.
std::string_view celex_of_address(std::string_view target) {
  const std::size_t name = ascii::find(target, "celex");
  if (name == std::string_view::npos) return {};
  std::string_view rest = target.substr(name + 5);
  if (rest.starts_with("%3A") || rest.starts_with("%3a"))
    rest.remove_prefix(3);
  else if (rest.starts_with(':') || rest.starts_with('/') || rest.starts_with('='))
    rest.remove_prefix(1);
  return celex_at(rest, 0);
}

std::optional<UtcTime> day_of_digits(std::string_view digits) {
  if (digits.size() != 8 || digits_at(digits, 0) != 8) return std::nullopt;
  return read_date(std::string(digits.substr(0, 4)) + "-" + std::string(digits.substr(4, 2)) + "-" +
                   std::string(digits.substr(6)));
}

std::vector<std::string_view> cut_at(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size() && parts.size() < 16;) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.push_back(ascii::trim(text.substr(at, end - at)));
    at = end + separator.size();
  }
  return parts;
}

bool is_only_date(std::string_view part) {
  if (part.size() < 8 || part.size() > 12) return false;
  return std::ranges::all_of(part, [](char c) { return ascii::is_digit(c) || c == '.' || c == '/' || c == '-'; });
}

class HeaderReader {
 public:
  ActHeader read(std::span<const std::string> lines, const HeadFacts& facts, const Url& url) {
    read_address(url.path());
    for (const GumboNode* link : facts.links)
      if (ascii::equal(ascii::trim(attribute_of(*link, "rel")), "canonical")) read_address(attribute_of(*link, "href"));
    if (const auto celex = celex_of_address(url.target()); !celex.empty()) header_.celex = celex;
    read_line(facts.title);
    for (const std::string& line : lines) read_line(line);
    if (header_.language.empty()) header_.language = language_of_address(url.path());
    if (header_.celex.starts_with('0')) header_.consolidated = true;
    complete_state();
    // Before a consolidated text stand the dates of the acts that changed it.
    if (header_.consolidated) header_.published.reset();
    return std::move(header_);
  }

 private:
  /// The number of a state ends in its date, and its date is told by its number.
  void complete_state() {
    std::string& celex = header_.celex;
    if (!header_.consolidated || celex.size() < 10) return;
    if (const std::size_t dash = celex.find('-'); dash != std::string::npos) {
      if (!header_.state) header_.state = day_of_digits(std::string_view(celex).substr(dash + 1));
    } else if (header_.state) {
      const std::string day = format_rfc3339(*header_.state);
      celex.front() = '0';
      celex += "-" + day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2);
    }
  }

  /// ".../eli/reg/2022/868/oj/eng", ".../eli/dir/2002/58/2009-12-19/eng".
  void read_address(std::string_view address) {
    const std::size_t at = address.find("/eli/");
    if (at == std::string_view::npos) return;
    const auto parts = cut_at(address.substr(at + 5), "/");
    if (parts.size() < 3 || digits_at(parts[1], 0) != 4 || parts[1].size() != 4) return;
    header_.eli =
        "http://data.europa.eu/eli/" + std::string(parts[0]) + "/" + std::string(parts[1]) + "/" + std::string(parts[2]);
    if (parts.size() > 3 && !parts[3].empty()) header_.eli += "/" + std::string(parts[3]);
    if (parts.size() > 3 && parts[3].size() == 10 && parts[3][4] == '-') {
      header_.state = read_date(parts[3]);
      header_.consolidated = header_.consolidated || header_.state.has_value();
    }
    if (header_.language.empty() && parts.size() > 4) header_.language = language_named(parts[4]);
  }

  /// "/legal-content/BG/TXT/".
  static std::string language_of_address(std::string_view path) {
    for (const std::string_view part : cut_at(path, "/"))
      if (std::string language = language_named(part); !language.empty() && part.size() == 2) return language;
    return {};
  }

  void read_line(std::string_view line) {
    if (line.empty()) return;
    if (const GazetteDates gazette = gazette_dates(line); gazette.published && !header_.published)
      header_.published = gazette.published;
    if (line.size() > kMaxHeaderLine) return;
    for (const std::string_view cell : cut_at(line, "\t")) read_cell(cell);
  }

  void read_cell(std::string_view cell) {
    // "02002L0058 — EN — 19.12.2009 — 002.001", also behind "Consolidated TEXT:".
    const auto parts = cut_at(cell, " — ");
    if (const std::string_view celex = celex_in(parts.front()); !celex.empty()) {
      read_reference(celex, parts);
      return;
    }
    if (header_.commission_number.empty()) header_.commission_number = commission_number(cell);
    if (header_.language.empty() && cell.size() == 2) header_.language = language_named(cell);
    if (is_only_date(cell) && !header_.published) header_.published = read_date(cell);
    const std::string folded = fold_case(cell.substr(0, 60));
    const bool journal = folded.starts_with("official journal") || folded.starts_with("официален вестник") ||
                         folded.starts_with("ов l") || folded.starts_with("oj l");
    if (journal && !header_.published)
      header_.published = read_date(cell.substr(std::min(cell.size(), cell.find_first_of("0123456789"))));
    if (journal && !header_.published) read_journal(cell);
  }

  /// "Official Journal L 281 , 23/11/1995 P. 0031 - 0050": the date is what has two slashes or full stops.
  void read_journal(std::string_view cell) {
    for (std::string_view word : cut_at(cell, " ")) {
      while (word.ends_with(',')) word.remove_suffix(1);
      if (is_only_date(word))
        if (auto date = read_date(word)) header_.published = date;
    }
  }

  void read_reference(std::string_view celex, const std::vector<std::string_view>& parts) {
    if (header_.celex.empty() || (header_.celex.starts_with('0') && header_.celex.size() < celex.size())) header_.celex = celex;
    if (parts.size() < 3) return;
    if (const std::string language = language_named(parts[1]); !language.empty()) header_.language = language;
    if (const auto state = read_date(parts[2])) {
      header_.state = state;
      header_.consolidated = true;
    }
  }

  ActHeader header_;
};

}  // namespace

ActHeader read_act_header(std::span<const std::string> lines, const HeadFacts& facts, const Url& url) {
  return HeaderReader().read(lines, facts, url);
}

GazetteDates gazette_dates(std::string_view line) {
  const std::string folded = fold_case(line.substr(0, std::min(line.size(), kMaxGazetteLine)));
  const bool issue = folded.starts_with("брой") && folded.find("дата") != std::string::npos;
  const bool history = folded.starts_with("обн.") || folded.starts_with("(обн.") || folded.starts_with("обнародван") ||
                       folded.starts_with("в сила от");
  GazetteDates dates;
  if (issue) {
    dates.published = read_date(std::string_view(folded).substr(folded.find("дата")));
    return dates;
  }
  if (!history) return dates;
  const std::size_t first = folded.find("обн");
  if (first == std::string::npos) return dates;
  for (std::size_t at = folded.find(" от ", first); at != std::string::npos; at = folded.find(" от ", at + 1)) {
    const auto date = read_date(std::string_view(folded).substr(at + std::string_view(" от ").size(), 40));
    if (!date) continue;
    if (!dates.published)
      dates.published = date;
    else if (*date >= *dates.published)
      dates.changed = std::max(date, dates.changed);
  }
  return dates;
}

}  // namespace izvor
