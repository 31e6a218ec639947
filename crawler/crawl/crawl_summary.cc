#include "crawler/crawl/crawl_summary.h"

namespace izvor {

std::uint64_t CrawlSummary::outcomes() const {
  std::uint64_t sum = added + changed + unchanged + gone + missing + held_back + redirects + twins;
  for (const auto& [reason, count] : skipped) sum += count;
  return sum;
}

std::string CrawlSummary::text() const {
  std::string out = "fetched " + std::to_string(fetched) + ": new " + std::to_string(added) + ", changed " +
                    std::to_string(changed) + ", unchanged " + std::to_string(unchanged) + ", gone " + std::to_string(gone) +
                    ", missing " + std::to_string(missing) + ", redirects " + std::to_string(redirects);
  std::uint64_t total = 0;
  std::string reasons;
  for (const auto& [reason, count] : skipped) {
    if (count == 0) continue;
    total += count;
    reasons += (reasons.empty() ? "" : ", ") + reason + " " + std::to_string(count);
  }
  out += "; skipped " + std::to_string(total);
  if (!reasons.empty()) out += " (" + reasons + ")";
  if (unasked > 0) out += "; settled without a request " + std::to_string(unasked);
  if (twins > 0) out += "; twins of http and https " + std::to_string(twins);
  out += "; sitemaps " + std::to_string(sitemaps);
  if (damaged_sitemaps + empty_sitemaps > 0) {
    out += " (damaged " + std::to_string(damaged_sitemaps) + ", empty " + std::to_string(empty_sitemaps) + ")";
  }
  if (failed_sitemaps > 0) out += ", failed " + std::to_string(failed_sitemaps);
  out += ", pings " + std::to_string(pings);
  if (held_back > 0) out += "; held back " + std::to_string(held_back) + " that would be gone";
  if (put_off > 0) out += "; put off " + std::to_string(put_off);
  return out;
}

}  // namespace izvor
