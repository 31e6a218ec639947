// Problem: what went wrong with a request, said in Bulgarian or English (RFC 9457).
//
// Answers return a Problem instead of building an error themselves; routes.cc turns it into problem+json for programs and into
// a page for people. Values; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "searchd/http/message.h"
#include "searchd/wording/wording.h"

namespace izvor {

[[nodiscard]] std::string_view tag_of(Language language);  ///< "bg", "en".

/// The better of the two for an Accept-Language field (RFC 9110, section 12.5.4); `otherwise` when it names neither.
[[nodiscard]] Language preferred_language(std::string_view accept_language, Language otherwise);

struct Problem {
  int status = 400;
  Wording detail;
  std::string parameter;  ///< The parameter at fault; empty when none is.
};

/// The status in words: "Невалидна заявка", "Bad request".
[[nodiscard]] const Sentence& title_of(int status);

/// application/problem+json with type, title, status, detail and, where there is one, parameter.
[[nodiscard]] HttpResponse problem_document(const Problem& problem, Language language);

}  // namespace izvor
