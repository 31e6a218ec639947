#include "indexer/index/prepared_page.h"

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>
#include <vector>

#include "indexer/extract/error_page.h"
#include "indexer/extract/extract.h"
#include "indexer/index/act_terms.h"
#include "indexer/index/anchor_terms.h"
#include "izvor/page_id.h"

namespace izvor {
namespace {

using Ask = PreparedPage::Ask;

void skip(PreparedPage& prepared, Ask ask, std::string reason) {
  prepared.ask = ask;
  prepared.kind = EntryKind::kSkipped;
  prepared.reason = std::move(reason);
}

/// Whether the archive has a page under this address that can be shown in the place of another.
bool is_kept(const PageArchive& archive, const std::string& url) {
  const Result<Url> address = Url::parse(url);
  if (!address) return false;
  const Result<std::vector<PageVersion>> versions = archive.versions_of(page_id_of(*address));
  if (!versions) return false;
  const auto latest = std::find_if(versions->begin(), versions->end(), decides);
  return latest != versions->end() && latest->kind != VersionKind::kGone;
}

/// A record that is damaged still ends its page.
std::string why_gone(const PageArchive& archive, const PageVersion& version) {
  Result<std::string> reason = archive.why_gone(version);
  if (reason && !reason->empty()) return std::move(*reason);
  return version.status == 0 ? std::string() : "status " + std::to_string(version.status);
}

void read_page(const Analyzer& analyzer, const ExtractLimits& limits, const PageArchive& archive, const SiteNames* sites,
               PageAnalysis& analysis, PreparedPage& prepared) {
  const Result<Capture> capture = archive.read(prepared.version);
  if (!capture) {
    prepared.kind = EntryKind::kQuarantined;
    prepared.reason = std::string(kUnreadable) + ": " + capture.error().message;
    return;
  }
  const Result<ExtractedPage> extracted = extract_capture(*capture, limits, sites);
  if (!extracted) return skip(prepared, Ask::kRemove, extracted.error().message);
  const ExtractedPage& page = *extracted;
  prepared.extractor = page.extractor;
  prepared.title = page.title;
  if (page.noindex) return skip(prepared, Ask::kRemove, "noindex");
  if (reads_as_error_page(page)) return skip(prepared, Ask::kKeep, "an error page with status 200: " + page.title);
  if (has_kept_original(archive, prepared.version, page)) {
    return skip(prepared, Ask::kRemove, "canonical elsewhere: " + page.canonical);
  }
  if (page.text.empty() && page.cut_reason.empty()) return skip(prepared, Ask::kRemove, "no text");
  analyze_page(analyzer, page, analysis);
  const StoredPage stored = make_stored_page(prepared.version, page, analysis);
  prepared.ask = Ask::kIndex;
  prepared.kind = EntryKind::kNew;
  prepared.reason = page.cut_reason;
  prepared.text_digest = stored.text_digest;
  std::vector<std::string> links = anchor_terms(stored.id, page.links);
  for (std::string& term : act_terms(page, analysis)) links.push_back(std::move(term));
  prepared.facts_digest = facts_digest_of(stored, links);
  prepared.document = make_document(stored, analysis, links);
}

}  // namespace

bool has_kept_original(const PageArchive& archive, const PageVersion& version, const ExtractedPage& page) {
  return !page.canonical.empty() && page.canonical != version.url && is_kept(archive, page.canonical);
}

bool decides(const PageVersion& version) { return version.kind == VersionKind::kGone || version.status == 200; }

PreparePage page_reader(const Analyzer& analyzer, const IndexerSettings& settings, std::shared_ptr<const SiteNames> sites,
                        std::string product_token) {
  // Shared only because std::function copies what it holds.
  const auto analysis = std::make_shared<PageAnalysis>();
  return [&analyzer, settings, analysis, sites = std::move(sites), token = std::move(product_token)](
             const PageArchive& archive, const PageVersion& version) {
    PreparedPage prepared;
    prepared.version = version;
    if (version.kind == VersionKind::kGone) {
      prepared.ask = Ask::kRemove;
      prepared.kind = EntryKind::kGone;
      prepared.reason = why_gone(archive, version);
    } else if (!decides(version)) {
      skip(prepared, Ask::kKeep, "status " + std::to_string(version.status));
    } else {
      try {
        const ExtractLimits limits{.html = {}, .max_text_bytes = settings.max_text_bytes, .product_token = token};
        read_page(analyzer, limits, archive, sites.get(), *analysis, prepared);
      } catch (const std::exception& error) {
        prepared.ask = Ask::kRemove;
        prepared.kind = EntryKind::kQuarantined;
        prepared.reason = std::string("cannot be understood: ") + error.what();
      }
    }
    return prepared;
  };
}

}  // namespace izvor
