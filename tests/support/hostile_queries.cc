#include "tests/support/hostile_queries.h"

#include <array>
#include <string_view>
#include <utility>

namespace izvor::testing {
namespace {

/// Somewhat more than SearchRequest::kMaxQueryBytes.
constexpr std::size_t kMostBytes = 2200;

constexpr std::array<std::string_view, 20> kQuestions = {"партньорство със Сингапур",
                                                         "za6tita na lichnite danni",
                                                         "duj pd [rb,flrje wi.whr",
                                                         "venite w cifrowite tehnologii",
                                                         "изкуствен интелек",
                                                         "чл. 5, ал. 2 от Регламент (ЕС) 2024/1689",
                                                         "32024R1689",
                                                         "след 1 февруари 2023 г.",
                                                         "„подводни кабели“ -сайт:a.eu",
                                                         "(морски ИЛИ „подводни кабели“) заглавие:(а б)",
                                                         "type:faqs портфейл",
                                                         "циф* услуги",
                                                         "GDPR ИИ ОРЗД МСП",
                                                         "киберсигурност на критичната инфраструктура",
                                                         "май 2024",
                                                         "5G 6G IPv6",
                                                         "е-правителство",
                                                         "НЕ данни ИЛИ облак",
                                                         "<script>alert(1)</script>",
                                                         "' OR 1=1 --"};

constexpr std::array<std::string_view, 44> kPieces = {"„",
                                                      "“",
                                                      "”",
                                                      "\"",
                                                      "«",
                                                      "»",
                                                      "(",
                                                      ")",
                                                      "((",
                                                      "))",
                                                      "-",
                                                      "*",
                                                      ":",
                                                      " ",
                                                      " ",
                                                      " ",
                                                      "ИЛИ ",
                                                      "OR ",
                                                      "НЕ ",
                                                      "NOT ",
                                                      "заглавие:",
                                                      "title:",
                                                      "сайт:",
                                                      "site:a.eu",
                                                      "вид:новини",
                                                      "type:",
                                                      "тема:",
                                                      "topic:\"",
                                                      "език:bg",
                                                      "от:2023",
                                                      "до:2024-06",
                                                      "from:9999-12-31",
                                                      "to:0001-01-01",
                                                      "чл. 5, ал. 2",
                                                      "(ЕС) 2024/1689",
                                                      "след 1 май 2024",
                                                      "данни",
                                                      "цифрови услуги",
                                                      "кив*",
                                                      "а",
                                                      "\t",
                                                      "\xC2\xA0",
                                                      "\xE2\x80\x8B",
                                                      "🌊"};

void append_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | (c >> 6)), static_cast<char>(0x80 | (c & 0x3F))};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  } else {
    out += {static_cast<char>(0xF0 | (c >> 18)), static_cast<char>(0x80 | ((c >> 12) & 0x3F)),
            static_cast<char>(0x80 | ((c >> 6) & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
  }
}

}  // namespace

HostileQueries::HostileQueries(std::uint32_t seed, std::vector<std::string> corpus)
    : random_(seed), corpus_(std::move(corpus)) {
  for (const std::string_view question : kQuestions) corpus_.emplace_back(question);
}

std::string HostileQueries::next() {
  switch (below(12)) {
    case 0:
      return noise();
    case 1:
    case 2:
      return characters();
    case 3:
    case 4:
    case 5:
      return syntax();
    case 6:
      return nested();
    case 7:
    case 8:
      return repeated();
    default:
      return mutated();
  }
}

std::string HostileQueries::noise() {
  std::string text(below(200), '\0');
  for (char& c : text) c = static_cast<char>(below(256));
  return text;
}

/// Letters of a few scripts, combining and control characters, emoji, private and last code points.
std::string HostileQueries::characters() {
  constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 10> kBlocks = {{{0x410, 0x44F},
                                                                                {0x410, 0x44F},
                                                                                {0x61, 0x7A},
                                                                                {0x20, 0x40},
                                                                                {0x300, 0x36F},
                                                                                {0x0, 0x1F},
                                                                                {0x5D0, 0x5EA},
                                                                                {0x200B, 0x202E},
                                                                                {0x1F300, 0x1F6FF},
                                                                                {0x10FF00, 0x10FFFF}}};
  std::string text;
  for (std::size_t length = below(below(10) == 0 ? 700 : 40); length > 0; --length) {
    const auto& [first, last] = kBlocks[below(kBlocks.size())];
    append_utf8(text, first + static_cast<std::uint32_t>(below(last - first + 1)));
  }
  return text;
}

std::string HostileQueries::syntax() {
  std::string text;
  for (std::size_t pieces = below(below(10) == 0 ? 400 : 25); pieces > 0 && text.size() < kMostBytes; --pieces)
    text += kPieces[below(kPieces.size())];
  return text;
}

std::string HostileQueries::nested() {
  const std::size_t depth = below(8);
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += below(3) == 0 ? "-(а ИЛИ " : "(данни ИЛИ ";
  text += "„а б“";
  for (std::size_t i = below(2) == 0 ? depth : below(8); i > 0; --i) text += ")";
  return text;
}

std::string HostileQueries::repeated() {
  const std::string piece = below(2) == 0 ? std::string(kPieces[below(kPieces.size())]) : corpus_[below(corpus_.size())];
  std::string text;
  for (std::size_t times = 1 + below(1000); times > 0 && text.size() + piece.size() < kMostBytes; --times) text += piece;
  return text;
}

std::string HostileQueries::mutated() {
  std::string text = corpus_[below(corpus_.size())].substr(0, kMostBytes);
  for (std::size_t edits = 1 + below(6); edits > 0; --edits) {
    const std::size_t at = below(text.size() + 1);
    switch (below(4)) {
      case 0:
        text.insert(at, kPieces[below(kPieces.size())]);
        break;
      case 1:
        text.erase(at, 1 + below(4));
        break;
      case 2:
        text += text.substr(at, below(100));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
    }
  }
  return text;
}

}  // namespace izvor::testing
