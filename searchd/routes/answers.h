// The answers: one function for each route that routes.cc lists, grouped in files by whom they serve.
//
// Pure but for the services of the Visit. Called from the thread that owns the Routes.
#pragma once

#include "searchd/routes/visit.h"

namespace izvor {

// People: pages of HTML (html_answers.cc).
[[nodiscard]] Answer answer_start_page(const Visit& visit);

// Operators: is it alive, can it search, what does it do (operation_answers.cc).
[[nodiscard]] Answer answer_health(const Visit& visit);
[[nodiscard]] Answer answer_readiness(const Visit& visit);
[[nodiscard]] Answer answer_metrics(const Visit& visit);

}  // namespace izvor
