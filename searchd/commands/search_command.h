// `izvor-searchd search QUERY`: asks the index from a terminal.
#pragma once

#include <iosfwd>

#include "searchd/commands/command.h"
#include "searchd/search_types.h"

namespace izvor {

void add_search(CLI::App& app, CommandContext& context);

enum class Colour { kPlain, kAnsi };

/// Numbered results with title, date, address and passages; highlights in bold where colours are. Control characters of pages
/// never reach the terminal. `first` is the number of the first result.
void print_answer(const SearchAnswer& answer, unsigned first, Colour colour, std::ostream& out);

}  // namespace izvor
