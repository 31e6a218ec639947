#include "searchd/wording/wording.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <stdexcept>

#include <fmt/args.h>
#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

namespace izvor {
namespace {

constexpr std::array kMonths = {&sentence("month_1"),  &sentence("month_2"),  &sentence("month_3"), &sentence("month_4"),
                                &sentence("month_5"),  &sentence("month_6"),  &sentence("month_7"), &sentence("month_8"),
                                &sentence("month_9"),  &sentence("month_10"), &sentence("month_11"), &sentence("month_12")};

const PageType* type_with(std::string_view code) {
  const auto found = std::ranges::find(kPageTypes, code, &PageType::code);
  return found == kPageTypes.end() ? nullptr : &*found;
}

const Sentence& sentence_named(std::string_view key) {
  const auto found = std::ranges::find(kSentences, key, &Sentence::key);
  if (found == kSentences.end()) throw std::logic_error("no sentence has the key " + std::string(key));
  return *found;
}

/// "{query}" → "{{query}}": filled, and escaped, by the template.
std::string as_template(std::string_view sentence) {
  std::string out;
  for (const char c : sentence) out.append(c == '{' || c == '}' ? 2 : 1, c);
  return out;
}

std::string escaped_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

/// What stands for the tag "t.key", "&t.key", "bg.key" or "en.key"; nothing for a tag of the template itself.
std::optional<std::string> sentence_for(std::string_view tag, Language language) {
  const auto key = [&](std::string_view before) { return sentence_named(tag.substr(before.size())); };
  if (tag.starts_with("t.")) return as_template(escaped_text(key("t.").in(language)));
  if (tag.starts_with("&t.")) return as_template(key("&t.").in(language));
  if (tag.starts_with("bg.")) return std::string(key("bg.").bulgarian);
  if (tag.starts_with("en.")) return std::string(key("en.").english);
  return std::nullopt;
}

}  // namespace

std::string say(Language language, const Sentence& sentence, std::initializer_list<Place> places) {
  fmt::dynamic_format_arg_store<fmt::format_context> values;
  for (const Place& place : places) values.push_back(fmt::arg(place.name, place.value));
  const std::string_view form = sentence.in(language);
  return fmt::vformat(fmt::string_view(form.data(), form.size()), values);
}

Wording say_in_both(const Sentence& sentence, std::initializer_list<Place> places) {
  return {say(Language::kBulgarian, sentence, places), say(Language::kEnglish, sentence, places)};
}

std::string with_sentences(std::string_view text, Language language) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find("{{"), close = text.find("}}", open);
    if (close == std::string_view::npos) break;
    const auto sentence = sentence_for(text.substr(open + 2, close - open - 2), language);
    out.append(text.substr(0, sentence ? open : open + 2)).append(sentence.value_or(""));
    text.remove_prefix(sentence ? close + 2 : open + 2);
  }
  return out.append(text);
}

std::string_view name_of_types(std::string_view code, Language language) {
  const PageType* const type = type_with(code);
  return type ? type->many.in(language) : code;
}

std::string_view name_of_type(std::string_view code, Language language) {
  const PageType* const type = type_with(code);
  return type ? type->one.in(language) : code;
}

std::string name_of_language(const std::string& code, Language language) {
  const icu::Locale in(language == Language::kBulgarian ? "bg" : "en");
  icu::UnicodeString name;
  std::string text;
  icu::Locale::createFromName(code.c_str()).getDisplayLanguage(in, name).toUTF8String(text);
  return text.empty() ? code : text;
}

std::string written_date(UtcTime time, Language language) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
  return say(language, sentence("date"),
             {{"day", std::to_string(static_cast<unsigned>(date.day()))},
              {"month", std::string(kMonths[static_cast<unsigned>(date.month()) - 1]->in(language))},
              {"year", std::to_string(static_cast<int>(date.year()))}});
}

std::string grouped(std::uint64_t number, Language language) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += sentence("thousands_separator").in(language);
    out += digits[i];
  }
  return out;
}

std::string found_pages(std::uint64_t total, bool exact, Language language) {
  if (total == 0) return say(language, sentence("nothing_found"));
  if (!exact) return say(language, sentence("found_about"), {{"count", grouped(total, language)}});
  if (total == 1) return say(language, sentence("found_one"));
  return say(language, sentence("found_many"), {{"count", grouped(total, language)}});
}

std::string sentence_of(const Understood& understood, Language language) {
  const std::string &kind = understood.kind, &from = understood.from, &to = understood.to;
  if (kind == "words dropped") return say(language, sentence("words_dropped"), {{"from", from}});
  if (kind == "quotes") return say(language, sentence("quotes_not_closed"));
  if (kind == "only exclusions") return say(language, sentence("only_exclusions"));
  if (kind == "dates") return say(language, sentence("published_then"), {{"from", from}});
  if (from.empty() || to.empty()) return {};
  if (understood.widened || kind == "synonym") return say(language, sentence("included_too"), {{"to", to}});
  if (kind == "latin letters" || kind == "keyboard layout" || kind == "spelling" || kind == "space added")
    return say(language, sentence("shown_instead"), {{"to", to}, {"from", from}});
  return say(language, sentence("searched_as"), {{"from", from}, {"to", to}});
}

}  // namespace izvor
