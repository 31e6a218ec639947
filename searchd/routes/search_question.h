// From the parameters of an address, or of a JSON body, to a SearchRequest, or the Problem that names the parameter at fault.
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "searchd/http/target.h"
#include "searchd/routes/problem.h"
#include "searchd/search_types.h"

namespace izvor {

/// People follow links that others decorated ("utm_source=…") and send forms with empty fields: both say nothing. A program
/// that sends what is unknown or empty made a mistake, and should know.
enum class Audience { kPeople, kPrograms };

using QuestionParameters = std::vector<std::pair<std::string, std::string>>;  ///< Decoded names and values, in order.

/// Knows every parameter of /api/v1/search. Unknown, unsupported, repeated, out of bounds or malformed ones are problems, but
/// for what people may send. `q` itself may be missing here: callers decide.
[[nodiscard]] tl::expected<SearchRequest, Problem> read_search_question(const Target& target, Audience audience);

/// The same of the JSON object in the body of POST /api/v1/search: a text, number or boolean for each parameter, or a list of
/// texts where a parameter may be repeated. `q` may be as long as SearchRequest::kMaxQueryBytes; a longer one is a 413.
[[nodiscard]] tl::expected<SearchRequest, Problem> read_posted_question(std::string_view body);

/// The parameters of a question that are known and not empty, values of filters as the index calls them: for links that people
/// may follow from its answer.
[[nodiscard]] QuestionParameters known_parameters(const Target& target);

/// A moment of `as_of`: an RFC 3339 time, or a UTC day, which means its last second. None for other texts.
[[nodiscard]] std::optional<UtcTime> moment_of(std::string_view text);

}  // namespace izvor
