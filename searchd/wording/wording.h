// Wording: the sentences of sentences.h with their places filled, and what the index knows by code in words: kinds of pages,
// dates, counts, what was understood.
//
// Plain text: whoever puts it into a page escapes it there. Pure; safe from any thread.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "izvor/utc_time.h"
#include "searchd/search_types.h"
#include "searchd/wording/sentences.h"

namespace izvor {

/// What stands for {name} in a sentence.
struct Place {
  const char* name;
  std::string value;
};

[[nodiscard]] std::string say(Language language, const Sentence& sentence, std::initializer_list<Place> places = {});

/// One message in both languages, for those who do not know yet who reads it.
struct Wording {
  std::string bulgarian;
  std::string english;

  [[nodiscard]] const std::string& in(Language language) const {
    return language == Language::kBulgarian ? bulgarian : english;
  }
};

[[nodiscard]] Wording say_in_both(const Sentence& sentence, std::initializer_list<Place> places = {});

/// The text of a template or script with its sentences: {{t.key}} (escaped), {{&t.key}} (with markup), {{bg.key}} and
/// {{en.key}} (as they are). Throws std::logic_error for a key that no sentence has.
[[nodiscard]] std::string with_sentences(std::string_view text, Language language);

/// "news" → "Новини", "Новина"; a code without a name stays as it is.
[[nodiscard]] std::string_view name_of_types(std::string_view code, Language language = Language::kBulgarian);
[[nodiscard]] std::string_view name_of_type(std::string_view code, Language language = Language::kBulgarian);
/// "en" → "английски", "English"; a code without a name stays as it is.
[[nodiscard]] std::string name_of_language(const std::string& code, Language language = Language::kBulgarian);
/// "13 юни 2024 г.", "13 June 2024", with no-break spaces.
[[nodiscard]] std::string written_date(UtcTime time, Language language = Language::kBulgarian);
/// 1234567 → "1 234 567" with no-break spaces, "1,234,567".
[[nodiscard]] std::string grouped(std::uint64_t number, Language language = Language::kBulgarian);
/// "Намерени са 1 234 страници", "Намерена е 1 страница", "Намерени са около 1 200 страници".
[[nodiscard]] std::string found_pages(std::uint64_t total, bool exact, Language language = Language::kBulgarian);
/// What Understood means, as a sentence; empty for a kind that has none.
[[nodiscard]] std::string sentence_of(const Understood& understood, Language language = Language::kBulgarian);

}  // namespace izvor
