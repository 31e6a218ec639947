#include "searchd/search/act_sections.h"

#include <algorithm>
#include <string>

#include "indexer/extract/folded.h"

namespace izvor {
namespace {

/// As indexer/extract/acts writes them: articles and recitals; their names are one level below.
constexpr int kArticle = 5;

/// "Член 17", "Article 17", "Чл. 17" are one place.
bool is_called(std::string_view heading, const AskedArticle& asked) {
  using Kind = AskedArticle::Kind;
  const std::string folded = fold_case(heading);
  const std::size_t space = folded.rfind(' ');
  if (space == std::string::npos || std::string_view(folded).substr(space + 1) != asked.number) return false;
  const std::string_view word = std::string_view(folded).substr(0, space);
  switch (asked.kind) {
    case Kind::kArticle:
      return word == "член" || word == "чл." || word == "article" || word == "art.";
    case Kind::kRecital:
      return word == "съображение" || word == "recital";
    case Kind::kParagraphSign:
      return word == "§";
    case Kind::kNone:
      break;
  }
  return false;
}

ActSection section_at(const StoredPage& page, std::size_t heading) {
  const Heading& own = page.headings[heading];
  ActSection section{own.offset, static_cast<std::uint32_t>(page.text.size()), own.anchor};
  for (std::size_t next = heading + 1; next < page.headings.size(); ++next) {
    if (page.headings[next].level > kArticle || page.headings[next].offset <= own.offset) continue;
    section.end = page.headings[next].offset;
    break;
  }
  return section;
}

/// Where a line of the section begins with "2." or "(2)"; npos when none does.
std::size_t line_numbered(std::string_view text, const ActSection& section, const std::string& number) {
  for (std::size_t at = section.begin; at < section.end;) {
    std::string_view line = text.substr(at, section.end - at);
    line = line.substr(0, line.find('\n'));
    // «Чл. 7. (1) …»: the first paragraph stands on the line of the article.
    const std::size_t inside = at == section.begin ? line.substr(0, 24).find("(" + number + ") ") : std::string_view::npos;
    if (inside != std::string_view::npos) return at;
    if (line.starts_with(number + ". ") || line.starts_with("(" + number + ") ")) return at;
    at += line.size() + 1;
  }
  return std::string_view::npos;
}

std::string number_after(const std::string& number) {
  const bool digits =
      !number.empty() && number.size() < 4 && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  return digits ? std::to_string(std::stoi(number) + 1) : std::string();
}

}  // namespace

bool is_act(const StoredPage& page) { return page.type == "legislation"; }

std::optional<ActSection> section_asked(const StoredPage& page, const AskedArticle& asked) {
  if (!asked.asked() || !is_act(page)) return std::nullopt;
  const auto found = std::ranges::find_if(
      page.headings, [&](const Heading& heading) { return heading.level == kArticle && is_called(heading.text, asked); });
  if (found == page.headings.end() || found->offset >= page.text.size()) return std::nullopt;
  ActSection section = section_at(page, static_cast<std::size_t>(found - page.headings.begin()));
  if (asked.paragraph.empty()) return section;
  const std::size_t begin = line_numbered(page.text, section, asked.paragraph);
  if (begin == std::string_view::npos) return section;
  const std::string next = number_after(asked.paragraph);
  const std::size_t end = next.empty() ? std::string_view::npos : line_numbered(page.text, section, next);
  section.begin = static_cast<std::uint32_t>(begin);
  if (end != std::string_view::npos && end > begin) section.end = static_cast<std::uint32_t>(end);
  return section;
}

std::optional<ActSection> section_around(const StoredPage& page, std::uint32_t place) {
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < page.headings.size() && page.headings[i].offset <= place; ++i)
    if (page.headings[i].level == kArticle) last = i;
  if (!last) return std::nullopt;
  const ActSection section = section_at(page, *last);
  return place < section.end ? std::optional(section) : std::nullopt;
}

}  // namespace izvor
