// print_answer: results on a terminal.
#pragma once

#include <cstdint>
#include <iosfwd>

#include "searchd/search_types.h"

namespace izvor {

enum class Colour { kPlain, kAnsi };

/// Numbered results with title, date, address and passages; highlights in bold where colours are. Control characters of pages
/// never reach the terminal. `first` is the number of the first result.
void print_answer(const SearchAnswer& answer, unsigned first, Colour colour, std::ostream& out);

/// How the query was understood, how many pages were found, and how to see more of them than the `shown` first ones; `page` is
/// the number of this page of results.
void print_summary(const SearchAnswer& answer, std::uint64_t shown, unsigned page, std::ostream& out);

}  // namespace izvor
