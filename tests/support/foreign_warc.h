// WARC records as other programs write them, and histories of pages made of such records, for tests of imports.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "crawler/archive/warc_record.h"

namespace izvor::testing {

/// One record, whole, with its WARC-Date and whatever `more` fields it has.
inline std::string foreign_record(const std::string& type, const std::string& url, const std::string& date,
                                  const std::string& block, const std::vector<HttpField>& more = {}) {
  WarcRecord record;
  record.fields = {{"WARC-Type", type}, {"WARC-Target-URI", url}, {"WARC-Date", date}};
  record.fields.insert(record.fields.end(), more.begin(), more.end());
  record.block = block;
  return serialise(record);
}

inline std::string html_answer(const std::string& body, const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body;
}

/// A capture of a page: what it said (empty: 404) at a second.
struct MadeCapture {
  std::string url;
  std::int64_t second = 0;
  std::string body;
  std::string record;
  std::int64_t same_as = -1;  ///< A revisit that names nothing but this second of the page.
};

/// Captures of `pages` pages between the seconds `begin` and `end`: changes back and forth, payloads seen again (as responses
/// and as revisits that name them by digest, by record, or by address and date), 404s, and captures that share a second and say
/// different things. In order of time.
class MadeHistory {
 public:
  MadeHistory(unsigned seed, unsigned pages, std::int64_t begin, std::int64_t end) : random_(seed), begin_(begin), end_(end) {
    for (unsigned page = 0; page < pages; ++page) add_page("https://example.eu/bg/" + std::to_string(page));
    std::stable_sort(captures_.begin(), captures_.end(),
                     [](const MadeCapture& a, const MadeCapture& b) { return a.second < b.second; });
  }

  [[nodiscard]] const std::vector<MadeCapture>& captures() const { return captures_; }

  /// What each page said at a time; pages that were not there are left out. As crawler/archive/capture_order.h defines it: of
  /// one second an end first, then by digest; a date alone names all that was said in its second.
  [[nodiscard]] std::map<std::string, std::string> pages_at(std::int64_t second) const {
    using Order = std::tuple<std::int64_t, bool, std::string>;
    std::map<std::string, std::pair<Order, std::string>> last;
    for (const MadeCapture& capture : captures_) {
      if (capture.second > second) continue;
      for (const std::string& body : said_by(capture)) {
        const Order order{capture.second, !body.empty(), payload_digest_of(body)};
        auto [found, added] = last.try_emplace(capture.url, order, body);
        if (!added && found->second.first < order) found->second = {order, body};
      }
    }
    std::map<std::string, std::string> pages;
    for (const auto& [url, said] : last) {
      if (!said.second.empty()) pages.emplace(url, said.second);
    }
    return pages;
  }

  /// In how many seconds a page said two things, each of which some revisit names by date alone.
  [[nodiscard]] std::size_t ambiguous() const {
    return static_cast<std::size_t>(std::count_if(captures_.begin(), captures_.end(), [this](const MadeCapture& capture) {
      return capture.same_as >= 0 && said_by(capture).size() > 1;
    }));
  }

 private:
  struct Original {
    std::string digest, id, date;
    std::int64_t second;
  };

  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

  [[nodiscard]] std::set<std::string> said_by(const MadeCapture& capture) const {
    if (capture.same_as < 0) return {capture.body};
    std::set<std::string> bodies;
    for (const MadeCapture& other : captures_) {
      const bool is_named = other.url == capture.url && other.second == capture.same_as;
      if (!is_named || (other.same_as < 0 && other.body.empty())) continue;
      if (other.same_as == other.second) continue;  // It names its own second, and adds nothing.
      bodies.merge(said_by(other));
    }
    return bodies;
  }

  void add_page(const std::string& url) {
    constexpr const char* kWords[] = {"Канада", "Япония", "Корея", "Индия", "Бразилия"};
    std::map<std::string, Original> originals;  // By body.
    std::int64_t second = begin_;
    const std::uint64_t captures = 3 + below(6);
    const std::int64_t step = (end_ - begin_) / static_cast<std::int64_t>(captures + 1);
    for (std::uint64_t i = 0; i < captures; ++i) {
      if (i == 0 || below(3) > 0) second += 1 + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(step)));
      const std::string date = format_rfc3339(UtcTime(std::chrono::seconds(second)));
      const std::string id = "<urn:uuid:" + url + "#" + std::to_string(i) + ">";
      if (below(6) == 0) {
        captures_.push_back({url, second, {}, foreign_record("response", url, date, html_answer("няма", "404 Not Found"))});
        continue;
      }
      const std::string body = "<html><head><title>Страница " + url.substr(url.rfind('/') + 1) +
                               "</title></head><body><h1>Договор</h1>" + "<p>Договор с държавата " + kWords[below(5)] +
                               " за страница номер " + url.substr(url.rfind('/') + 1) + " на сайта.</p></body></html>";
      const std::string digest = "xxh:" + payload_digest_of(body).substr(7, 32);  // Not verified: no writing that is known.
      const auto known = originals.find(body);
      if (known == originals.end() || below(3) == 0) {
        captures_.push_back({url, second, body,
                             foreign_record("response", url, date, html_answer(body),
                                            {{"WARC-Record-ID", id}, {"WARC-Payload-Digest", digest}})});
        originals.try_emplace(body, Original{digest, id, date, second});
        continue;
      }
      add_revisit(url, second, body, id, known->second);
    }
  }

  void add_revisit(const std::string& url, std::int64_t second, const std::string& body, const std::string& id,
                   const Original& original) {
    MadeCapture capture{.url = url, .second = second, .body = body, .record = {}};
    std::vector<HttpField> refers{{"WARC-Record-ID", id}};
    const std::uint64_t way = below(4);
    if (way == 0) refers.emplace_back("WARC-Payload-Digest", original.digest);
    if (way == 1) refers.emplace_back("WARC-Refers-To", original.id);
    if (way == 2) {
      refers.emplace_back("WARC-Refers-To", original.id);
      refers.emplace_back("WARC-Payload-Digest", original.digest);
    }
    if (way == 3) {  // A 304 whose digest is that of its own empty body.
      refers.emplace_back("WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
      capture.same_as = original.second;
    }
    if (way >= 2) {
      refers.emplace_back("WARC-Refers-To-Target-URI", url);
      refers.emplace_back("WARC-Refers-To-Date", original.date);
    }
    capture.record = foreign_record("revisit", url, format_rfc3339(UtcTime(std::chrono::seconds(second))), html_answer(""), refers);
    captures_.push_back(std::move(capture));
  }

  std::mt19937 random_;
  std::int64_t begin_, end_;
  std::vector<MadeCapture> captures_;
};

}  // namespace izvor::testing
