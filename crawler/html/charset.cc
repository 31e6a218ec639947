#include "crawler/html/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <utility>

#include "crawler/html/encoding_label.h"
#include "crawler/html/utf8.h"
#include "crawler/html/xhtml.h"
#include "crawler/platform/ascii.h"

namespace izvor {
namespace {

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;
using Detector = std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)>;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kNul("\0", 1);
/// ICU's detector reads no further.
constexpr std::size_t kSampleBytes = 8000;

/// How a body reads as UTF-8.
struct Utf8Reading {
  std::size_t sequences = 0;  ///< Well-formed sequences of two bytes and more.
  std::size_t faults = 0;     ///< Bytes that belong to none.
};

/// Walks `bytes` as UTF-8 and hands over each run of valid bytes, and each fault with its bytes: a NUL, or bytes of no sequence.
template <class Valid, class Fault>
void read_utf8(std::string_view bytes, Valid&& valid, Fault&& fault) {
  std::size_t run = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    if (static_cast<std::int8_t>(bytes[at]) > 0) {  // ASCII, of which markup is made.
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = utf8::next(bytes, at);
    if (c != 0 && c != utf8::kMalformed) continue;
    valid(bytes.substr(run, begin - run));
    fault(bytes.substr(begin, at - begin), begin + 4 > bytes.size());
    run = at;
  }
  valid(bytes.substr(run));
}

Utf8Reading read_as_utf8(std::string_view bytes) {
  Utf8Reading reading;
  const auto count = [&](std::string_view run) {
    reading.sequences += static_cast<std::size_t>(
        std::count_if(run.begin(), run.end(), [](char c) { return static_cast<std::uint8_t>(c) >= 0xC0; }));
  };
  // A sequence cut off by the end of the body is no sign of another encoding.
  read_utf8(bytes, count, [&](std::string_view bad, bool at_end) { reading.faults += bad != kNul && !at_end; });
  return reading;
}

std::string decode_with(std::string_view bytes, std::string_view encoding);
long cyrillic_plausibility(std::string_view text);

/// A stretch of foreign bytes inside UTF-8: a menu, a counter, a file that was glued in. Read as windows-1251 where that gives
/// Cyrillic prose, otherwise as replacement characters.
class ForeignStretch {
 public:
  /// Short ASCII between foreign bytes (spaces, a link's tags) belongs to the stretch.
  static constexpr std::size_t kMostAscii = 200;

  void add_foreign(std::string_view bytes) {
    if (bytes == kNul) return;
    stretch_ += ascii_;
    ascii_.clear();
    stretch_ += bytes;
    foreign_ += bytes.size();
  }

  /// Takes a valid run that may stand inside the stretch; false when it ends it.
  bool add_ascii(std::string_view run) {
    const auto high = [](char c) { return static_cast<std::uint8_t>(c) >= 0x80; };
    if (foreign_ == 0 || ascii_.size() + run.size() > kMostAscii || std::any_of(run.begin(), run.end(), high)) return false;
    ascii_ += run;
    return true;
  }

  void flush(std::string& out) {
    constexpr std::size_t kLeastForeign = 4;
    if (foreign_ >= kLeastForeign) {
      const std::string cyrillic = decode_with(stretch_, "windows-1251");
      if (cyrillic_plausibility(cyrillic) > static_cast<long>(foreign_))
        out += cyrillic;
      else
        replace(out);
    } else {
      replace(out);
    }
    out += ascii_;
    *this = ForeignStretch();
  }

 private:
  void replace(std::string& out) const {
    for (const char c : stretch_) {
      if (static_cast<std::uint8_t>(c) >= 0x80)
        out += kReplacement;
      else
        out += c;
    }
  }

  std::string stretch_, ascii_;
  std::size_t foreign_ = 0;
};

std::string clean_utf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  ForeignStretch foreign;
  read_utf8(
      bytes,
      [&](std::string_view run) {
        if (foreign.add_ascii(run)) return;
        foreign.flush(out);
        out += run;
      },
      [&](std::string_view bad, bool) { foreign.add_foreign(bad); });
  foreign.flush(out);
  return out;
}

std::string decode_with(std::string_view bytes, std::string_view encoding) {
  if (encoding == "UTF-8") return clean_utf8(bytes);
  UErrorCode status = U_ZERO_ERROR;
  const Converter converter(ucnv_open(std::string(encoding).c_str(), &status), &ucnv_close);
  if (U_FAILURE(status)) return clean_utf8(bytes);
  const auto length = static_cast<std::int32_t>(std::min<std::size_t>(bytes.size(), INT32_MAX / 4));
  std::string out(static_cast<std::size_t>(length) * 3 + 16, '\0');
  const std::int32_t written = ucnv_toAlgorithmic(UCNV_UTF8, converter.get(), out.data(), static_cast<std::int32_t>(out.size()),
                                                  bytes.data(), length, &status);
  if (U_FAILURE(status)) return clean_utf8(bytes);
  out.resize(static_cast<std::size_t>(written));
  return clean_utf8(out);
}

/// UTF-16 without a mark: markup is ASCII, so every second byte of a page is NUL.
std::string_view utf16_without_mark(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, kSampleBytes);
  std::array<std::size_t, 2> nuls{};
  for (std::size_t at = 0; at < sample.size(); ++at) nuls[at % 2] += sample[at] == '\0';
  const std::size_t many = sample.size() / 5;
  if (sample.size() < 8 || nuls[0] + nuls[1] <= many) return {};
  if (nuls[1] > 4 * nuls[0]) return "UTF-16LE";
  if (nuls[0] > 4 * nuls[1]) return "UTF-16BE";
  return {};
}

/// The text around non-ASCII bytes, without markup, scripts and styles: what a detector should look at.
std::string sample_of_text(std::string_view bytes) {
  std::string sample;
  bool in_tag = false;
  for (std::size_t at = 0; at < bytes.size() && sample.size() < kSampleBytes; ++at) {
    const char c = bytes[at];
    if (c == '<') {
      for (const std::string_view raw : {"script", "style"}) {
        if (!ascii::starts_with(bytes.substr(at + 1), raw)) continue;
        at = std::min(ascii::find(bytes, std::string("</") + std::string(raw), at), bytes.size() - 1);
        break;
      }
      in_tag = true;
    } else if (c == '>') {
      in_tag = false;
      sample += ' ';
    } else if (!in_tag) {
      sample += c;
    }
  }
  return sample;
}

/// ICU's best guess among encodings that a web page may be in; empty when it has none.
std::string_view detect(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const Detector detector(ucsdet_open(&status), &ucsdet_close);
  if (U_FAILURE(status)) return {};
  ucsdet_setText(detector.get(), text.data(), static_cast<std::int32_t>(text.size()), &status);
  std::int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &status);
  if (U_FAILURE(status)) return {};
  for (std::int32_t at = 0; at < found; ++at) {
    const char* name = ucsdet_getName(matches[at], &status);
    if (U_FAILURE(status) || name == nullptr) return {};
    const std::string_view encoding = encoding_of_label(name);
    if (!encoding.empty() && encoding != "UTF-8" && !encoding.starts_with("UTF-16")) return encoding;
  }
  return {};
}

/// How much decoded text looks like Cyrillic prose: lower-case letters for it, capitals inside words and odd letters against
/// it. The single-byte encodings of Cyrillic differ in exactly this: KOI8-R read as windows-1251 turns the case around.
long cyrillic_plausibility(std::string_view text) {
  long score = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    const bool lower = c >= 0x430 && c <= 0x44F;
    const bool upper = c >= 0x410 && c <= 0x42F;
    const bool before_is_letter = before >= 0x410 && before <= 0x44F;
    if (lower) score += before_is_letter ? 2 : 1;
    if (upper) score += before >= 0x430 && before <= 0x44F ? -4 : 0;
    if (c >= 0x80 && !lower && !upper && c != 0xA0 && c != 0xAB && c != 0xBB && (c < 0x2010 || c > 0x2122)) score -= 3;
    before = c;
  }
  return score;
}

/// The single-byte Cyrillic encoding in which `sample` is clearly prose and in which `labelled` is not; empty when the label
/// may stand.
std::string_view better_cyrillic(std::string_view sample, std::string_view labelled) {
  constexpr std::array<std::string_view, 4> kCandidates{"windows-1251", "KOI8-R", "ISO-8859-5", "IBM866"};
  const auto high = std::count_if(sample.begin(), sample.end(), [](char c) { return static_cast<std::uint8_t>(c) >= 0x80; });
  if (high < 20) return {};
  std::string_view best;
  long best_score = cyrillic_plausibility(decode_with(sample, labelled));
  for (const std::string_view candidate : kCandidates) {
    const long score = cyrillic_plausibility(decode_with(sample, candidate));
    if (score > high && score > 2 * std::max(best_score, 0L)) {
      best = candidate;
      best_score = score;
    }
  }
  return best;
}

bool is_western_or_cyrillic(std::string_view encoding) {
  constexpr std::array<std::string_view, 7> kFamily{"windows-1252", "windows-1251", "KOI8-R",        "KOI8-U",
                                                    "ISO-8859-5",   "IBM866",       "x-mac-cyrillic"};
  return std::find(kFamily.begin(), kFamily.end(), encoding) != kFamily.end();
}

struct Choice {
  std::string_view encoding;
  CharsetSource source = CharsetSource::kDefault;
  std::string_view overruled;
};

/// Whether the well-formed sequences are too many for an accident: in prose of another encoding hardly one letter in a hundred
/// is followed by a byte that makes one of it. What else a page holds is foreign to it.
bool is_utf8_with_faults(const Utf8Reading& reading) {
  constexpr std::size_t kLeastSequences = 10;
  return reading.sequences >= kLeastSequences && reading.sequences * 4 > reading.faults;
}

Choice choose_by_detection(std::string_view body, const Utf8Reading& reading) {
  if (reading.faults == 0 || reading.sequences > 20 * reading.faults)
    return {"UTF-8", reading.sequences > 0 ? CharsetSource::kDetected : CharsetSource::kDefault, {}};
  const std::string sample = sample_of_text(body);
  if (const std::string_view cyrillic = better_cyrillic(sample, "windows-1252"); !cyrillic.empty())
    return {cyrillic, CharsetSource::kDetected, {}};
  if (const std::string_view found = detect(sample); !found.empty()) return {found, CharsetSource::kDetected, {}};
  return {"windows-1252", CharsetSource::kDefault, {}};
}

/// Weighs a label against the bytes.
Choice check_label(std::string_view body, Choice labelled) {
  const std::string_view label = labelled.encoding;
  if (const std::string_view utf16 = utf16_without_mark(body); !utf16.empty())
    return label == utf16 ? labelled : Choice{utf16, CharsetSource::kDetected, label};
  // Cyrillic prose in UTF-16 has few NULs, yet its spaces have them; bytes without any are in another encoding.
  if (label.starts_with("UTF-16") && body.substr(0, kSampleBytes).find('\0') != std::string_view::npos) return labelled;
  const Utf8Reading reading = read_as_utf8(body);
  if (label == "UTF-8" && is_utf8_with_faults(reading)) return labelled;
  if (label == "UTF-8" || label.starts_with("UTF-16")) {
    Choice found = choose_by_detection(body, reading);
    if (found.encoding == "UTF-8" && label == "UTF-8") return labelled;
    found.overruled = label;
    return found;
  }
  // Text in another encoding is well-formed UTF-8 by accident only when it is very short. The escapes of ISO-2022-JP are ASCII.
  if (reading.faults == 0 && reading.sequences > 1 && label != "ISO-2022-JP") return {"UTF-8", CharsetSource::kDetected, label};
  if (reading.faults > 0 && is_western_or_cyrillic(label)) {
    const std::string_view better = better_cyrillic(sample_of_text(body), label);
    if (!better.empty() && better != label) return {better, CharsetSource::kDetected, label};
  }
  return labelled;
}

Choice choose(std::string_view body, std::string_view content_type, bool prescan_meta) {
  if (const std::string_view http = encoding_of_label(charset_parameter(content_type)); !http.empty())
    return check_label(body, {http, CharsetSource::kHttp, {}});
  if (prescan_meta) {
    if (const std::string_view meta = encoding_of_meta(body); !meta.empty())
      return check_label(body, {meta, CharsetSource::kMeta, {}});
  }
  if (const std::string_view utf16 = utf16_without_mark(body); !utf16.empty()) return {utf16, CharsetSource::kDetected, {}};
  return choose_by_detection(body, read_as_utf8(body));
}

std::pair<std::string_view, std::size_t> byte_order_mark(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) return {"UTF-8", 3};
  if (body.starts_with("\xFE\xFF")) return {"UTF-16BE", 2};
  if (body.starts_with("\xFF\xFE")) return {"UTF-16LE", 2};
  return {{}, 0};
}

}  // namespace

DecodedPage decode_page(std::string_view body, std::string_view content_type, bool prescan_meta) {
  const auto [marked, mark_bytes] = byte_order_mark(body);
  const Choice choice =
      marked.empty() ? choose(body, content_type, prescan_meta) : Choice{marked, CharsetSource::kByteOrderMark, {}};
  DecodedPage page;
  page.utf8 = decode_with(body.substr(mark_bytes), choice.encoding);
  page.charset = choice.encoding;
  page.source = choice.source;
  page.overruled = choice.overruled;
  if (is_xhtml(content_type)) page.utf8 = xhtml_as_html(page.utf8);
  return page;
}

}  // namespace izvor
