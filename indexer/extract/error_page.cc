#include "indexer/extract/error_page.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/extract/folded.h"

namespace izvor {
namespace {

constexpr std::size_t kErrorTextBytes = 1'500;

/// Whole titles, folded, letters and digits only.
constexpr std::array kTitles = std::to_array<std::string_view>({
    "error",
    "errorpage",
    "404",
    "error404",
    "404error",
    "notfound",
    "404notfound",
    "pagenotfound",
    "404pagenotfound",
    "403forbidden",
    "forbidden",
    "accessdenied",
    "500internalservererror",
    "internalservererror",
    "502badgateway",
    "badgateway",
    "503serviceunavailable",
    "serviceunavailable",
    "servicetemporarilyunavailable",
    "504gatewaytimeout",
    "toomanyrequests",
    "429toomanyrequests",
    "sessionexpired",
    "anerroroccurred",
    "грешка",
    "грешка404",
    "404грешка",
    "грешка500",
    "възникнагрешка",
    "системнагрешка",
    "страницатанеенамерена",
    "404страницатанеенамерена",
    "страницатанебешенамерена",
    "страницатанеможедабъденамерена",
    "страницатанесъществува",
    "несъществуващастраница",
    "липсващастраница",
    "ненамеренастраница",
    "достъпътеотказан",
    "отказандостъп",
    "забранендостъп",
    "временнонедостъпно",
    "сайтътевременнонедостъпен",
    "страницатаевременнонедостъпна",
    "услугатаевременнонедостъпна",
    "изтекласесия",
});

}  // namespace

bool reads_as_error_page(const ExtractedPage& page) {
  if (page.text.size() > kErrorTextBytes) return false;
  const std::string title = letters_and_digits(page.title);
  return std::ranges::find(kTitles, title) != kTitles.end();
}

}  // namespace izvor
