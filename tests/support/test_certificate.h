// TestCertificate: a self-made TLS certificate and its key in files, for servers that tests start.
//
// Whoever trusts the file as a certificate authority trusts the certificate. Safe from any thread.
#pragma once

#include <filesystem>
#include <string>

namespace izvor::testing {

struct TestCertificate {
  std::filesystem::path certificate;  ///< PEM.
  std::filesystem::path key;          ///< PEM.

  struct Options {
    std::string names = "DNS:localhost,IP:127.0.0.1";  ///< As OpenSSL's subjectAltName wants them.
    long valid_from = -3600;                           ///< Seconds from now.
    long valid_until = 3600;
  };
  /// Writes both into `folder`. Throws std::runtime_error when OpenSSL cannot.
  static TestCertificate make(const std::filesystem::path& folder, const Options& options);
};

}  // namespace izvor::testing
