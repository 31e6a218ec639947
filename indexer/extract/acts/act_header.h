// What stands around an act's text: its language, publication, state and numbers in the lines before the title, in the page's
// address, its title element and rel=canonical.
//
// Pure; safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "indexer/extract/head_facts.h"
#include "izvor/url.h"
#include "izvor/utc_time.h"

namespace izvor {

struct ActHeader {
  std::string language;              ///< "bg", "en"; empty when nothing says it.
  std::string celex;                 ///< "32022R0868", "02002L0058-20091219".
  std::string eli;                   ///< As Act::eli.
  std::string commission_number;     ///< "COM(2021) 206".
  std::optional<UtcTime> published;  ///< In the Official Journal, in the State Gazette.
  std::optional<UtcTime> state;      ///< Of a consolidated text.
  bool consolidated = false;
};

/// `lines`: those before the title, in order.
[[nodiscard]] ActHeader read_act_header(std::span<const std::string> lines, const HeadFacts& facts, const Url& url);

/// "Обн. ДВ. бр.46 от 12 Юни 2007г., изм. ДВ. бр.82 от 16 Октомври 2009г.": first and last date; where the first is missing the
/// line is none of these.
struct GazetteDates {
  std::optional<UtcTime> published;
  std::optional<UtcTime> changed;  ///< Of the last change; nothing when there is only one date.
};
[[nodiscard]] GazetteDates gazette_dates(std::string_view line);

}  // namespace izvor
