// Http2Server: nghttp2's own server, HTTP/2 over TLS on 127.0.0.1, serving the files of a folder.
//
// For what the scripted SiteServer cannot be: a server that this project did not write. Belongs to one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "tests/support/child_process.h"
#include "tests/support/test_certificate.h"

namespace izvor::testing {

class Http2Server {
 public:
  /// Whether the program is installed (Debian's nghttp2-server).
  [[nodiscard]] static bool is_installed();
  /// Listens when it returns. `folder` holds the pages, type after their suffix (.html). Throws when it does not start.
  Http2Server(const std::filesystem::path& folder, const TestCertificate& certificate);

  [[nodiscard]] std::string url(const std::string& target) const {
    return "https://127.0.0.1:" + std::to_string(port_) + target;
  }
  /// What it logged: each connection, each frame.
  [[nodiscard]] std::string log() const { return process_->output(); }

 private:
  std::uint16_t port_ = 0;
  std::unique_ptr<ChildProcess> process_;
};

}  // namespace izvor::testing
