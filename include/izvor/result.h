// Result<T>: the outcome of work that may fail for expected reasons.
//
// A bad page, a bad query, a file in use are expected and come back as an Error. A broken environment (out of memory, a
// programming fault) is an exception, caught per page, per request, and in main. Safe to use from any thread.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace izvor {

/// What went wrong, to what, and what to do next: one sentence or two in English, ready to print.
struct Error {
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Builds the failed outcome: `return fail("robots.txt of " + host + " is not UTF-8");`
[[nodiscard]] inline tl::unexpected<Error> fail(std::string message) {
  return tl::unexpected<Error>(Error{std::move(message)});
}

}  // namespace izvor
