// What changed in a page from one version to another, as JSON and as a page.
#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <set>

#include "searchd/routes/answers.h"
#include "searchd/routes/parameters.h"
#include "searchd/versions/text_diff.h"

namespace izvor {
namespace {

/// Texts are compared this far; pages of this much text are rare, and nobody reads their diff.
constexpr std::size_t kMostText = 1'000'000;

/// Two versions of one page and what they said.
struct Compared {
  PageVersion from, to;
  VersionText from_text, to_text;
  TextDiff diff;
};

struct Numbers {
  Sequence from = 0, to = 0;
};

Problem missing(std::string_view name) {
  return bad_parameter(name, say_in_both(sentence("version_number_missing"), {{"name", std::string(name)}}));
}

/// Both are needed: what "the one before" is changes with the archive.
tl::expected<Numbers, Problem> read_numbers(const Target& target, Audience audience) {
  Numbers numbers;
  std::set<std::string_view> seen;
  for (const auto& [name, value] : target.parameters) {
    const bool known = name == "from" || name == "to";
    if (!known && audience == Audience::kPeople) continue;
    if (!seen.insert(name).second) return tl::unexpected(repeated_parameter(name));
    if (!known) return tl::unexpected(unknown_parameter(name));
    if (auto fault = read_sequence(name, value, 1, name == "from" ? numbers.from : numbers.to)) return tl::unexpected(*fault);
  }
  for (const char* name : {"from", "to"})
    if (!seen.contains(name)) return tl::unexpected(missing(name));
  return numbers;
}

tl::expected<PageVersion, Problem> version_numbered(const std::vector<PageVersion>& versions, Sequence sequence) {
  const auto found = std::ranges::find(versions, sequence, &PageVersion::sequence);
  if (found != versions.end()) return *found;
  const std::string number = std::to_string(sequence);
  return tl::unexpected(Problem{
      404, say_in_both(sentence("no_such_version"), {{"number", number}}), {}});
}

tl::expected<VersionText, Problem> text_of(const Visit& visit, const PageVersion& version) {
  auto text = visit.services.text_of(version);
  if (!text)
    return tl::unexpected(
        Problem{503, say_in_both(sentence("archive_unreadable"), {{"problem", text.error().message}}), {}});
  return std::move(*text);
}

/// Between two characters.
std::string_view cut(std::string_view text) {
  if (text.size() <= kMostText) return text;
  std::size_t end = kMostText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

tl::expected<Compared, Problem> compare(const Visit& visit) {
  const auto numbers = read_numbers(visit.target, visit.audience);
  if (!numbers) return tl::unexpected(numbers.error());
  const auto versions = find_versions(visit);
  if (!versions) return tl::unexpected(versions.error());
  const auto from = version_numbered(*versions, numbers->from), to = version_numbered(*versions, numbers->to);
  if (!from) return tl::unexpected(from.error());
  if (!to) return tl::unexpected(to.error());
  auto before = text_of(visit, *from), after = text_of(visit, *to);
  if (!before) return tl::unexpected(before.error());
  if (!after) return tl::unexpected(after.error());
  Compared compared{*from, *to, std::move(*before), std::move(*after), {}};
  compared.diff = diff_texts(cut(compared.from_text.text), cut(compared.to_text.text));
  compared.diff.coarse = compared.diff.coarse || cut(compared.from_text.text).size() < compared.from_text.text.size() ||
                         cut(compared.to_text.text).size() < compared.to_text.text.size();
  return compared;
}

std::string_view name_of(DiffPiece::Kind kind) {
  if (kind == DiffPiece::Kind::kEqual) return "equal";
  return kind == DiffPiece::Kind::kRemoved ? "removed" : "added";
}

boost::json::object side_json(const PageVersion& version, const VersionText& text) {
  boost::json::object out;
  out["sequence"] = version.sequence;
  out["fetched"] = format_rfc3339(version.fetched);
  out["title"] = text.title;
  if (!text.missing.empty()) out["missing"] = text.missing;
  return out;
}

boost::json::object diff_json(const Compared& compared) {
  boost::json::array pieces;
  for (const DiffPiece& piece : compared.diff.pieces) pieces.push_back({{"kind", name_of(piece.kind)}, {"text", piece.text}});
  boost::json::object out;
  out["id"] = compared.to.page;
  out["url"] = compared.to.url;
  out["from"] = side_json(compared.from, compared.from_text);
  out["to"] = side_json(compared.to, compared.to_text);
  out["changed"] = compared.diff.changed();
  out["coarse"] = compared.diff.coarse;
  out["pieces"] = std::move(pieces);
  return out;
}

}  // namespace

Answer answer_diff(const Visit& visit) {
  const auto compared = compare(visit);
  if (!compared) return tl::unexpected(compared.error());
  HttpResponse response;
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-cache");
  response.body = boost::json::serialize(diff_json(*compared));
  return response;
}

Answer answer_diff_page(const Visit& visit) {
  const auto compared = compare(visit);
  if (!compared) return tl::unexpected(compared.error());
  const DiffView view{compared->from, compared->to, compared->from_text, compared->to_text, compared->diff};
  return html_response(visit.pages.diff(view));
}

}  // namespace izvor
