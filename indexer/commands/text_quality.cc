#include "indexer/commands/text_quality.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "indexer/analysis/look_alikes.h"
#include "indexer/commands/csv.h"
#include "indexer/extract/extract.h"
#include "indexer/index/prepared_page.h"

namespace izvor {
namespace {

constexpr std::size_t kVersionsAtOnce = 256;
constexpr std::size_t kMostExamples = 20;
constexpr int kOk = 200;

/// A word that was read in another script than it is written in, wholly or in part.
bool is_mixed_script(const Token& token, std::string_view written) {
  if (token.kind != TokenKind::kWord && token.kind != TokenKind::kMixed) return false;
  if (token.origin != TokenOrigin::kText && token.origin != TokenOrigin::kPart) return false;
  const WordShape shape = shape_of(written);
  return shape.latin && (shape.cyrillic || shape_of(token.exact).cyrillic);
}

std::string primary_tag(const std::string& language) { return language.substr(0, language.find('-')); }

std::string count_of(const std::vector<std::string>& words) { return words.empty() ? "" : std::to_string(words.size()); }

/// The first words, each once, for a cell.
std::string examples_of(const std::vector<std::string>& words) {
  std::set<std::string> seen;
  std::string cell;
  for (const std::string& word : words) {
    if (seen.size() == kMostExamples) return cell + "; …";
    if (!seen.insert(word).second) continue;
    if (!cell.empty()) cell += "; ";
    cell += word;
  }
  return cell;
}

std::string row_of(const std::string& url, const ExtractedPage& page, const TextQuality& quality) {
  const std::array<std::string, 9> cells = {url,
                                            page.title,
                                            count_of(quality.glued),
                                            examples_of(quality.glued),
                                            count_of(quality.mixed_script),
                                            examples_of(quality.mixed_script),
                                            quality.wrong_language ? page.declared_language : "",
                                            quality.wrong_language ? page.language : "",
                                            quality.undated ? "1" : ""};
  return csv_row(cells);
}

/// The page as it would be indexed; none when it would not be.
Result<std::optional<ExtractedPage>> findable_page(const PageArchive& archive, const PageVersion& version) {
  if (version.status != kOk) return std::nullopt;
  const Result<Capture> capture = archive.read(version);
  if (!capture) return fail(capture.error().message);
  Result<ExtractedPage> page = extract_capture(*capture);
  if (!page) return fail(page.error().message);
  if (page->noindex || has_kept_original(archive, version, *page)) return std::nullopt;
  return *std::move(page);
}

}  // namespace

TextQuality assess(const ExtractedPage& page, const Analyzer& analyzer, Analysis& analysis) {
  TextQuality quality;
  analyzer.analyze(page.text, analysis, page.inline_borders);
  const std::string_view text = page.text;
  for (const Repair& repair : analysis.repairs()) {
    std::string apart(text.substr(repair.begin, repair.split - repair.begin));
    apart.append(1, ' ').append(text.substr(repair.split, repair.end - repair.split));
    quality.glued.push_back(std::move(apart));
  }
  for (const Token& token : analysis.tokens()) {
    const std::string_view written = text.substr(token.begin, token.end - token.begin);
    if (is_mixed_script(token, written)) quality.mixed_script.emplace_back(written);
  }
  quality.wrong_language = !page.language.empty() && primary_tag(page.declared_language) != primary_tag(page.language);
  quality.undated = !page.published && !page.modified;
  return quality;
}

Result<TextQualityReport> write_text_quality(const PageArchive& archive, const Analyzer& analyzer, std::ostream& out) {
  const std::array<std::string, 9> header = {
      "url",    "title", "glued", "glued words", "mixed script", "mixed-script words", "declared lang", "lang of the text",
      "no date"};
  out << csv_row(header);
  TextQualityReport report;
  Analysis analysis;
  for (Sequence after = 0;;) {
    const Result<std::vector<PageVersion>> versions = archive.current_versions(after, kVersionsAtOnce);
    if (!versions) return fail(versions.error().message);
    if (versions->empty()) return report;
    for (const PageVersion& version : *versions) {
      const Result<std::optional<ExtractedPage>> page = findable_page(archive, version);
      if (!page) ++report.unreadable;
      if (!page || !*page) continue;
      ++report.pages;
      const TextQuality quality = assess(**page, analyzer, analysis);
      if (quality.good()) continue;
      ++report.to_mend;
      out << row_of(version.url, **page, quality);
    }
    after = versions->back().sequence;
  }
}

}  // namespace izvor
