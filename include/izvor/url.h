// Url: a normalised absolute http or https address.
//
// Two spellings of one address compare equal, so that a page has one identity in the frontier, the archive and the index.
// Normalised after the URL standard (https://url.spec.whatwg.org): scheme and host lower case, IDNA host (UTS #46),
// default port dropped, dot segments removed, percent-encoding upper case, fragment dropped. Implemented in crawler/url.
// A value; safe from any thread.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "izvor/result.h"

namespace izvor {

struct UrlParts;

class Url {
 public:
  /// The longest address that is accepted, in bytes.
  static constexpr std::size_t kMaxLength = 2048;

  /// Parses an absolute address. Fails on another scheme than http and https, user information, and what exceeds kMaxLength.
  [[nodiscard]] static Result<Url> parse(std::string_view text);
  /// Resolves `reference` (any href) against `base`.
  [[nodiscard]] static Result<Url> resolve(const Url& base, std::string_view reference);

  /// The whole address, ASCII only: "https://example.eu/bg/policies/x?page=1".
  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] std::string_view scheme() const { return {text_.data(), scheme_end_}; }
  /// Host without port; IPv6 in brackets.
  [[nodiscard]] std::string_view host() const { return slice(host_begin_, host_end_); }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  /// Host with a port that is not the scheme's own: the unit of politeness and of robots.txt.
  [[nodiscard]] std::string_view authority() const { return slice(host_begin_, path_begin_); }
  /// "https://example.eu:8443", without a slash at the end.
  [[nodiscard]] std::string_view origin() const { return {text_.data(), path_begin_}; }
  /// Begins with "/".
  [[nodiscard]] std::string_view path() const { return slice(path_begin_, path_end_); }
  /// Without "?"; empty when there is none.
  [[nodiscard]] std::string_view query() const {
    return path_end_ < text_.size() ? slice(path_end_ + 1, static_cast<std::uint32_t>(text_.size())) : std::string_view();
  }
  /// Path, and "?" with the query where there is one: what goes into the request line.
  [[nodiscard]] std::string_view target() const { return slice(path_begin_, static_cast<std::uint32_t>(text_.size())); }

  friend bool operator==(const Url& a, const Url& b) { return a.text_ == b.text_; }
  friend auto operator<=>(const Url& a, const Url& b) { return a.text_ <=> b.text_; }

 private:
  Url() = default;
  [[nodiscard]] static Url assemble(const UrlParts& parts);
  [[nodiscard]] std::string_view slice(std::uint32_t begin, std::uint32_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }

  std::string text_;
  std::uint32_t scheme_end_ = 0, host_begin_ = 0, host_end_ = 0, path_begin_ = 0, path_end_ = 0;
  std::uint16_t port_ = 0;
};

}  // namespace izvor
