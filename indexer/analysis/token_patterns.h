// What single words and gaps of a text look like, for the tokenizer: numbers, dates, ordinals, addresses. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace izvor::patterns {

struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
};

[[nodiscard]] bool all_digits(std::string_view word);
/// The value of at most six digits.
[[nodiscard]] int to_int(std::string_view digits);
/// 1900 to 2099.
[[nodiscard]] bool is_year(std::string_view word);
[[nodiscard]] bool is_date(const Date& date);
/// "24.11.2023".
[[nodiscard]] std::optional<Date> dotted_date(std::string_view word);
/// "юни" is 6; 0 when it is no month. Lower case.
[[nodiscard]] int month_of(std::string_view word);
/// What follows a number with a hyphen: "ата", "ти", "ма". Lower case.
[[nodiscard]] bool is_ordinal_ending(std::string_view word);
/// A space that may stand inside a number: plain, no-break, thin.
[[nodiscard]] bool is_group_space(std::string_view gap);
[[nodiscard]] bool is_hyphen(std::string_view gap);
/// "чл", "ал", "т", "пар": a part of a law, short or long. Lower case; empty when it is none, else the short name.
[[nodiscard]] std::string_view law_part(std::string_view word);
/// "5", "5а": what follows "чл.".
[[nodiscard]] bool is_law_number(std::string_view word);
/// "регламент", "директива", "решение", "препоръка" in any form, also English. Lower case.
[[nodiscard]] bool is_act(std::string_view word);
/// What may stand between an act and its number: "ес", "ео", "евратом", "no", "делегиран"'s "за изпълнение". Lower case.
[[nodiscard]] bool is_between_act_and_number(std::string_view word);
/// "ЕО" of "95/46/ЕО". Lower case.
[[nodiscard]] bool is_community(std::string_view word);
/// The bytes of "г." or " г." that a year is followed by, 0 when it is not.
[[nodiscard]] std::size_t year_sign_length(std::string_view text);
/// The bytes of the web or e-mail address that begins at the text's start; 0 when there is none.
[[nodiscard]] std::size_t address_length(std::string_view text);

}  // namespace izvor::patterns
