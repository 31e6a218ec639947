// SHA-256, the digest of payloads and of page identifiers (FIPS 180-4; computed by OpenSSL).
//
// A Sha256 belongs to one thread; the function is safe from any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace izvor {

class Sha256 {
 public:
  Sha256();
  void update(std::string_view bytes);
  /// 64 lower-case hexadecimal digits of all that was given. Call it once.
  [[nodiscard]] std::string finish();

 private:
  struct Free {
    void operator()(void* context) const noexcept;
  };
  std::unique_ptr<void, Free> context_;
};

/// 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace izvor
