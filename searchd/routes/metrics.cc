#include "searchd/routes/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <cstdint>
#include <mutex>
#include <optional>

namespace izvor {
namespace {

const prometheus::Histogram::BucketBoundaries kSeconds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                          0.05,   0.1,   0.25,   0.5,   1,    2.5};

const prometheus::Histogram::BucketBoundaries kStageSeconds = {0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                                               0.01,    0.025,  0.05,    0.1,    0.25,  1};

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

}  // namespace

struct RouteMetrics::State {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("izvor_http_requests_total")
                                                          .Help("Requests answered, by route, method and status.")
                                                          .Register(registry);
  prometheus::Family<prometheus::Histogram>& latency = prometheus::BuildHistogram()
                                                           .Name("izvor_http_request_seconds")
                                                           .Help("Time from the request read to the answer made, by route.")
                                                           .Register(registry);
  prometheus::Counter& searches =
      prometheus::BuildCounter().Name("izvor_searches_total").Help("Searches answered.").Register(registry).Add({});
  prometheus::Counter& empty_searches = prometheus::BuildCounter()
                                            .Name("izvor_searches_empty_total")
                                            .Help("Searches that found nothing.")
                                            .Register(registry)
                                            .Add({});
  prometheus::Histogram& results = prometheus::BuildHistogram()
                                       .Name("izvor_search_results")
                                       .Help("Pages found by one search, estimates included.")
                                       .Register(registry)
                                       .Add({}, prometheus::Histogram::BucketBoundaries{0, 1, 10, 100, 1'000, 10'000, 100'000});
  prometheus::Family<prometheus::Histogram>& stages =
      prometheus::BuildHistogram().Name("izvor_search_stage_seconds").Help("Time of one search, by stage.").Register(registry);
  prometheus::Histogram& understanding = stages.Add({{"stage", "understanding"}}, kStageSeconds);
  prometheus::Histogram& matching = stages.Add({{"stage", "matching"}}, kStageSeconds);
  prometheus::Histogram& showing = stages.Add({{"stage", "showing"}}, kStageSeconds);
  prometheus::Family<prometheus::Counter>& validations =
      prometheus::BuildCounter()
          .Name("izvor_cache_validations_total")
          .Help("Questions whether a kept answer still holds (If-None-Match): hit, answered with 304, or miss.")
          .Register(registry);
  prometheus::Counter& validation_hits = validations.Add({{"result", "hit"}});
  prometheus::Counter& validation_misses = validations.Add({{"result", "miss"}});
  prometheus::Gauge& ready =
      prometheus::BuildGauge().Name("izvor_index_ready").Help("1 when the index can be searched.").Register(registry).Add({});
  prometheus::Gauge& pages =
      prometheus::BuildGauge().Name("izvor_index_pages").Help("Pages in the index.").Register(registry).Add({});
  prometheus::Gauge& sequence = prometheus::BuildGauge()
                                    .Name("izvor_index_sequence")
                                    .Help("The last number of the archive's change feed that the index holds.")
                                    .Register(registry)
                                    .Add({});
  prometheus::Gauge& reopenings = prometheus::BuildGauge()
                                      .Name("izvor_index_reopenings")
                                      .Help("Times the answering thread opened the index anew.")
                                      .Register(registry)
                                      .Add({});
  prometheus::Gauge& moved =
      prometheus::BuildGauge()
          .Name("izvor_index_moved_timestamp_seconds")
          .Help("When this process last saw the index at a new number, to within one reading of these metrics.")
          .Register(registry)
          .Add({});

  std::mutex mutex;  ///< Guards `last_seen`.
  std::optional<std::uint64_t> last_seen;
};

RouteMetrics::RouteMetrics() : state_(std::make_unique<State>()) {}
RouteMetrics::~RouteMetrics() = default;

void RouteMetrics::count(std::string_view route, std::string_view method, int status,
                         std::chrono::steady_clock::duration took) {
  const std::string name(route);
  state_->requests.Add({{"route", name}, {"method", std::string(method)}, {"status", std::to_string(status)}}).Increment();
  state_->latency.Add({{"route", name}}, kSeconds).Observe(std::chrono::duration<double>(took).count());
}

void RouteMetrics::count_search(const SearchAnswer& answer) {
  state_->searches.Increment();
  if (answer.total == 0) state_->empty_searches.Increment();
  state_->results.Observe(static_cast<double>(answer.total));
  state_->understanding.Observe(seconds(answer.times.understanding));
  state_->matching.Observe(seconds(answer.times.matching));
  state_->showing.Observe(seconds(answer.times.showing));
}

void RouteMetrics::count_validation(bool held) { (held ? state_->validation_hits : state_->validation_misses).Increment(); }

std::string RouteMetrics::text(const IndexState& index) const {
  {
    const std::lock_guard lock(state_->mutex);
    if (state_->last_seen != index.sequence) state_->moved.SetToCurrentTime();
    state_->last_seen = index.sequence;
  }
  state_->ready.Set(index.ready ? 1 : 0);
  state_->pages.Set(static_cast<double>(index.pages));
  state_->sequence.Set(static_cast<double>(index.sequence));
  state_->reopenings.Set(static_cast<double>(index.reopenings));
  return prometheus::TextSerializer().Serialize(state_->registry.Collect());
}

}  // namespace izvor
