// Act: what a legal act says of itself: kind, number, year, CELEX, ELI, name, dates.
//
// Read by indexer/extract/acts, kept with the page, looked up by searchd. A value; safe from any thread.
#pragma once

#include <optional>
#include <string>

#include "izvor/utc_time.h"

namespace izvor {

struct Act {
  std::string kind;              ///< "regulation", "implementing regulation", "directive", "proposal", "law", "ordinance"…
  std::string number;            ///< As written: "2022/868", "2002/58", "910/2014", "COM(2021) 206"; empty when it has none.
  int year = 0;                  ///< Of the number, else of the date; 0 when unknown.
  std::string celex;             ///< "32022R0868"; of a consolidated state "02002L0058-20091219"; empty for national acts.
  std::string eli;               ///< "http://data.europa.eu/eli/reg/2022/868/oj"; empty when it has none.
  std::string short_name;        ///< "Акт за управление на данните"; empty when the title has none.
  std::optional<UtcTime> date;   ///< When it was adopted.
  std::optional<UtcTime> state;  ///< Of a consolidated text: the day whose law it is.

  friend bool operator==(const Act&, const Act&) = default;
};

}  // namespace izvor
