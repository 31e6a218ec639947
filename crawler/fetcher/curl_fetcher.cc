#include "crawler/fetcher/curl_fetcher.h"

#include <curl/curl.h>

#include <map>
#include <utility>

#include "crawler/fetcher/exchange.h"

namespace izvor {

class CurlFetcher::State {
 public:
  State(CurlFetcherOptions options, const Clock& clock, CURLM* multi)
      : options_(std::move(options)), clock_(clock), multi_(multi) {}

  ~State() {
    for (const auto& [easy, exchange] : running_) curl_multi_remove_handle(multi_.get(), easy);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void start(FetchRequest request) {
    auto exchange = std::make_unique<Exchange>(std::move(request), options_);
    CURL* easy = exchange->handle();
    running_.emplace(easy, std::move(exchange));
    curl_multi_add_handle(multi_.get(), easy);
    perform();  // The server may be at work while the caller is; what has finished comes out of the next `wait`.
  }

  std::vector<FetchResult> wait(std::chrono::milliseconds longest) {
    perform();
    std::vector<FetchResult> finished = collect();
    if (!finished.empty()) return finished;
    curl_waitfd wake{options_.wake_descriptor, CURL_WAIT_POLLIN, 0};
    const unsigned extra = options_.wake_descriptor >= 0 ? 1 : 0;
    curl_multi_poll(multi_.get(), &wake, extra, static_cast<int>(longest.count()), nullptr);
    perform();
    return collect();
  }

 private:
  struct MultiCleanup {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  void perform() {
    int still_running = 0;
    curl_multi_perform(multi_.get(), &still_running);
  }

  std::vector<FetchResult> collect() {
    std::vector<FetchResult> finished;
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      const CURLcode code = message->data.result;  // The message dies with the handle's removal.
      const auto found = running_.find(message->easy_handle);
      curl_multi_remove_handle(multi_.get(), found->first);
      finished.push_back(std::move(*found->second).finish(code, clock_.now()));
      running_.erase(found);
    }
    return finished;
  }

  CurlFetcherOptions options_;
  const Clock& clock_;
  std::unique_ptr<CURLM, MultiCleanup> multi_;
  std::map<CURL*, std::unique_ptr<Exchange>> running_;
};

Result<CurlFetcher> CurlFetcher::make(CurlFetcherOptions options, const Clock& clock) {
  if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return fail("libcurl cannot start.");
  CURLM* multi = curl_multi_init();
  if (multi == nullptr) return fail("libcurl cannot start.");
  return CurlFetcher(std::make_unique<State>(std::move(options), clock, multi));
}

CurlFetcher::CurlFetcher(std::unique_ptr<State> state) : state_(std::move(state)) {}
CurlFetcher::CurlFetcher(CurlFetcher&&) noexcept = default;
CurlFetcher& CurlFetcher::operator=(CurlFetcher&&) noexcept = default;
CurlFetcher::~CurlFetcher() = default;

void CurlFetcher::start(FetchRequest request) { state_->start(std::move(request)); }
std::vector<FetchResult> CurlFetcher::wait(std::chrono::milliseconds longest) { return state_->wait(longest); }

}  // namespace izvor
