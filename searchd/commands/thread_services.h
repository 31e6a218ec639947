// Binds what the routes ask for (RouteServices) to the index, the archive and the pings: one set for each thread.
//
// Call it once per thread, before the thread starts; what it returns belongs to that thread. The settings, the analyzer and the
// scope are shared and must outlive it.
#pragma once

#include <memory>

#include "crawler/scope/scope.h"
#include "izvor/analyzer.h"
#include "izvor/settings.h"
#include "searchd/routes/services.h"
#include "searchd/statistics/query_counts.h"
#include "searchd/understanding/knowledge.h"

namespace izvor {

/// `knowledge`, `guard` (may be empty) and `counts` are what all threads share; `counts` must outlive them.
[[nodiscard]] RouteServices services_of_thread(const Settings& settings, const Analyzer& analyzer, const Scope& scope,
                                               std::shared_ptr<SharedKnowledge> knowledge,
                                               std::shared_ptr<GenerationGuard> guard, QueryCounts& counts);

}  // namespace izvor
